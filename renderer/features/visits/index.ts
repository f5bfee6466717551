export { AskNotice } from './AskNotice'
export { RightButtons, RightPanel, RightSentence } from './RightPanel'
export { RightTag } from './RightTag'
export { VisitsPage } from './VisitsPage'
