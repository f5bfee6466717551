import { ageOn, type LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { type Rupiah, share, sumRupiah } from '../money'
import type { BillableProgramme, EmployerSize, Nationality } from '../programmes'
import { findEffective } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'
import { reliefsInForce } from './reliefRates'

/** Where the money of JKP comes from; nothing of it is ever added to or taken off a bill. */
export interface JkpInformation {
  base: Rupiah
  government: Rupiah
  fromJkk: Rupiah
  fromJkm: Rupiah
  total: Rupiah
  chargedToEmployer: 0
  chargedToWorker: 0
  ruleId: string
  source: string
}

/**
 * JKP of one worker for information (PP 37/2021 Art. 11, amended by PP 6/2025). Undefined before
 * JKP existed, and for months with a relief on JKK: how the part taken from JKK is then computed
 * is not known.
 */
export function jkpInformation(
  tables: RateTables,
  question: { period: Period; wage: Rupiah; relief?: string | readonly string[] | undefined },
): JkpInformation | undefined {
  const rule = findEffective(tables.pu.jkp, question.period)
  if (rule === undefined) return undefined
  const reliefs = reliefsInForce(tables, 'PU', question.period, question.relief)
  if (reliefs.some((relief) => relief.programmes.JKK !== undefined)) return undefined
  const base = Math.min(question.wage, rule.wageCeiling)
  const government = share(base, rule.governmentPpm)
  const fromJkk = share(base, rule.fromJkkPpm)
  const fromJkm = share(base, rule.fromJkmPpm)
  return {
    base,
    government,
    fromJkk,
    fromJkm,
    total: sumRupiah([government, fromJkk, fromJkm]),
    chargedToEmployer: 0,
    chargedToWorker: 0,
    ruleId: rule.id,
    source: rule.source,
  }
}

/**
 * Whether a worker has JKP: citizen, younger than 54 at registration, enrolled in health
 * insurance, and in all programmes that the employer's size makes mandatory at least up to JHT
 * (PP 6/2025 amending PP 37/2021 Art. 4).
 */
export function isJkpEligible(worker: {
  nationality: Nationality
  birthDate: LocalDate
  registeredOn: LocalDate
  hasHealthInsurance: boolean
  employerSize: EmployerSize
  programmes: readonly BillableProgramme[]
}): boolean {
  const needsJp = worker.employerSize === 'MEDIUM' || worker.employerSize === 'LARGE'
  const needed: BillableProgramme[] = ['JKK', 'JKM', 'JHT', ...(needsJp ? (['JP'] as const) : [])]
  return (
    worker.nationality === 'WNI' &&
    ageOn(worker.birthDate, worker.registeredOn) < 54 &&
    worker.hasHealthInsurance &&
    needed.every((programme) => worker.programmes.includes(programme))
  )
}
