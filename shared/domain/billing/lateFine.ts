import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import type { TraceStep } from '../contributions/trace'
import { type Ppm, type Rupiah, sumRupiah } from '../money'
import { billableProgrammes, type Segment } from '../programmes'
import { getEffective } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'
import { type DueDates, dueDates } from './dueDate'
import { type Instalment, settle } from './instalments'
import { monthsLate } from './monthsLate'
import {
  type FineBase,
  type FineRates,
  fineRates,
  type ProgrammePrincipal,
  programmeFines,
} from './programmeFines'

export { type Instalment } from './instalments'
export { monthsLate, nextFineStep } from './monthsLate'
export { type FineBase, type ProgrammePrincipal } from './programmeFines'
export { isReceivable } from './receivable'

export interface FineQuestion {
  segment: Segment
  period: Period
  principalByProgramme: ProgrammePrincipal
  /** The day the fine is looked at; payments after it do not exist yet. */
  asOf: LocalDate
  fineBase?: FineBase | undefined
  /** Principal received for this bill, by value date. */
  payments?: readonly Instalment[] | undefined
  treatJointLeaveAsHoliday?: boolean | undefined
  /** Reliefs the employer holds; some bring their own fine rate for one programme. */
  relief?: string | readonly string[] | undefined
  /** Due dates other than the period's own: a term of a project, a correction. */
  due?: DueDates | undefined
}

export interface LateFine {
  nominalDueDate: LocalDate
  effectiveDueDate: LocalDate
  holidaysLoaded: boolean
  monthsLate: number
  /** The segment's rate; a relief may have lowered it for one programme (see `trace`). */
  ratePpmPerMonth: Ppm
  ruleId: string
  fineBase: FineBase
  principal: Rupiah
  /** Unpaid at the end of the effective due date. */
  outstandingAfterDue: Rupiah
  /** Unpaid at the end of `asOf`. */
  outstanding: Rupiah
  /** Day of the payment that completed the principal: the fine stops growing there. */
  settlementDate?: LocalDate
  fineByProgramme: ProgrammePrincipal
  fineTotal: Rupiah
  /** What is still to be paid: outstanding principal and the fine. */
  payable: Rupiah
  trace: TraceStep[]
}

/**
 * The fine for late payment: 2 % of the contribution per started month, each programme by
 * itself, simple, without a cap, paid by the employer alone (PP 44/2015, 45/2015, 46/2015);
 * 0.5 % for the periods of PP 49/2020; none for BPU. The rate goes by the period of the bill.
 * @throws RangeError for negative amounts or a segment without rules
 */
export function lateFine(tables: RateTables, question: FineQuestion): LateFine {
  const { principalByProgramme, fineBase = 'FULL_CONTRIBUTION' } = question
  const due = question.due ?? dueDates(tables, question)
  const rules = tables.lateFines.filter((rule) => rule.segment === question.segment)
  const rule = getEffective(rules, question.period, `late fine of segment ${question.segment}`)
  const principal = sumRupiah(Object.values(principalByProgramme))
  const state = settle(principal, question.payments ?? [], due.effectiveDueDate, question.asOf)
  const until = state.settlementDate ?? question.asOf
  const months = monthsLate(due, until)
  const rates = fineRates(tables, question, rule)
  const fineByProgramme = programmeFines(
    { principalByProgramme, fineBase, outstandingAfterDue: state.outstandingAfterDue },
    rates,
    months,
  )
  const fineTotal = sumRupiah(Object.values(fineByProgramme))
  return {
    nominalDueDate: due.nominalDueDate,
    effectiveDueDate: due.effectiveDueDate,
    holidaysLoaded: due.holidaysLoaded,
    monthsLate: months,
    ratePpmPerMonth: rule.ppmPerMonth,
    ruleId: rule.id,
    fineBase,
    principal,
    ...state,
    fineByProgramme,
    fineTotal,
    payable: sumRupiah([state.outstanding, fineTotal]),
    trace: [
      {
        step: 'DUE_DATE',
        inputs: {
          period: question.period,
          nominalDueDate: due.nominalDueDate,
          effectiveDueDate: due.effectiveDueDate,
        },
        ruleId: due.ruleId,
        source: due.source,
        rounding: 'NONE',
      },
      {
        step: 'MONTHS_LATE',
        inputs: { until, monthsLate: months, settled: state.settlementDate !== undefined },
        ruleId: 'DESIGN-STARTED-MONTH',
        source: 'design: a started month counts as a month',
        rounding: 'NONE',
      },
      ...fineSteps(fineByProgramme, rates, months, fineBase),
    ],
  }
}

function fineSteps(
  fines: ProgrammePrincipal,
  rates: FineRates,
  months: number,
  fineBase: FineBase,
): TraceStep[] {
  return billableProgrammes.flatMap((programme): TraceStep[] => {
    const amount = fines[programme]
    if (amount === undefined) return []
    const { ppm, ruleId, source } = rates[programme]
    return [
      {
        step: 'LATE_FINE',
        programme,
        payer: 'EMPLOYER',
        inputs: { ppmPerMonth: ppm, monthsLate: months, fineBase },
        ruleId,
        source,
        ppm,
        amount,
        rounding: 'HALF_UP',
      },
    ]
  })
}
