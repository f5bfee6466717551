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
import { BillBasis } from './billBasis'
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

/** One obligation of one payer: a month, or a term of a project. Overdue is derived, never stored. */
export const Bill = z.object({
  /**
   * Deterministic: `payerId:period:kind[:n]`, of a term `payerId:Tno:TERM[:n]`, so that two makers
   * converge.
   */
  id: z.string(),
  branchId: BranchId,
  /** The payer, named when only employers could be billed: employer, BPU member or project. */
  employerId: Id,
  segment: Segment,
  /** Month of the contribution; of a term, the month in which it falls due. */
  period: PeriodText,
  kind: z.enum(['MONTHLY', 'CORRECTION', 'TERM']),
  status: BillStatus,
  /** The id without its last number while not cancelled: unique. */
  liveKey: z.string().optional(),
  /** Of an employer's bill. */
  riskLevel: RiskLevel.optional(),
  /** What the amounts of the other segments were computed from. */
  basis: BillBasis.optional(),
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

/** A bill for the workers of an employer, with a line for each of them. */
export type EmployerBill = Bill & { riskLevel: RiskLevel }

export function isEmployerBill(bill: Bill): bill is EmployerBill {
  return bill.riskLevel !== undefined
}

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

/** The bill of a project's term; terms are numbered from 1. */
export function termBillIdOf(projectId: string, no: number): string {
  return billIdOf(projectId, `T${no}`, 'TERM')
}
