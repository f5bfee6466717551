import type { Bill } from '../../model/bill'
import type { BillBasis } from '../../model/billBasis'
import type { Ctx } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'
import type { BasisAssessment } from './assessBasis'

/** @throws RuleViolation BILL_EXISTS when a living bill stands under the key */
export async function assertUnbilled(tx: Tx, liveKey: string, period: string): Promise<void> {
  const [existing] = await tx.list('bill', 'liveKey', [liveKey])
  if (!existing) return
  throw new RuleViolation('BILL_EXISTS', {
    billId: existing.id,
    period,
    total: existing.total,
    finalisedBy: existing.finalised.name,
  })
}

/** A cancelled bill keeps its id; its successor gets the next number behind it. */
export async function freeBillId(tx: Tx, liveKey: string): Promise<string> {
  let id = liveKey
  for (let n = 2; await tx.get('bill', id); n++) id = `${liveKey}:${n}`
  return id
}

/** Freezes a bill of the self-employed or of a project. */
export async function putBasisBill(
  tx: Tx,
  bill: {
    readonly payerId: string
    readonly liveKey: string
    readonly period: string
    readonly kind: Bill['kind']
    readonly basis: BillBasis
    readonly assessment: BasisAssessment
    readonly workerCount: number
    /** What the rates apply to: income, wages or the value of the contract as declared. */
    readonly wageTotal: number
    readonly due: Pick<Bill, 'nominalDueDate' | 'effectiveDueDate'>
  },
  ctx: Ctx,
): Promise<void> {
  const { byProgramme, programmes, total, ruleIds } = bill.assessment
  const sums = Object.values(byProgramme)
  await tx.put('bill', {
    id: await freeBillId(tx, bill.liveKey),
    branchId: ctx.branchId,
    employerId: bill.payerId,
    segment: bill.basis.segment,
    period: bill.period,
    kind: bill.kind,
    status: 'FINALIZED',
    liveKey: bill.liveKey,
    basis: bill.basis,
    programmes,
    workerCount: bill.workerCount,
    wageTotal: bill.wageTotal,
    byProgramme,
    employerTotal: sums.reduce((sum, { employer }) => sum + employer, 0),
    workerTotal: sums.reduce((sum, { worker }) => sum + worker, 0),
    total,
    nominalDueDate: bill.due.nominalDueDate,
    effectiveDueDate: bill.due.effectiveDueDate,
    ruleIds: [...ruleIds],
    finalised: stampOf(ctx),
    paidPrincipal: 0,
    finePaid: 0,
  })
}
