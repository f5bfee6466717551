import { z } from 'zod'
import { BranchId, Id, IsoDate, Rupiah, Stamp } from './common'
import { defineEntity } from './entity'

/** A letter's frozen figures; the PDF is drawn from these and the rows they name. */
export const Letter = z.object({
  id: Id,
  branchId: BranchId,
  kind: z.enum(['BILLING_LETTER', 'STATEMENT']),
  status: z.enum([
    'DRAFT',
    'REVIEWED',
    'APPROVED',
    'SIGNED',
    'SENT',
    'DELIVERED',
    'RETURNED',
    'REJECTED',
    'WITHDRAWN',
  ]),
  employerId: Id,
  paymentCodeId: Id,
  billIds: z.array(z.string()).min(1),
  /** Date of the letter; fines are counted up to this day. */
  asOf: IsoDate,
  principal: Rupiah,
  fine: Rupiah,
  total: Rupiah,
  created: Stamp,
  /** One entry per print on paper; the number of the copy is its place. */
  prints: z.array(Stamp),
})
export type Letter = z.infer<typeof Letter>

export const letterEntity = defineEntity('letter', Letter, {
  employerId: { fields: ['employerId'] },
  paymentCodeId: { fields: ['paymentCodeId'] },
})
