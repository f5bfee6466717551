export { LetterPage } from './LetterPage'
export { letterKindInAddress } from './letterKind'
