export { CodeCard } from './CodeCard'
export { codeText, isLiveCode, needsCode } from './codeState'
export { IssueCodePage } from './IssueCodePage'
