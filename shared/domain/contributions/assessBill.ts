import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { type Rupiah, sumRupiah } from '../money'
import {
  type BillableProgramme,
  billableProgrammes,
  type Nationality,
  type RiskLevel,
} from '../programmes'
import type { RateTables } from '../rates/rateTables'
import { applyPlan, type ContributionLine } from './assessWorker'
import { planPuRates } from './puRatePlan'

export interface BillQuestion {
  period: Period
  riskLevel: RiskLevel
  programmes: readonly BillableProgramme[]
  relief?: string | readonly string[] | undefined
  workers: readonly BillWorker[]
}

export interface BillWorker {
  id: string
  /** Monthly wage, whole rupiah ≥ 0. */
  wage: Rupiah
  birthDate?: LocalDate | undefined
  nationality?: Nationality | undefined
}

/** One worker's row of a bill: six amounts, 0 where nothing is billed. */
export interface BillWorkerLine {
  workerId: string
  wage: Rupiah
  jkkEmployer: Rupiah
  jkmEmployer: Rupiah
  jhtEmployer: Rupiah
  jhtWorker: Rupiah
  /** 0 when JP is not billed for this worker. */
  jpBase: Rupiah
  jpEmployer: Rupiah
  jpWorker: Rupiah
  jpExcludedByAge: boolean
  jpExcludedByNationality: boolean
  employerTotal: Rupiah
  workerTotal: Rupiah
  total: Rupiah
}

export interface ProgrammeAmounts {
  employer: Rupiah
  worker: Rupiah
  total: Rupiah
}

export interface BillAssessment {
  lines: BillWorkerLine[]
  /** Only programmes of the question; JP stays listed with 0 when everybody is too old for it. */
  byProgramme: Partial<Record<BillableProgramme, ProgrammeAmounts>>
  employerTotal: Rupiah
  workerTotal: Rupiah
  total: Rupiah
  wageTotal: Rupiah
  workerCount: number
  /** Every rule and relief used, sorted; stored with the bill so that later edits change nothing. */
  ruleIds: string[]
}

/**
 * The bill of an employer for a period: sums of lines that were rounded one by one.
 * @throws RangeError as `assessWorker`, and when two workers share an id
 */
export function assessBill(tables: RateTables, question: BillQuestion): BillAssessment {
  const plan = planPuRates(tables, question)
  const seen = new Set<string>()
  const lines: BillWorkerLine[] = []
  for (const worker of question.workers) {
    if (seen.has(worker.id)) throw new RangeError(`worker listed twice: ${worker.id}`)
    seen.add(worker.id)
    lines.push(compactLine(worker, applyPlan(plan, worker)))
  }
  const column = (pick: (line: BillWorkerLine) => Rupiah) => sumRupiah(lines.map(pick))
  const employerTotal = column((line) => line.employerTotal)
  const workerTotal = column((line) => line.workerTotal)
  return {
    lines,
    byProgramme: programmeTotals(question.programmes, column),
    employerTotal,
    workerTotal,
    total: sumRupiah([employerTotal, workerTotal]),
    wageTotal: column((line) => line.wage),
    workerCount: lines.length,
    ruleIds: rulesUsed(plan),
  }
}

function compactLine(worker: BillWorker, assessed: ReturnType<typeof applyPlan>): BillWorkerLine {
  const { lines } = assessed
  return {
    workerId: worker.id,
    wage: worker.wage,
    jkkEmployer: amountOf(lines, 'JKK', 'EMPLOYER'),
    jkmEmployer: amountOf(lines, 'JKM', 'EMPLOYER'),
    jhtEmployer: amountOf(lines, 'JHT', 'EMPLOYER'),
    jhtWorker: amountOf(lines, 'JHT', 'WORKER'),
    jpBase: assessed.jpBase ?? 0,
    jpEmployer: amountOf(lines, 'JP', 'EMPLOYER'),
    jpWorker: amountOf(lines, 'JP', 'WORKER'),
    jpExcludedByAge: assessed.jpExcludedByAge,
    jpExcludedByNationality: assessed.jpExcludedByNationality,
    employerTotal: assessed.employerTotal,
    workerTotal: assessed.workerTotal,
    total: assessed.total,
  }
}

function amountOf(
  lines: readonly ContributionLine[],
  programme: BillableProgramme,
  payer: 'EMPLOYER' | 'WORKER',
): Rupiah {
  return lines.find((line) => line.programme === programme && line.payer === payer)?.amount ?? 0
}

function programmeTotals(
  programmes: readonly BillableProgramme[],
  column: (pick: (line: BillWorkerLine) => Rupiah) => Rupiah,
): Partial<Record<BillableProgramme, ProgrammeAmounts>> {
  const all: Record<BillableProgramme, [Rupiah, Rupiah]> = {
    JKK: [column((line) => line.jkkEmployer), 0],
    JKM: [column((line) => line.jkmEmployer), 0],
    JHT: [column((line) => line.jhtEmployer), column((line) => line.jhtWorker)],
    JP: [column((line) => line.jpEmployer), column((line) => line.jpWorker)],
  }
  const wanted = billableProgrammes.filter((programme) => programmes.includes(programme))
  return Object.fromEntries(
    wanted.map((programme) => {
      const [employer, worker] = all[programme]
      return [programme, { employer, worker, total: employer + worker }]
    }),
  )
}

function rulesUsed(plan: ReturnType<typeof planPuRates>): string[] {
  const ids = new Set<string>(plan.reliefsApplied)
  for (const rate of plan.rates) ids.add(rate.ruleId)
  if (plan.jpCeiling !== undefined) ids.add(plan.jpCeiling.id)
  if (plan.jpRetirementAge !== undefined) ids.add(plan.jpRetirementAge.id)
  return [...ids].sort()
}
