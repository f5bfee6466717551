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
import {
  columnAmount,
  columnRates,
  emptyColumns,
  jpExclusion,
  type PuColumn,
  puColumnNames,
  type PuColumnRates,
} from './puColumns'
import { planPuRates } from './puRatePlan'

export interface BillQuestion {
  period: Period
  riskLevel: RiskLevel
  programmes: readonly BillableProgramme[]
  relief?: string | readonly string[] | undefined
  /** Day on which the month is settled; see `PuRateQuestion`. */
  settledOn?: LocalDate | undefined
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
  const rates = columnRates(plan)
  const seen = new Set<string>()
  const sums = emptyColumns(0)
  let wageTotal = 0
  const lines = question.workers.map((worker) => {
    if (seen.has(worker.id)) throw new RangeError(`worker listed twice: ${worker.id}`)
    seen.add(worker.id)
    const line = billLine(rates, worker)
    for (const column of puColumnNames) sums[column] += line[column]
    wageTotal += worker.wage
    return line
  })
  const employerTotal = sumRupiah([
    sums.jkkEmployer,
    sums.jkmEmployer,
    sums.jhtEmployer,
    sums.jpEmployer,
  ])
  const workerTotal = sumRupiah([sums.jhtWorker, sums.jpWorker])
  return {
    lines,
    byProgramme: programmeTotals(question.programmes, sums),
    employerTotal,
    workerTotal,
    total: sumRupiah([employerTotal, workerTotal]),
    wageTotal: sumRupiah([wageTotal]),
    workerCount: lines.length,
    ruleIds: rulesUsed(plan),
  }
}

/** One worker's row of a bill under rates already laid out; the unit of re-computation. */
export function billLine(rates: PuColumnRates, worker: BillWorker): BillWorkerLine {
  const { wage } = worker
  const excluded = jpExclusion(rates, worker)
  const jp = rates.withJp && excluded === undefined
  const jkkEmployer = columnAmount(rates, 'jkkEmployer', wage)
  const jkmEmployer = columnAmount(rates, 'jkmEmployer', wage)
  const jhtEmployer = columnAmount(rates, 'jhtEmployer', wage)
  const jhtWorker = columnAmount(rates, 'jhtWorker', wage)
  const jpEmployer = jp ? columnAmount(rates, 'jpEmployer', wage) : 0
  const jpWorker = jp ? columnAmount(rates, 'jpWorker', wage) : 0
  const employerTotal = jkkEmployer + jkmEmployer + jhtEmployer + jpEmployer
  const workerTotal = jhtWorker + jpWorker
  return {
    workerId: worker.id,
    wage,
    jkkEmployer,
    jkmEmployer,
    jhtEmployer,
    jhtWorker,
    jpBase: jp ? Math.min(wage, rates.ceiling.jpEmployer) : 0,
    jpEmployer,
    jpWorker,
    jpExcludedByAge: excluded !== undefined && reachedAge(rates, worker),
    jpExcludedByNationality: excluded === 'NATIONALITY',
    employerTotal,
    workerTotal,
    total: employerTotal + workerTotal,
  }
}

function reachedAge(rates: PuColumnRates, { birthDate }: BillWorker): boolean {
  return jpExclusion(rates, { birthDate }) === 'AGE'
}

function programmeTotals(
  programmes: readonly BillableProgramme[],
  sums: Readonly<Record<PuColumn, Rupiah>>,
): Partial<Record<BillableProgramme, ProgrammeAmounts>> {
  const all: Record<BillableProgramme, [Rupiah, Rupiah]> = {
    JKK: [sums.jkkEmployer, 0],
    JKM: [sums.jkmEmployer, 0],
    JHT: [sums.jhtEmployer, sums.jhtWorker],
    JP: [sums.jpEmployer, sums.jpWorker],
  }
  const wanted = billableProgrammes.filter((programme) => programmes.includes(programme))
  return Object.fromEntries(
    wanted.map((programme) => {
      const [employer, worker] = all[programme]
      return [programme, { employer, worker, total: sumRupiah([employer, worker]) }]
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
