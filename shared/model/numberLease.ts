import { z } from 'zod'
import { BranchId, Id, Instant } from './common'
import { defineEntity } from './entity'

/** A block of serials that one device may use without asking; never handed out again. */
export const NumberLease = z.object({
  id: Id,
  branchId: BranchId,
  kind: z.enum(['PAYMENT_CODE']),
  deviceId: z.string(),
  /** First serial, inclusive; last serial, inclusive. */
  from: z.number().int().min(0),
  to: z.number().int().min(0),
  /** Next serial that no accepted command has used. */
  next: z.number().int().min(0),
  leasedAt: Instant,
})
export type NumberLease = z.infer<typeof NumberLease>

export const numberLeaseEntity = defineEntity('numberLease', NumberLease, {
  deviceId: { fields: ['deviceId'] },
})
