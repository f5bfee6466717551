import { z } from 'zod'
import {
  BranchId,
  Id,
  Instant,
  IsoDate,
  PeriodText,
  Programme,
  RiskLevel,
  Rupiah,
  Segment,
  Stamp,
} from './common'
import { defineEntity } from './entity'

export const BillStatus = z.enum([
  'FINALIZED',
  'CODE_ISSUED',
  'PARTIALLY_PAID',
  'PAID',
  'CANCELLED',
  'SUPERSEDED',
])
export type BillStatus = z.infer<typeof BillStatus>

export const ProgrammeAmounts = z.object({ employer: Rupiah, worker: Rupiah, total: Rupiah })
export type ProgrammeAmounts = z.infer<typeof ProgrammeAmounts>

/** One month's obligation of one payer. Overdue is derived, never stored. */
export const Bill = z.object({
  /** Deterministic: `payerId:period:kind[:n]`, so that two makers converge. */
  id: z.string(),
  branchId: BranchId,
  employerId: Id,
  segment: Segment,
  period: PeriodText,
  kind: z.enum(['MONTHLY', 'CORRECTION']),
  status: BillStatus,
  /** `payerId:period:kind` while not cancelled: unique. */
  liveKey: z.string().optional(),
  riskLevel: RiskLevel,
  programmes: z.array(Programme),
  relief: z.string().optional(),
  workerCount: z.number().int().min(0),
  wageTotal: Rupiah,
  byProgramme: z.partialRecord(Programme, ProgrammeAmounts),
  employerTotal: Rupiah,
  workerTotal: Rupiah,
  /** Principal: sum of the rounded lines, without fine. */
  total: Rupiah,
  nominalDueDate: IsoDate,
  effectiveDueDate: IsoDate,
  /** Ids of the rate rules used; later edits of rules never change this bill. */
  ruleIds: z.array(z.string()),
  finalised: Stamp,
  paidPrincipal: Rupiah,
  /** Frozen at settlement. */
  finePaid: Rupiah,
  settledOn: IsoDate.optional(),
  cancelled: Stamp.extend({ reason: z.string() }).optional(),
})
export type Bill = z.infer<typeof Bill>

export const billEntity = defineEntity('bill', Bill, {
  employerId: { fields: ['employerId'] },
  liveKey: { fields: ['liveKey'], unique: 'BILL_EXISTS' },
})

/** One worker's line of a finalised bill; amounts in rupiah, 0 when not taken. */
export const BillLine = z.object({
  membershipId: Id,
  fullName: z.string(),
  wage: Rupiah,
  /** Capped base of JP; absent when JP is not charged. */
  jpBase: Rupiah.optional(),
  jkkEmployer: Rupiah,
  jkmEmployer: Rupiah,
  jhtEmployer: Rupiah,
  jhtWorker: Rupiah,
  jpEmployer: Rupiah,
  jpWorker: Rupiah,
  total: Rupiah,
})
export type BillLine = z.infer<typeof BillLine>

/** Up to 200 lines of a bill in one row: `billId#page`. Lines never change. */
export const BillPage = z.object({
  id: z.string(),
  branchId: BranchId,
  billId: z.string(),
  page: z.number().int().min(0),
  lines: z.array(BillLine).max(200),
  createdAt: Instant,
})
export type BillPage = z.infer<typeof BillPage>

export const billPageEntity = defineEntity('billPage', BillPage, {
  billId: { fields: ['billId'] },
})

export const BILL_PAGE_SIZE = 200

export function billIdOf(payerId: string, period: string, kind: Bill['kind'] = 'MONTHLY'): string {
  return `${payerId}:${period}:${kind}`
}
