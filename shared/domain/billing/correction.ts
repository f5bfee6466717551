import type { Period } from '../calendar/period'
import { assessBill, type BillQuestion, type BillWorkerLine } from '../contributions/assessBill'
import { emptyColumns, type PuColumn, puColumnNames } from '../contributions/puColumns'
import type { TraceStep } from '../contributions/trace'
import { type Rupiah, sumRupiah } from '../money'
import { type BillableProgramme, billableProgrammes } from '../programmes'
import type { RateTables } from '../rates/rateTables'
import { type DueDates, dueDates } from './dueDate'

/** Why a month is corrected; it decides when the difference is due and whether it is fined. */
export type CorrectionCause =
  /** A raise decided later: due with the bill of the month in which it is reported. */
  | 'RAPEL'
  /** Workers or wages that should have been reported: due and fined like the original month. */
  | 'UNDER_REPORTED'

export type FinePolicy = 'REPORTING_PERIOD' | 'ORIGINAL_PERIOD'

/** Signed differences of one worker; positive is owed. */
export interface CorrectionLine extends Record<PuColumn, Rupiah> {
  workerId: string
  oldWage: Rupiah
  newWage: Rupiah
  employerTotal: Rupiah
  workerTotal: Rupiah
  total: Rupiah
}

export interface BillCorrection extends Record<PuColumn, Rupiah> {
  period: Period
  /** Only workers with a difference. */
  lines: CorrectionLine[]
  byProgramme: Partial<Record<BillableProgramme, Rupiah>>
  employerTotal: Rupiah
  workerTotal: Rupiah
  /** Signed: original + total = the bill as it should have been. */
  total: Rupiah
  /** Part that goes to the payer's credit balance: the amount of a negative total. */
  credit: Rupiah
  ruleIds: string[]
  trace: TraceStep[]
}

/**
 * The difference between a bill as it was and as it should have been, line by line, both by the
 * rules of their own period. The original is never changed: this becomes a bill linked to it.
 * @throws RangeError as `assessBill`, and when the two questions are about different periods
 */
export function correctBill(
  tables: RateTables,
  original: BillQuestion,
  revised: BillQuestion,
): BillCorrection {
  const { period } = original
  if (revised.period !== period) throw new RangeError('a correction stays in its own period')
  const before = assessBill(tables, original)
  const after = assessBill(tables, revised)
  const old = new Map(before.lines.map((line) => [line.workerId, line]))
  const renewed = new Map(after.lines.map((line) => [line.workerId, line]))
  const ids = [...new Set([...old.keys(), ...renewed.keys()])]
  const lines = ids
    .map((id) => lineDifference(id, old.get(id), renewed.get(id)))
    .filter((line) => puColumnNames.some((column) => line[column] !== 0))
  const sums = emptyColumns(0)
  for (const column of puColumnNames) sums[column] = sumRupiah(lines.map((line) => line[column]))
  const total = sumRupiah(lines.map((line) => line.total))
  return {
    period,
    ...sums,
    lines,
    byProgramme: programmeDifferences(before.byProgramme, after.byProgramme),
    employerTotal: sumRupiah(lines.map((line) => line.employerTotal)),
    workerTotal: sumRupiah(lines.map((line) => line.workerTotal)),
    total,
    credit: Math.max(0, -total),
    ruleIds: [...new Set([...before.ruleIds, ...after.ruleIds])].sort(),
    trace: [
      ...lines.map((line): TraceStep => ({
        step: 'CORRECTION',
        inputs: { workerId: line.workerId, oldWage: line.oldWage, newWage: line.newWage, period },
        ruleId: 'DESIGN-CORRECTION',
        source: 'design: a correction is the difference by the rules of the original period',
        amount: line.total,
        rounding: 'NONE',
      })),
      {
        step: 'TOTAL',
        inputs: { before: before.total, after: after.total },
        ruleId: 'DESIGN-CORRECTION',
        source: 'design: a correction is the difference by the rules of the original period',
        amount: total,
        rounding: 'NONE',
      },
    ],
  }
}

export interface CorrectionDue extends DueDates {
  finePolicy: FinePolicy
  /** Period whose rate of the fine holds. */
  finePeriod: Period
}

/**
 * When the difference is due. A raise decided later is due with the month it is reported in; what
 * should have been reported is due, and fined, since the original month.
 */
export function correctionDue(
  tables: RateTables,
  question: {
    period: Period
    reportedIn: Period
    cause: CorrectionCause
    treatJointLeaveAsHoliday?: boolean | undefined
  },
): CorrectionDue {
  const { cause, treatJointLeaveAsHoliday } = question
  const finePolicy = cause === 'RAPEL' ? 'REPORTING_PERIOD' : 'ORIGINAL_PERIOD'
  const finePeriod = cause === 'RAPEL' ? question.reportedIn : question.period
  return {
    ...dueDates(tables, { segment: 'PU', period: finePeriod, treatJointLeaveAsHoliday }),
    finePolicy,
    finePeriod,
  }
}

function lineDifference(
  workerId: string,
  before: BillWorkerLine | undefined,
  after: BillWorkerLine | undefined,
): CorrectionLine {
  const columns = emptyColumns(0)
  for (const column of puColumnNames) {
    columns[column] = (after?.[column] ?? 0) - (before?.[column] ?? 0)
  }
  const employerTotal = (after?.employerTotal ?? 0) - (before?.employerTotal ?? 0)
  const workerTotal = (after?.workerTotal ?? 0) - (before?.workerTotal ?? 0)
  return {
    workerId,
    oldWage: before?.wage ?? 0,
    newWage: after?.wage ?? 0,
    ...columns,
    employerTotal,
    workerTotal,
    total: employerTotal + workerTotal,
  }
}

type Totals = Partial<Record<BillableProgramme, { total: Rupiah }>>

function programmeDifferences(
  before: Totals,
  after: Totals,
): Partial<Record<BillableProgramme, Rupiah>> {
  const result: Partial<Record<BillableProgramme, Rupiah>> = {}
  for (const programme of billableProgrammes) {
    if (before[programme] === undefined && after[programme] === undefined) continue
    result[programme] = (after[programme]?.total ?? 0) - (before[programme]?.total ?? 0)
  }
  return result
}
