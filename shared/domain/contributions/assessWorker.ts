import { ageOn, type LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { type Ppm, type Rupiah, share, sumRupiah } from '../money'
import type { BillableProgramme, Nationality, Payer, RiskLevel } from '../programmes'
import type { RateTables } from '../rates/rateTables'
import { baseOf, firstDay, planPuRates, type PuRatePlan } from './puRatePlan'
import type { TraceStep } from './trace'
import { traceWorker } from './traceWorker'

export interface WorkerQuestion {
  period: Period
  /** Monthly wage (basic wage plus fixed allowances), whole rupiah ≥ 0. */
  wage: Rupiah
  riskLevel: RiskLevel
  programmes: readonly BillableProgramme[]
  birthDate?: LocalDate | undefined
  nationality?: Nationality | undefined
  /** Ids of reliefs the employer holds. */
  relief?: string | readonly string[] | undefined
  /** Day on which the month is settled; see `PuRateQuestion`. */
  settledOn?: LocalDate | undefined
  /** Leave the explanation out when only amounts are wanted. */
  skipTrace?: boolean | undefined
}

/** One worker × programme × payer: the unit that is rounded. */
export interface ContributionLine {
  programme: BillableProgramme
  payer: Payer
  base: Rupiah
  ppm: Ppm
  amount: Rupiah
  ruleId: string
}

export interface WorkerAmounts {
  lines: ContributionLine[]
  /** Wage that counts for JP; absent when JP is not billed. */
  jpBase?: Rupiah
  jpExcludedByAge: boolean
  jpExcludedByNationality: boolean
  employerTotal: Rupiah
  workerTotal: Rupiah
  total: Rupiah
}

export interface WorkerAssessment extends WorkerAmounts {
  reliefsApplied: readonly string[]
  trace: TraceStep[]
}

/**
 * Monthly contributions of one worker of an employer (segment PU), up to six lines, each rounded
 * once (PP 44/2015 Arts. 16, 18; PP 45/2015 Art. 28; PP 46/2015 Art. 16).
 * @throws RangeError for a negative or fractional wage, or a period without rates
 */
export function assessWorker(tables: RateTables, question: WorkerQuestion): WorkerAssessment {
  const plan = planPuRates(tables, question)
  const amounts = applyPlan(plan, question)
  return {
    ...amounts,
    reliefsApplied: plan.reliefsApplied,
    trace: question.skipTrace === true ? [] : traceWorker(plan, question, amounts),
  }
}

/** The worker's lines under rates already chosen; for bills, which choose them once. */
export function applyPlan(
  plan: PuRatePlan,
  worker: {
    wage: Rupiah
    birthDate?: LocalDate | undefined
    nationality?: Nationality | undefined
  },
): WorkerAmounts {
  const withJp = plan.jpCeiling !== undefined
  const jpExcludedByNationality = withJp && worker.nationality === 'WNA'
  const jpExcludedByAge = withJp && reachedRetirement(plan, worker.birthDate)
  const jpBilled = withJp && !jpExcludedByAge && !jpExcludedByNationality
  const lines: ContributionLine[] = []
  let jpBase: Rupiah | undefined
  for (const rate of plan.rates) {
    if (rate.programme === 'JP' && !jpBilled) continue
    const base = baseOf(plan, rate, worker.wage)
    if (rate.programme === 'JP') jpBase = base
    lines.push({
      programme: rate.programme,
      payer: rate.payer,
      base,
      ppm: rate.ppm,
      amount: share(base, rate.ppm),
      ruleId: rate.relief?.reliefId ?? rate.ruleId,
    })
  }
  const employerTotal = totalOf(lines, 'EMPLOYER')
  const workerTotal = totalOf(lines, 'WORKER')
  return {
    lines,
    ...(jpBase !== undefined && { jpBase }),
    jpExcludedByAge,
    jpExcludedByNationality,
    employerTotal,
    workerTotal,
    total: sumRupiah([employerTotal, workerTotal]),
  }
}

/** JP stops when the retirement age is reached on the first day of the period. */
function reachedRetirement(plan: PuRatePlan, birthDate: LocalDate | undefined): boolean {
  if (birthDate === undefined || plan.jpRetirementAge === undefined) return false
  return ageOn(birthDate, firstDay(plan.period)) >= plan.jpRetirementAge.age
}

function totalOf(lines: readonly ContributionLine[], payer: Payer): Rupiah {
  return sumRupiah(lines.filter((line) => line.payer === payer).map((line) => line.amount))
}
