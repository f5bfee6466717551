export { CodeCard } from './CodeCard'
export { codeStanding, codeText, isLiveCode, needsCode, promisedUntil } from './codeState'
export { IssueCodePage } from './IssueCodePage'
