import { mergeTables, TableAddition } from '../../domain/rates/mergeTables'
import type { RateTables } from '../../domain/rates/rateTables'
import { TableName } from '../../domain/rates/tableRows'

/**
 * Like `mergeTables`, for work that a person proposes: a field that no table knows is refused, too,
 * since a misspelt `multiplyPpm` would otherwise be a relief without any effect.
 * @throws Error naming every problem
 */
export function mergeAddition(base: RateTables, addition: unknown): RateTables {
  const after = mergeTables(base, addition)
  const unknown = unknownFields(TableAddition.parse(addition), after)
  if (unknown.length > 0) throw new Error(`the addition is refused: ${unknown.join('; ')}`)
  return after
}

function unknownFields({ adds, holidays }: TableAddition, after: RateTables): string[] {
  const rows = TableName.options.flatMap((table) => {
    const merged = rowsAt(after, table)
    return (adds[table] ?? []).flatMap((row) =>
      lost(
        row,
        merged.find(({ id }) => id === row.id),
        `${table} ${row.id}`,
      ),
    )
  })
  return [...rows, ...lost(holidays, after.holidays, 'holidays')]
}

/** Fields of what was given that the schema let fall. */
function lost(given: unknown, kept: unknown, path: string): string[] {
  if (typeof given !== 'object' || given === null) return []
  const inside: Readonly<Record<string, unknown>> =
    typeof kept === 'object' && kept !== null ? { ...kept } : {}
  return Object.entries(given).flatMap(([field, value]) =>
    field in inside
      ? lost(value, inside[field], `${path}.${field}`)
      : [`unknown field ${field} in ${path}`],
  )
}

function rowsAt(tables: RateTables, table: TableName): readonly { id: string }[] {
  let current: unknown = tables
  for (const part of table.split('.')) current = (current as Record<string, unknown>)[part]
  return current as readonly { id: string }[]
}
