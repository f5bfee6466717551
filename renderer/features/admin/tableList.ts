import { rateTables } from '#shared/reference/tables'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { rowStatus, type TableName, tableRows } from '#shared/domain/rates/tableRows'
import { TableName as TableNames } from '#shared/domain/rates/tableRows'
import type { RateRelease } from '#shared/model/rateRelease'
import type { Translate } from '../../i18n/useTexts'
import { valueWords } from './valueWords'

/** Dated tables, and holidays, which go by year. */
export type ListedTable = TableName | 'holidays'
export const listedTables: readonly ListedTable[] = [...TableNames.options, 'holidays']

/** One row of the list of tables. */
export interface ListedRow {
  readonly key: string
  readonly table: ListedTable
  readonly id: string
  readonly from: string
  /** Included; null is open. */
  readonly to: string | null
  readonly status: 'PAST' | 'CURRENT' | 'FUTURE'
  readonly value: string
  readonly source: string
  readonly confidence: string
  /** The release that brought it; absent for shipped rows. */
  readonly release?: RateRelease
}

/**
 * Every row of the tables as people read it, table by table.
 * @param today local date
 */
export function listRows(
  t: Translate<'admin'>,
  tables: RateTables,
  approved: readonly RateRelease[],
  today: string,
): ListedRow[] {
  const origin = originOf(approved)
  const dated = tableRows(tables).map((row): ListedRow => {
    const release = origin(row.table, row.id)
    return {
      key: `${row.table} ${row.id}`,
      table: row.table,
      id: row.id,
      from: row.effectiveFrom,
      to: row.effectiveTo,
      status: statusOf(tables, row, today),
      value: valueWords(t, tables, row.table, row.id),
      source: row.source,
      confidence: row.confidence,
      ...(release && { release }),
    }
  })
  const holidays = Object.entries(tables.holidays).map(([year, table]): ListedRow => {
    const release = approved.find(({ addition }) => year in addition.holidays)
    return {
      key: `holidays ${year}`,
      table: 'holidays',
      id: year,
      from: `${year}-01-01`,
      to: `${year}-12-31`,
      status: rowStatus({ effectiveFrom: `${year}-01-01`, effectiveTo: `${year}-12-31` }, today),
      value: t('vHolidays', { count: table.national.length, leave: table.jointLeave.length }),
      source: table.source,
      confidence: table.confidence,
      ...(release && { release }),
    }
  })
  return [...dated, ...holidays]
}

/** A retirement age holds until the next one begins, although its row names no end. */
function statusOf(
  tables: RateTables,
  row: { table: TableName; effectiveFrom: string; effectiveTo: string | null },
  today: string,
): ListedRow['status'] {
  const status = rowStatus(row, today)
  if (row.table !== 'jpRetirementAge' || status !== 'CURRENT') return status
  const later = tables.jpRetirementAge.some(
    ({ effectiveFrom }) => effectiveFrom > row.effectiveFrom && effectiveFrom <= today,
  )
  return later ? 'PAST' : 'CURRENT'
}

function originOf(approved: readonly RateRelease[]) {
  const shipped = new Set(tableRows(rateTables).map(({ table, id }) => `${table} ${id}`))
  return (table: TableName, id: string): RateRelease | undefined => {
    if (shipped.has(`${table} ${id}`)) return undefined
    return approved.find(({ addition }) => addition.adds[table]?.some((row) => row.id === id))
  }
}
