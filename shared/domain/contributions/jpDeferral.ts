import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { type Rupiah, share } from '../money'
import type { EmployerSize } from '../programmes'
import type { RateTables } from '../rates/rateTables'
import { judgeReliefs } from './reliefEligibility'
import { reliefsInForce } from './reliefRates'
import type { TraceStep } from './trace'

export interface JpDeferral {
  /** Due with the month. */
  payNow: Rupiah
  /** May be paid in the window below; together with `payNow` exactly the contribution. */
  deferred: Rupiah
  repayFrom: LocalDate
  /** Last day to repay without a fine. */
  repayTo: LocalDate
  reliefId: string
  source: string
  trace: TraceStep[]
}

/**
 * Postponed part of a month's JP contribution (PP 49/2020 Art. 17: 99 % for medium and large
 * employers). Nothing is waived. Undefined when no held relief postpones JP in the period, or the
 * employer's size has no right to it.
 */
export function jpDeferral(
  tables: RateTables,
  question: {
    period: Period
    /** JP of employer and workers together, rupiah. */
    jpTotal: Rupiah
    employerSize: EmployerSize
    relief?: string | readonly string[] | undefined
  },
): JpDeferral | undefined {
  const { period, jpTotal, employerSize } = question
  const held = reliefsInForce(tables, 'PU', period, question.relief)
  const facts = { employerSize }
  const granted = judgeReliefs(tables, { segment: 'PU', period, facts })
    .filter((one) => one.granted)
    .map((one) => one.relief.id)
  const relief = held.find(
    (one) => one.programmes.JP?.deferPpm !== undefined && granted.includes(one.id),
  )
  const effect = relief?.programmes.JP
  if (relief === undefined || effect?.deferPpm === undefined) return undefined
  if (effect.repayFrom === undefined || effect.repayTo === undefined) return undefined
  const payNow = share(jpTotal, 1_000_000 - effect.deferPpm)
  const deferred = jpTotal - payNow
  return {
    payNow,
    deferred,
    repayFrom: effect.repayFrom,
    repayTo: effect.repayTo,
    reliefId: relief.id,
    source: relief.source,
    trace: [
      {
        step: 'DEFERRAL',
        programme: 'JP',
        inputs: { period, deferred, repayFrom: effect.repayFrom, repayTo: effect.repayTo },
        ruleId: relief.id,
        source: relief.source,
        base: jpTotal,
        ppm: 1_000_000 - effect.deferPpm,
        amount: payNow,
        rounding: 'HALF_UP',
      },
    ],
  }
}
