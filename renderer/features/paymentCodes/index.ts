export { CodeCard } from './CodeCard'
export { codeText, isLiveCode } from './codeState'
export { IssueCodePage } from './IssueCodePage'
