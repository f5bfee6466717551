import type { z } from 'zod'
import type { RuleCode } from '../commands/ruleCodes'

/** An index that handlers may list by: the row's fields whose values make the key. */
export interface IndexDefinition {
  readonly fields: readonly string[]
  /** The single field holds an array; the row is found under each element. */
  readonly multi?: true
  /** At most one row per key; a clash is refused with this code. */
  readonly unique?: RuleCode
}

/** Fields that every synchronised row has. `branchId` decides the partition. */
export interface EntityRow {
  readonly id: string
  readonly branchId: string
}

export interface EntityDefinition {
  readonly name: string
  readonly schema: z.ZodType<EntityRow>
  readonly indexes: Readonly<Record<string, IndexDefinition>>
}

export function defineEntity<
  Name extends string,
  Schema extends z.ZodType<EntityRow>,
  Indexes extends Record<string, IndexDefinition>,
>(name: Name, schema: Schema, indexes: Indexes) {
  return Object.freeze({ name, schema, indexes })
}

/** Key of an index: one string per indexed field, in declared order. */
export type IndexKey = readonly string[]

const SEPARATOR = '\u0001'

/** One comparable string per key, the same in every storage. */
export function encodeKey(key: IndexKey): string {
  return key.join(SEPARATOR)
}

/** Encoded keys under which a row stands in an index; none when a field is missing. */
export function indexKeysOf(index: IndexDefinition, row: object): string[] {
  const record = row as Record<string, unknown>
  if (index.multi) {
    const values = record[index.fields[0] ?? '']
    return Array.isArray(values) ? [...new Set(values.map(String))] : []
  }
  const parts: string[] = []
  for (const field of index.fields) {
    const value = record[field]
    if (typeof value !== 'string' && typeof value !== 'number') return []
    parts.push(String(value))
  }
  return [encodeKey(parts)]
}

/** The partition a row belongs to: its branch, or `ref` for shared reference rows. */
export function partitionOf(row: EntityRow): string {
  return row.branchId === 'ref' ? 'ref' : `branch:${row.branchId}`
}
