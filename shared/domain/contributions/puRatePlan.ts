import { addMonthsToDate, type LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import type { Ppm, Rupiah } from '../money'
import {
  type BillableProgramme,
  billableProgrammes,
  type Payer,
  type RiskLevel,
} from '../programmes'
import { getEffective } from '../rates/effective'
import type { JpCeiling, RetirementAge } from '../rates/puRates'
import type { RateTables } from '../rates/rateTables'
import { findReliefRate, type ReliefRate, reliefsInForce } from './reliefRates'

export interface PuRateQuestion {
  period: Period
  riskLevel: RiskLevel
  programmes: readonly BillableProgramme[]
  /** Ids of reliefs the employer holds; one outside its periods has no effect. */
  relief?: string | readonly string[] | undefined
  /** Day on which the month is settled; a relief whose last day has passed is lost. */
  settledOn?: LocalDate | undefined
}

/** One rate of the period, with the relief that lowered it, if any. */
export interface PlannedRate {
  programme: BillableProgramme
  payer: Payer
  ppm: Ppm
  /** The rate before relief. */
  normalPpm: Ppm
  ruleId: string
  source: string
  capped: boolean
  relief?: ReliefRate
}

/** All that one employer's workers have in common in a period; made once per bill. */
export interface PuRatePlan {
  period: Period
  rates: readonly PlannedRate[]
  jpCeiling?: JpCeiling
  jpRetirementAge?: RetirementAge
  /** Whoever was born on this day or before has reached the retirement age. */
  jpEndsForBornBy?: LocalDate
  reliefsApplied: readonly string[]
}

/**
 * The rates for an employer in a period (PP 44/2015, 45/2015, 46/2015). Chosen by the period
 * of the bill, never by today.
 * @throws RangeError when the tables have no rate for the period or the relief is unknown
 */
export function planPuRates(tables: RateTables, question: PuRateQuestion): PuRatePlan {
  const { period } = question
  const reliefs = reliefsInForce(tables, 'PU', period, question.relief, question.settledOn)
  const wanted = billableProgrammes.filter((programme) => question.programmes.includes(programme))
  const rates = wanted
    .flatMap((programme) => normalRates(tables, programme, question))
    .map((rate): PlannedRate => {
      const relief = findReliefRate(reliefs, rate.programme, question.riskLevel, rate.normalPpm)
      return relief === undefined ? rate : { ...rate, ppm: relief.ppm, relief }
    })
  const applied = new Set(rates.flatMap((rate) => rate.relief?.reliefId ?? []))
  const withJp = wanted.includes('JP')
  const jpRetirementAge = withJp ? getRetirementAge(tables, firstDay(period)) : undefined
  return {
    period,
    rates,
    ...(withJp && {
      jpCeiling: getEffective(tables.pu.jpCeilings, period, 'JP wage ceiling'),
      jpRetirementAge,
      jpEndsForBornBy: addMonthsToDate(firstDay(period), -12 * (jpRetirementAge?.age ?? 0)),
    }),
    reliefsApplied: [...applied],
  }
}

/** First day of the period, the day on which age is looked at for JP. */
export function firstDay(period: Period): LocalDate {
  return `${period}-01`
}

function normalRates(
  tables: RateTables,
  programme: BillableProgramme,
  { period, riskLevel }: PuRateQuestion,
): PlannedRate[] {
  const { pu } = tables
  switch (programme) {
    case 'JKK': {
      const rules = pu.jkk.filter((rule) => rule.riskLevel === riskLevel)
      const rule = getEffective(rules, period, `JKK rate for risk level ${riskLevel}`)
      return [planned(rule, 'JKK', 'EMPLOYER', rule.ratePpm)]
    }
    case 'JKM': {
      const rule = getEffective(pu.jkm, period, 'JKM rate')
      return [planned(rule, 'JKM', 'EMPLOYER', rule.ratePpm)]
    }
    case 'JHT':
    case 'JP': {
      const rules = programme === 'JHT' ? pu.jht : pu.jp
      const rule = getEffective(rules, period, `${programme} rate`)
      const capped = rule.wageCeiling !== null
      return [
        planned(rule, programme, 'EMPLOYER', rule.employerPpm, capped),
        planned(rule, programme, 'WORKER', rule.workerPpm, capped),
      ]
    }
  }
}

function planned(
  rule: { id: string; source: string },
  programme: BillableProgramme,
  payer: Payer,
  ppm: Ppm,
  capped = false,
): PlannedRate {
  return { programme, payer, ppm, normalPpm: ppm, ruleId: rule.id, source: rule.source, capped }
}

function getRetirementAge(tables: RateTables, date: LocalDate): RetirementAge {
  const rule = tables.jpRetirementAge.findLast((age) => age.effectiveFrom <= date)
  if (rule === undefined) throw new RangeError(`no JP retirement age is known for ${date}`)
  return rule
}

/** The part of a wage that counts for a rate: all of it, or up to the JP ceiling. */
export function baseOf(plan: PuRatePlan, rate: PlannedRate, wage: Rupiah): Rupiah {
  return rate.capped && plan.jpCeiling !== undefined ? Math.min(wage, plan.jpCeiling.ceiling) : wage
}
