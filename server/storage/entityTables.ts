import { indexKeysOf, type EntityDefinition, type EntityRow } from '#shared/model/entity'
import type { RuleCode } from '#shared/commands/ruleCodes'

/** How one entity lies in SQL; everything follows from its declaration. */
export interface EntityTable {
  readonly entity: string
  readonly table: string
  /** One text column per plain index, holding the encoded key. */
  readonly columns: readonly IndexColumn[]
  /** One table per multi-entry index: (branch_id, key, id). */
  readonly children: readonly IndexChild[]
}

export interface IndexColumn {
  readonly index: string
  readonly column: string
  readonly constraint: string
  readonly unique?: RuleCode
  keyOf(row: EntityRow): string | null
}

export interface IndexChild {
  readonly index: string
  readonly table: string
  readonly constraint: string
  readonly unique?: RuleCode
  keysOf(row: EntityRow): string[]
}

/** PostgreSQL cuts longer names silently, and two cut names may collide. */
const MAX_NAME = 63

export function entityTableOf(definition: EntityDefinition): EntityTable {
  const table = snakeCase(definition.name)
  const columns: IndexColumn[] = []
  const children: IndexChild[] = []
  for (const [index, declared] of Object.entries(definition.indexes)) {
    const unique = declared.unique ? { unique: declared.unique } : {}
    const constraint = checked(`${table}__${snakeCase(index)}__${declared.unique ? 'uq' : 'ix'}`)
    if (declared.multi) {
      children.push({
        index,
        table: checked(`${table}__${snakeCase(index)}`),
        constraint,
        ...unique,
        keysOf: (row) => indexKeysOf(declared, row),
      })
    } else {
      columns.push({
        index,
        column: checked(`k_${snakeCase(index)}`),
        constraint,
        ...unique,
        keyOf: (row) => indexKeysOf(declared, row)[0] ?? null,
      })
    }
  }
  return { entity: definition.name, table, columns, children }
}

function snakeCase(name: string): string {
  return name.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`)
}

function checked(name: string): string {
  if (name.length > MAX_NAME) throw new Error(`Name too long for the database: ${name}`)
  return name
}
