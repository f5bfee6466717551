import { z } from 'zod'
import { BranchId, Id, IsoDate, Rupiah, Stamp } from './common'
import { defineEntity } from './entity'

/** Money received through a code. Immutable; the value date is the bank's. */
export const Payment = z.object({
  id: Id,
  branchId: BranchId,
  employerId: Id,
  paymentCodeId: Id,
  code: z.string(),
  amount: Rupiah,
  valueDate: IsoDate,
  channel: z.string(),
  bankReference: z.string(),
  recorded: Stamp,
})
export type Payment = z.infer<typeof Payment>

export const paymentEntity = defineEntity('payment', Payment, {
  paymentCodeId: { fields: ['paymentCodeId'], unique: 'CODE_PAID' },
  employerId: { fields: ['employerId'] },
})
