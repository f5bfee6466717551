import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { share, type Ppm, type Rupiah } from '../money'
import type { BillableProgramme, Payer, RiskLevel } from '../programmes'
import type { RateTables } from '../rates/rateTables'
import { firstDay, planPuRates, type PlannedRate, type PuRatePlan } from './puRatePlan'

/** Many workers as columns: place n of each column is the same worker. */
export interface WorkerColumns {
  /** Monthly wages, whole rupiah ≥ 0. */
  readonly wages: Float64Array
  /** Absent or undefined: unknown, JP goes on. */
  readonly birthDates?: readonly (LocalDate | undefined)[]
  /** True where the worker is a foreigner, who pays no JP. */
  readonly foreign?: readonly boolean[]
}

export interface ColumnQuestion extends WorkerColumns {
  readonly period: Period
  readonly riskLevel: RiskLevel
  readonly programmes: readonly BillableProgramme[]
  readonly relief?: string | readonly string[] | undefined
}

/** One programme × payer over all workers, rupiah. */
export interface AssessedColumn {
  readonly programme: BillableProgramme
  readonly payer: Payer
  readonly ruleId: string
  readonly amounts: Float64Array
  readonly total: Rupiah
}

export interface AssessedColumns {
  readonly columns: readonly AssessedColumn[]
  readonly employerTotal: Rupiah
  readonly workerTotal: Rupiah
  readonly total: Rupiah
}

/** Below this product a floating division cannot round up to a whole number. */
const PLAIN_LIMIT = 2 ** 50

/**
 * The same amounts as `assessBill`, for a whole branch at once: no object per worker, no trace.
 * @throws RangeError as `assessBill`
 */
export function assessColumns(tables: RateTables, question: ColumnQuestion): AssessedColumns {
  const plan = planPuRates(tables, question)
  const { wages } = question
  const largest = largestWage(wages)
  const jpBases = plan.jpCeiling && basesOfJp(plan, question)
  const columns = plan.rates.map((rate) =>
    column(rate, rate.programme === 'JP' && jpBases ? jpBases : wages, largest),
  )
  const totalOf = (payer: Payer) =>
    columns.filter((one) => one.payer === payer).reduce((sum, one) => sum + one.total, 0)
  const employerTotal = totalOf('EMPLOYER')
  const workerTotal = totalOf('WORKER')
  return { columns, employerTotal, workerTotal, total: employerTotal + workerTotal }
}

function column(rate: PlannedRate, bases: Float64Array, largest: number): AssessedColumn {
  const { programme, payer, ppm } = rate
  const amounts = new Float64Array(bases.length)
  const isPlain = largest * ppm * 2 + 1_000_000 <= PLAIN_LIMIT
  const total = isPlain ? plainShares(bases, ppm, amounts) : exactShares(bases, ppm, amounts)
  if (!Number.isSafeInteger(total)) throw new RangeError('a sum of money is not exact any more')
  return { programme, payer, ruleId: rate.relief?.reliefId ?? rate.ruleId, amounts, total }
}

/** Half up in plain numbers, exact below PLAIN_LIMIT. */
function plainShares(bases: Float64Array, ppm: Ppm, amounts: Float64Array): Rupiah {
  let total = 0
  for (let n = 0; n < bases.length; n++) {
    const amount = Math.floor((bases[n]! * ppm * 2 + 1_000_000) / 2_000_000)
    amounts[n] = amount
    total += amount
  }
  return total
}

function exactShares(bases: Float64Array, ppm: Ppm, amounts: Float64Array): Rupiah {
  let total = 0
  for (let n = 0; n < bases.length; n++) {
    const amount = share(bases[n]!, ppm)
    amounts[n] = amount
    total += amount
  }
  return total
}

/** @throws RangeError for a negative or fractional wage */
function largestWage(wages: Float64Array): number {
  let largest = 0
  for (const wage of wages) {
    if (!(wage >= 0) || !Number.isSafeInteger(wage)) throw new RangeError(`not a wage: ${wage}`)
    if (wage > largest) largest = wage
  }
  return largest
}

/** Wages up to the ceiling; 0 for whoever has reached the retirement age or is a foreigner. */
function basesOfJp(plan: PuRatePlan, { wages, birthDates, foreign }: WorkerColumns): Float64Array {
  const ceiling = plan.jpCeiling?.ceiling ?? Number.POSITIVE_INFINITY
  const retired = lastRetiredBirthDate(plan)
  const bases = new Float64Array(wages.length)
  for (let n = 0; n < wages.length; n++) {
    const birthDate = birthDates?.[n]
    if (foreign?.[n] || (birthDate !== undefined && birthDate <= retired)) continue
    const wage = wages[n]!
    bases[n] = wage < ceiling ? wage : ceiling
  }
  return bases
}

/** Whoever was born on or before this day has the retirement age on the first of the period. */
function lastRetiredBirthDate(plan: PuRatePlan): LocalDate {
  if (plan.jpRetirementAge === undefined) return ''
  const first = firstDay(plan.period)
  const year = Number(first.slice(0, 4)) - plan.jpRetirementAge.age
  return `${String(year).padStart(4, '0')}${first.slice(4)}`
}
