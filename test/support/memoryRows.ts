import { encodeKey, indexKeysOf, type EntityRow, type IndexKey } from '#shared/model/entity'
import { keyOf, type Schema } from '#shared/sync/bufferedTx'
import type { RawReader } from '#shared/commands/tx'

export interface KeyedRow {
  readonly entity: string
  readonly row: EntityRow
}

/** Rows of all entities by key. Rows are frozen on the way in, so that nobody changes one in place. */
export class MemoryRows implements RawReader {
  readonly #rows: Map<string, KeyedRow>

  constructor(
    readonly schema: Schema,
    rows: Iterable<readonly [string, KeyedRow]> = [],
  ) {
    this.#rows = new Map(rows)
  }

  get size(): number {
    return this.#rows.size
  }

  find(entity: string, id: string): EntityRow | undefined {
    return this.#rows.get(keyOf(entity, id))?.row
  }

  set(entity: string, id: string, row: EntityRow | null): void {
    if (!this.schema[entity]) throw new Error(`Unknown entity ${entity}`)
    if (row) this.#rows.set(keyOf(entity, id), { entity, row: frozen(row) })
    else this.#rows.delete(keyOf(entity, id))
  }

  all(): KeyedRow[] {
    return [...this.#rows.values()]
  }

  entries(): IterableIterator<[string, KeyedRow]> {
    return this.#rows.entries()
  }

  copy(): MemoryRows {
    return new MemoryRows(this.schema, this.#rows)
  }

  async get(entity: string, id: string): Promise<EntityRow | undefined> {
    return this.find(entity, id)
  }

  async list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]> {
    const definition = this.schema[entity]?.indexes[index]
    if (!definition) throw new Error(`No index ${index} on ${entity}`)
    const wanted = encodeKey(key)
    return this.all()
      .filter(
        (item) => item.entity === entity && indexKeysOf(definition, item.row).includes(wanted),
      )
      .map(({ row }) => row)
      .sort((a, b) => (a.id < b.id ? -1 : 1))
  }
}

function frozen<T>(value: T): T {
  if (typeof value !== 'object' || value === null || Object.isFrozen(value)) return value
  for (const part of Object.values(value)) frozen(part)
  return Object.freeze(value)
}
