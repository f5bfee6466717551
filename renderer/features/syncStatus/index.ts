export { SyncStatusPage } from './SyncStatusPage'
export { useCommandSentence } from './useCommandSentence'
