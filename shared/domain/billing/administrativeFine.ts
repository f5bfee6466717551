import { addDays, daysBetween, type LocalDate } from '../calendar/localDate'
import { type Period, periodOfDate } from '../calendar/period'
import { addWorkingDays } from '../calendar/workingDays'
import type { TraceStep } from '../contributions/trace'
import { type Rupiah, roundedQuotient } from '../money'
import { getEffective, getNewest } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'

/** Stage of the sanctions for employers that do not register or report wrongly. */
export type SanctionStage = 'NONE' | 'WARNING' | 'FINE' | 'PUBLIC_SERVICE_REFUSAL'

export interface SanctionState {
  stage: SanctionStage
  /** Number of the running or last warning. */
  warning: number
  /** Last day to answer the running warning. */
  answerBy?: LocalDate
  /** First day after the last warning has run out. */
  fineFrom?: LocalDate
  /** Last day of the fine; public services may be refused from the next day on. */
  fineTo?: LocalDate
  /** The fine as far as it has grown. */
  fine: Rupiah
  trace: TraceStep[]
}

/**
 * Where an employer stands in the sanctions of PP 86/2013: warnings of ten working days each, then
 * a fine of 0.1 % a month of what should have been paid for at most 30 days, then refusal of
 * public services on request. Not the 2 % for late payment.
 * @param question.warnings days on which written warnings were delivered, in their order
 * @throws RangeError for negative amounts, or more warnings than the law knows
 */
export function administrativeSanction(
  tables: RateTables,
  question: {
    warnings: readonly LocalDate[]
    contributionsDue: Rupiah
    asOf: LocalDate
  },
): SanctionState {
  const { contributionsDue, asOf } = question
  const given = question.warnings.filter((date) => date <= asOf)
  const last = given.at(-1)
  if (last === undefined) return { stage: 'NONE', warning: 0, fine: 0, trace: [] }
  const rule = sanctionRule(tables, periodOfDate(last))
  if (question.warnings.length > rule.writtenWarnings) {
    throw new RangeError(`there are at most ${rule.writtenWarnings} written warnings`)
  }
  const warning = given.length
  const answerBy = addWorkingDays(tables.holidays, last, rule.workingDaysEach)
  if (warning < rule.writtenWarnings || asOf <= answerBy) {
    return { stage: 'WARNING', warning, answerBy, fine: 0, trace: [] }
  }
  const fineFrom = addDays(answerBy, 1)
  const fineTo = addDays(answerBy, rule.fineMaxDays)
  const { amount, trace } = administrativeFine(tables, {
    contributionsDue,
    days: daysBetween(answerBy, asOf),
    period: periodOfDate(last),
  })
  const over = asOf > fineTo && rule.thenPublicServiceRefusal
  return {
    stage: over ? 'PUBLIC_SERVICE_REFUSAL' : 'FINE',
    warning,
    fineFrom,
    fineTo,
    fine: amount,
    trace,
  }
}

/**
 * The administrative fine after some days: 0.1 % of the contributions that should have been paid
 * for each started month of 30 days, at most 30 days (PP 86/2013), rounded half up.
 * @param question.period period whose rule holds; default the newest
 * @throws RangeError for negative or fractional amounts or days
 */
export function administrativeFine(
  tables: RateTables,
  question: { contributionsDue: Rupiah; days: number; period?: Period | undefined },
): { amount: Rupiah; months: number; trace: TraceStep[] } {
  const { contributionsDue, days } = question
  if (!Number.isSafeInteger(contributionsDue) || contributionsDue < 0) {
    throw new RangeError(`not an amount in whole rupiah: ${contributionsDue}`)
  }
  if (!Number.isInteger(days) || days < 0) throw new RangeError(`not a number of days: ${days}`)
  const rule = sanctionRule(tables, question.period)
  const counted = Math.min(days, rule.fineMaxDays)
  const months = Math.ceil(counted / 30)
  const amount = roundedQuotient(
    BigInt(contributionsDue) * BigInt(rule.finePpmPerMonth) * BigInt(months),
    1_000_000n,
  )
  return {
    amount,
    months,
    trace: [
      {
        step: 'ADMINISTRATIVE_FINE',
        payer: 'EMPLOYER',
        inputs: { contributionsDue, days, daysCounted: counted, months },
        ruleId: rule.id,
        source: rule.source,
        base: contributionsDue,
        ppm: rule.finePpmPerMonth,
        amount,
        rounding: 'HALF_UP',
      },
    ],
  }
}

function sanctionRule(tables: RateTables, period: Period | undefined) {
  const rules = tables.administrativeSanctions
  return period === undefined
    ? getNewest(rules, 'administrative sanction')
    : getEffective(rules, period, 'administrative sanction')
}
