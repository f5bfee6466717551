import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { reliefsInForce } from '../contributions/reliefRates'
import type { TraceStep } from '../contributions/trace'
import { type Ppm, type Rupiah, roundedQuotient, sumRupiah } from '../money'
import { type BillableProgramme, billableProgrammes, type Segment } from '../programmes'
import { findEffective, getEffective } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'
import { dueDates } from './dueDate'
import { type Instalment, settle } from './instalments'
import { monthsLate } from './monthsLate'

export { type Instalment } from './instalments'
export { monthsLate, nextFineStep } from './monthsLate'
export { isReceivable } from './receivable'

/**
 * What a fine is computed on when part was paid: the whole contribution of the month (default,
 * "the contribution that should have been paid"), or only what was unpaid after the due date.
 */
export type FineBase = 'FULL_CONTRIBUTION' | 'OUTSTANDING'

export type ProgrammePrincipal = Partial<Record<BillableProgramme, Rupiah>>

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
  const due = dueDates(tables, question)
  const rules = tables.lateFines.filter((rule) => rule.segment === question.segment)
  const rule = getEffective(rules, question.period, `late fine of segment ${question.segment}`)
  const principal = sumRupiah(Object.values(principalByProgramme))
  const state = settle(principal, question.payments ?? [], due.effectiveDueDate, question.asOf)
  const until = state.settlementDate ?? question.asOf
  const months = monthsLate(due, until)
  const rates = finesByProgramme(tables, question, rule.ppmPerMonth, rule.id, rule.source)
  const fineByProgramme =
    fineBase === 'FULL_CONTRIBUTION'
      ? eachRounded(principalByProgramme, rates, months)
      : roundedOnTheTotal(principalByProgramme, state.outstandingAfterDue, rates, months)
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

interface FineRate {
  ppm: Ppm
  ruleId: string
  source: string
}

type FineRates = Record<BillableProgramme, FineRate>

function finesByProgramme(
  tables: RateTables,
  question: FineQuestion,
  ppm: Ppm,
  ruleId: string,
  source: string,
): FineRates {
  const reliefs = reliefsInForce(tables, question.segment, question.period, question.relief)
  const rateOf = (programme: BillableProgramme): FineRate => {
    const own = reliefs
      .map((relief) => relief.lateFines?.filter((fine) => fine.programme === programme) ?? [])
      .map((fines) => findEffective(fines, question.period))
      .find((fine) => fine !== undefined)
    return own === undefined
      ? { ppm, ruleId, source }
      : { ppm: own.ppmPerMonth, ruleId: own.id, source: own.source }
  }
  return { JKK: rateOf('JKK'), JKM: rateOf('JKM'), JHT: rateOf('JHT'), JP: rateOf('JP') }
}

function eachRounded(
  principal: ProgrammePrincipal,
  rates: FineRates,
  months: number,
): ProgrammePrincipal {
  return mapProgrammes(principal, (programme, amount) =>
    roundedQuotient(millionths(amount, rates[programme].ppm, months), 1_000_000n),
  )
}

/**
 * The unpaid part lies at the end of the fixed order JKK, JKM, JHT, JP. The total is rounded once;
 * programmes get the differences of running totals, so that they add up to it exactly.
 */
function roundedOnTheTotal(
  principal: ProgrammePrincipal,
  outstandingAfterDue: Rupiah,
  rates: FineRates,
  months: number,
): ProgrammePrincipal {
  let paid = sumRupiah(Object.values(principal)) - outstandingAfterDue
  let running = 0n
  let rounded = 0
  return mapProgrammes(principal, (programme, amount) => {
    const covered = Math.min(paid, amount)
    paid -= covered
    running += millionths(amount - covered, rates[programme].ppm, months)
    const before = rounded
    rounded = roundedQuotient(running, 1_000_000n)
    return rounded - before
  })
}

function millionths(amount: Rupiah, ppm: Ppm, months: number): bigint {
  if (!Number.isSafeInteger(amount) || amount < 0) {
    throw new RangeError(`not an amount to be fined: ${amount}`)
  }
  return BigInt(amount) * BigInt(ppm) * BigInt(months)
}

function mapProgrammes(
  principal: ProgrammePrincipal,
  amountOf: (programme: BillableProgramme, amount: Rupiah) => Rupiah,
): ProgrammePrincipal {
  const result: ProgrammePrincipal = {}
  for (const programme of billableProgrammes) {
    const amount = principal[programme]
    if (amount !== undefined) result[programme] = amountOf(programme, amount)
  }
  return result
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
