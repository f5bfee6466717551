import { z } from 'zod'
import { BranchId, Id, IsoDate, Rupiah, Stamp } from './common'
import { defineEntity } from './entity'

/** What a code settles of one bill. */
export const CodedBill = z.object({ billId: z.string(), principal: Rupiah, fine: Rupiah })
export type CodedBill = z.infer<typeof CodedBill>

/** Kode bayar: one live code per bill; gone once paid, never reactivated or reused. */
export const PaymentCode = z.object({
  id: Id,
  branchId: BranchId,
  /** 12 digits: segment 1, branch 3, serial 7, check digit 1. */
  code: z.string().regex(/^\d{12}$/),
  leaseId: Id,
  employerId: Id,
  billIds: z.array(z.string()).min(1),
  /** Same as `billIds` while ACTIVE, absent afterwards: a bill has one live code. */
  liveBillIds: z.array(z.string()).optional(),
  parts: z.array(CodedBill).min(1),
  principal: Rupiah,
  fine: Rupiah,
  amount: Rupiah,
  validUntil: IsoDate,
  /**
   * Handed out without the server under this right: until the server has confirmed the code, its
   * paper ends with this day. Once confirmed it lives until `validUntil`.
   */
  provisional: z.object({ reservationId: Id, until: IsoDate }).optional(),
  status: z.enum(['ACTIVE', 'PAID', 'EXPIRED', 'CANCELLED']),
  issued: Stamp,
  paidOn: IsoDate.optional(),
  cancelled: Stamp.extend({ reason: z.string() }).optional(),
})
export type PaymentCode = z.infer<typeof PaymentCode>

export const paymentCodeEntity = defineEntity('paymentCode', PaymentCode, {
  code: { fields: ['code'], unique: 'CODE_TAKEN' },
  employerId: { fields: ['employerId'] },
  billIds: { fields: ['billIds'], multi: true },
  liveBillIds: { fields: ['liveBillIds'], multi: true, unique: 'HAS_LIVE_CODE' },
})
