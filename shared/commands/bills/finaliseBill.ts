import { z } from 'zod'
import { assessEmployer, billedWorkers } from './assess'
import { billLines } from './lines'
import { assertUnbilled, freeBillId } from './putBill'
import type { BillAssessment } from '../../domain/contributions/assessBill'
import { dueDates } from '../../domain/billing/dueDate'
import { addMonths } from '../../domain/calendar/period'
import { BILL_PAGE_SIZE, billIdOf } from '../../model/bill'
import { Id, IsoDate, PeriodText, Rupiah } from '../../model/common'
import type { Employer } from '../../model/employer'
import type { Membership } from '../../model/membership'
import { matrix } from '../../permissions/matrix'
import { defineCommand, type Ctx } from '../definition'
import { tablesInForce } from '../rates/tablesInForce'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'
import { getActiveEmployer } from '../workers/workerEntry'

/**
 * Freezes one month's bill of an employer. What the officer saw comes along as `expected`; a
 * different result is refused, never silently taken.
 */
export const finaliseBill = defineCommand({
  name: 'bill.finalise',
  version: 1,
  roles: matrix['bill.finalise'],
  args: z.object({
    employerId: Id,
    period: PeriodText,
    expected: z.object({
      workerCount: z.number().int().min(1),
      total: Rupiah,
      effectiveDueDate: IsoDate,
    }),
  }),
  async handler(tx, { employerId, period, expected }, ctx) {
    const employer = await getActiveEmployer(tx, employerId)
    assertBillable(employer, period, ctx)
    const liveKey = billIdOf(employerId, period)
    await assertUnbilled(tx, liveKey, period)
    const workers = billedWorkers(await tx.list('membership', 'employerId', [employerId]), period)
    if (workers.length === 0) throw new RuleViolation('NO_ACTIVE_WORKERS', { period })
    const tables = await tablesInForce(tx)
    const assessment = assessEmployer(tables, employer, workers, period)
    const due = dueDates(tables, { segment: 'PU', period })
    if (
      assessment.total !== expected.total ||
      workers.length !== expected.workerCount ||
      due.effectiveDueDate !== expected.effectiveDueDate
    ) {
      throw new RuleViolation('AMOUNT_CHANGED', {
        expected: expected.total,
        actual: assessment.total,
        expectedWorkers: expected.workerCount,
        actualWorkers: workers.length,
        expectedDueDate: expected.effectiveDueDate,
        actualDueDate: due.effectiveDueDate,
      })
    }
    const billId = await freeBillId(tx, liveKey)
    await tx.put('bill', {
      id: billId,
      branchId: ctx.branchId,
      employerId,
      segment: 'PU',
      period,
      kind: 'MONTHLY',
      status: 'FINALIZED',
      liveKey,
      riskLevel: employer.riskLevel,
      programmes: employer.programmes,
      workerCount: workers.length,
      wageTotal: assessment.wageTotal,
      byProgramme: assessment.byProgramme,
      employerTotal: assessment.employerTotal,
      workerTotal: assessment.workerTotal,
      total: assessment.total,
      nominalDueDate: due.nominalDueDate,
      effectiveDueDate: due.effectiveDueDate,
      ruleIds: [...assessment.ruleIds],
      finalised: stampOf(ctx),
      paidPrincipal: 0,
      finePaid: 0,
    })
    await putPages(tx, billId, assessment, workers, ctx)
  },
})

/** No bill before the employer takes part, none for a month that has not begun. */
function assertBillable(employer: Employer, period: string, ctx: Ctx): void {
  if (period < employer.startPeriod) {
    throw new RuleViolation('PERIOD_BEFORE_START', { period, startPeriod: employer.startPeriod })
  }
  if (period > addMonths(ctx.today.slice(0, 7), 1)) {
    throw new RuleViolation('PERIOD_IN_FUTURE', { period })
  }
}

async function putPages(
  tx: Tx,
  billId: string,
  assessment: BillAssessment,
  workers: readonly Membership[],
  ctx: Ctx,
): Promise<void> {
  const lines = billLines(assessment, workers)
  for (let page = 0; page * BILL_PAGE_SIZE < lines.length; page++) {
    await tx.put('billPage', {
      id: `${billId}#${page}`,
      branchId: ctx.branchId,
      billId,
      page,
      lines: lines.slice(page * BILL_PAGE_SIZE, (page + 1) * BILL_PAGE_SIZE),
      createdAt: ctx.occurredAt,
    })
  }
}
