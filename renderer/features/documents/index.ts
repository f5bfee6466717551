export { DocumentsPanel } from './DocumentsPanel'
export { WaitingFiles } from './WaitingFiles'
