import { isRealDate, type LocalDate } from '../calendar/localDate'
import { type Ppm, type Rupiah, share } from '../money'
import type { BillableProgramme, Nationality, Payer } from '../programmes'
import type { PuRatePlan } from './puRatePlan'

/** The six amounts of a worker in the order of bills and lists. */
export const puColumnNames = [
  'jkkEmployer',
  'jkmEmployer',
  'jhtEmployer',
  'jhtWorker',
  'jpEmployer',
  'jpWorker',
] as const
export type PuColumn = (typeof puColumnNames)[number]

/** A plan laid out for loops over many workers: one rate and one ceiling per column. */
export interface PuColumnRates {
  ppm: Readonly<Record<PuColumn, Ppm>>
  /** Highest wage that counts for the column. */
  ceiling: Readonly<Record<PuColumn, Rupiah>>
  withJp: boolean
  jpEndsForBornBy: LocalDate
}

/** Column of a programme's share, e.g. `jhtWorker`. */
export function columnOf(programme: BillableProgramme, payer: Payer): PuColumn {
  const column = puColumnNames.find(
    (name) => name === `${programme.toLowerCase()}${payer === 'EMPLOYER' ? 'Employer' : 'Worker'}`,
  )
  if (column === undefined) throw new RangeError(`${programme} has no share of ${payer}`)
  return column
}

/** Lays a plan out in columns; programmes that are not taken have rate 0. */
export function columnRates(plan: PuRatePlan): PuColumnRates {
  const ppm = emptyColumns(0)
  const ceiling = emptyColumns(Number.MAX_SAFE_INTEGER)
  for (const rate of plan.rates) {
    const column = columnOf(rate.programme, rate.payer)
    ppm[column] = rate.ppm
    if (rate.capped && plan.jpCeiling !== undefined) ceiling[column] = plan.jpCeiling.ceiling
  }
  return {
    ppm,
    ceiling,
    withJp: plan.jpCeiling !== undefined,
    jpEndsForBornBy: plan.jpEndsForBornBy ?? '',
  }
}

/** Why JP is not billed for a worker, or `undefined` when it is (or was not asked for). */
export function jpExclusion(
  rates: PuColumnRates,
  worker: { birthDate?: LocalDate | undefined; nationality?: Nationality | undefined },
): 'NATIONALITY' | 'AGE' | undefined {
  if (!rates.withJp) return undefined
  const { birthDate, nationality } = worker
  if (nationality === 'WNA') return 'NATIONALITY'
  if (birthDate === undefined) return undefined
  if (!isRealDate(birthDate)) throw new RangeError(`not a local date: ${birthDate}`)
  return birthDate <= rates.jpEndsForBornBy ? 'AGE' : undefined
}

/** One worker's share in a column, rounded half up; the caller leaves JP out where it ends. */
export function columnAmount(rates: PuColumnRates, column: PuColumn, wage: Rupiah): Rupiah {
  const ceiling = rates.ceiling[column]
  return share(wage < ceiling ? wage : ceiling, rates.ppm[column])
}

/** A number for every column, to add up in. */
export function emptyColumns(value: number): Record<PuColumn, number> {
  return {
    jkkEmployer: value,
    jkmEmployer: value,
    jhtEmployer: value,
    jhtWorker: value,
    jpEmployer: value,
    jpWorker: value,
  }
}
