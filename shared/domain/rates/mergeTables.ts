import { z } from 'zod'
import { parseRateTables, type RateTables } from './rateTables'
import { TableName, tableRows } from './tableRows'

/**
 * A new regulation as data: rows to add, open rows to end, years of holidays. Rows are never
 * changed otherwise, so that bills of the past can always be computed again.
 */
export const TableAddition = z.strictObject({
  /** Unique name of this version of the tables, e.g. the number of the regulation. */
  id: z.string().min(1).max(80),
  title: z.string().min(1).max(200),
  source: z.string().min(1),
  /** Open rows that end; `effectiveTo` is the last period or day in which they hold. */
  closes: z
    .array(
      z.strictObject({
        id: z.string().min(1),
        effectiveTo: z.string().regex(/^\d{4}-\d{2}(-\d{2})?$/),
      }),
    )
    .default([]),
  adds: z.partialRecord(TableName, z.array(z.looseObject({ id: z.string().min(1) }))).default({}),
  holidays: z.record(z.string(), z.unknown()).default({}),
  /** Years whose holidays are already known and are replaced by an amended decree. */
  replacesHolidays: z.array(z.string()).default([]),
})
export type TableAddition = z.infer<typeof TableAddition>

/** The addition as it is written, before defaults are filled in. */
export type TableAdditionInput = z.input<typeof TableAddition>

/**
 * The tables with a new version of the law on top; the given tables stay as they are.
 * @throws Error naming every problem: an unknown or already ended row, a version imported twice, a
 *   year that is already known, and all that `parseRateTables` refuses (overlaps, gaps, shapes)
 */
export function mergeTables(base: RateTables, addition: unknown): RateTables {
  const parsed = TableAddition.safeParse(addition)
  if (!parsed.success) {
    throw new Error(`the addition is not usable:\n${z.prettifyError(parsed.error)}`)
  }
  const { id, title, source, closes, adds, holidays } = parsed.data
  const problems = additionProblems(base, parsed.data)
  if (problems.length > 0) throw new Error(`the addition ${id} is refused: ${problems.join('; ')}`)
  const json = JSON.parse(JSON.stringify(base)) as JsonObject
  for (const { id: rowId, effectiveTo } of closes) {
    for (const table of TableName.options) {
      for (const row of listAt(json, table)) {
        if (row['id'] === rowId) row['effectiveTo'] = effectiveTo
      }
    }
  }
  for (const table of TableName.options) listAt(json, table).push(...(adds[table] ?? []))
  json['holidays'] = { ...(json['holidays'] as JsonObject), ...holidays }
  json['additions'] = [...(base.additions ?? []), { id, title, source }]
  return parseRateTables(json)
}

function additionProblems(base: RateTables, addition: TableAddition): string[] {
  const rows = new Map(tableRows(base).map((row) => [row.id, row]))
  return [
    ...(base.additions?.some((one) => one.id === addition.id) === true
      ? [`the version ${addition.id} was imported already`]
      : []),
    ...addition.closes.flatMap(({ id, effectiveTo }) => {
      const row = rows.get(id)
      if (row === undefined) return [`there is no rule ${id} to end`]
      if (row.table === 'jpRetirementAge') return [`${id} ends by itself when the next age begins`]
      if (row.effectiveTo !== null) return [`rule ${id} ended already in ${row.effectiveTo}`]
      return effectiveTo.length === row.effectiveFrom.length
        ? []
        : [`rule ${id} is dated like ${row.effectiveFrom}, not like ${effectiveTo}`]
    }),
    ...Object.keys(addition.holidays)
      .filter((year) => year in base.holidays && !addition.replacesHolidays.includes(year))
      .map((year) => `the holidays of ${year} are known already`),
    ...addition.replacesHolidays
      .filter((year) => !(year in base.holidays) || !(year in addition.holidays))
      .map((year) => `there are no holidays of ${year} to replace`),
  ]
}

type JsonObject = Record<string, unknown>

function listAt(json: JsonObject, table: TableName): JsonObject[] {
  let current: unknown = json
  for (const part of table.split('.')) current = (current as JsonObject)[part]
  return current as JsonObject[]
}
