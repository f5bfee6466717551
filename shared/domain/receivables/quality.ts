import type { Period } from '../calendar/period'
import { getEffective, getNewest } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'
import type { QualityClass, ReceivableQuality } from '../rates/receivableRules'

export { QualityClass } from '../rates/receivableRules'

export type QualityRow = ReceivableQuality['classes'][number]

/**
 * Quality class of a payer by months in arrears: those of the oldest unpaid principal. Undefined
 * without arrears. No regulation is known; the table is the branch's setting.
 * @throws RangeError for a negative or fractional number of months
 */
export function findQuality(
  tables: RateTables,
  monthsInArrears: number,
  period?: Period,
): QualityRow | undefined {
  return rowFor(qualityTable(tables, period).classes, monthsInArrears)
}

/** The class alone; see `findQuality`. */
export function qualityClass(
  tables: RateTables,
  monthsInArrears: number,
  period?: Period,
): QualityClass | undefined {
  return findQuality(tables, monthsInArrears, period)?.class
}

/** Column of the ageing report; `NOT_DUE` without arrears. */
export function ageingColumn(tables: RateTables, monthsInArrears: number, period?: Period): string {
  return rowFor(qualityTable(tables, period).ageingColumns, monthsInArrears)?.column ?? notDueColumn
}

/** All columns of the ageing report in their order, beginning with what is not due yet. */
export function ageingColumns(tables: RateTables, period?: Period): string[] {
  return [notDueColumn, ...qualityTable(tables, period).ageingColumns.map((one) => one.column)]
}

const notDueColumn = 'NOT_DUE'

function qualityTable(tables: RateTables, period: Period | undefined): ReceivableQuality {
  const rules = tables.receivableQualities
  return period === undefined
    ? getNewest(rules, 'table of receivable quality')
    : getEffective(rules, period, 'table of receivable quality')
}

function rowFor<T extends { from: number; to: number | null }>(
  rows: readonly T[],
  months: number,
): T | undefined {
  if (!Number.isInteger(months) || months < 0) throw new RangeError(`not a count: ${months}`)
  return rows.find((row) => row.from <= months && (row.to === null || months <= row.to))
}
