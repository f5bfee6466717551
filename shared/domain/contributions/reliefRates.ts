import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import type { Ppm } from '../money'
import type { BillableProgramme, RiskLevel, Segment } from '../programmes'
import { isEffective } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'
import type { Relief } from '../rates/reliefs'

/** A rate lowered by a relief, as part per million of the base. */
export interface ReliefRate {
  reliefId: string
  source: string
  ppm: Ppm
}

/**
 * The reliefs among `held` that reach the segment and period. One with a last day to settle has
 * lapsed for a month that is settled later.
 * @throws RangeError for an id the tables do not know: a typing error must not cost money silently
 */
export function reliefsInForce(
  tables: RateTables,
  segment: Segment,
  period: Period,
  held: string | readonly string[] | undefined,
  settledOn?: LocalDate,
): Relief[] {
  const ids = held === undefined ? [] : typeof held === 'string' ? [held] : [...new Set(held)]
  return ids
    .map((id) => {
      const relief = tables.reliefs.find((candidate) => candidate.id === id)
      if (relief === undefined) throw new RangeError(`unknown relief: ${id}`)
      return relief
    })
    .filter((relief) => relief.segments.includes(segment) && isEffective(relief, period))
    .filter(
      ({ settleBy }) => settledOn === undefined || settleBy === undefined || settledOn <= settleBy,
    )
}

/**
 * The lowered rate of a programme. Relief works on the rate, so that there is one rounding;
 * a deferral leaves the amount as it is.
 * @throws RangeError when two reliefs claim the same programme
 */
export function findReliefRate(
  reliefs: readonly Relief[],
  programme: BillableProgramme,
  riskLevel: RiskLevel,
  normalPpm: Ppm,
): ReliefRate | undefined {
  const rates = reliefs.flatMap((relief): ReliefRate[] => {
    const effect = relief.programmes[programme]
    const given = effect?.ratePpmByRiskLevel?.[`${riskLevel}`]
    const multiply = effect?.multiplyPpm
    if (given === undefined && multiply === undefined) return []
    const ppm = given ?? (normalPpm * (multiply ?? 1_000_000)) / 1_000_000
    if (!Number.isInteger(ppm)) throw new RangeError(`relief ${relief.id} gives ${ppm} ppm`)
    return [{ reliefId: relief.id, source: relief.source, ppm }]
  })
  if (rates.length > 1) {
    throw new RangeError(
      `two reliefs for ${programme}: ${rates.map((rate) => rate.reliefId).join(', ')}`,
    )
  }
  return rates[0]
}
