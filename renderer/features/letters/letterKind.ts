import type { Letter } from '#shared/model/letter'

/** How a kind of letter stands in the address of its page. */
export type LetterKindInAddress = 'rincian' | 'penagihan'

export function letterKindInAddress(kind: Letter['kind']): LetterKindInAddress {
  return kind === 'STATEMENT' ? 'rincian' : 'penagihan'
}

export function letterKindOf(inAddress: string): Letter['kind'] {
  return inAddress === 'rincian' ? 'STATEMENT' : 'BILLING_LETTER'
}
