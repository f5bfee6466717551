import { lazy } from 'react'

export { letterKindInAddress } from './letterKind'

/** Loaded when first opened: the PDF reader is large. */
export const LetterPage = lazy(async () => ({ default: (await import('./LetterPage')).LetterPage }))
