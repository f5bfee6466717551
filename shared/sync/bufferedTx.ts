import type { RawReader, RawTx } from '../commands/tx'
import {
  encodeKey,
  indexKeysOf,
  type EntityDefinition,
  type EntityRow,
  type IndexKey,
} from '../model/entity'

export type Schema = Readonly<Record<string, EntityDefinition>>

/** One written row; `null` says removed. */
export interface Write {
  readonly entity: string
  readonly id: string
  readonly row: EntityRow | null
}

export function keyOf(entity: string, id: string): string {
  return `${entity}\u0001${id}`
}

/**
 * Writes held in memory over a reader: reads see them, nothing below is touched. Handlers run on
 * one so that a refused command leaves no trace; the rebase stacks two (base and pending).
 */
export class BufferedTx implements RawTx {
  readonly #writes = new Map<string, Write>()
  readonly #reads = new Set<string>()

  constructor(
    private readonly below: RawReader,
    private readonly schema: Schema,
  ) {}

  /** Everything written, one entry per row, in order of first write. */
  get writes(): Write[] {
    return [...this.#writes.values()]
  }

  /** How many rows are written. */
  get size(): number {
    return this.#writes.size
  }

  /** Keys of the rows that were looked at, found or not. */
  get reads(): ReadonlySet<string> {
    return this.#reads
  }

  isWritten(entity: string, id: string): boolean {
    return this.#writes.has(keyOf(entity, id))
  }

  async get(entity: string, id: string): Promise<EntityRow | undefined> {
    const key = keyOf(entity, id)
    this.#reads.add(key)
    const written = this.#writes.get(key)
    if (written) return written.row ?? undefined
    return this.below.get(entity, id)
  }

  async list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]> {
    const definition = this.#definition(entity).indexes[index]
    if (!definition) throw new Error(`No index ${index} on ${entity}`)
    const wanted = encodeKey(key)
    const rows = new Map<string, EntityRow>()
    for (const row of await this.below.list(entity, index, key)) rows.set(row.id, row)
    for (const write of this.#writes.values()) {
      if (write.entity !== entity) continue
      rows.delete(write.id)
      if (write.row && indexKeysOf(definition, write.row).includes(wanted)) {
        rows.set(write.id, write.row)
      }
    }
    const sorted = [...rows.values()].sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
    for (const row of sorted) this.#reads.add(keyOf(entity, row.id))
    return sorted
  }

  async put(entity: string, row: EntityRow): Promise<void> {
    this.#definition(entity)
    this.#writes.set(keyOf(entity, row.id), { entity, id: row.id, row })
  }

  async remove(entity: string, id: string): Promise<void> {
    this.#definition(entity)
    this.#writes.set(keyOf(entity, id), { entity, id, row: null })
  }

  /** Takes over the writes of a buffer that stood on this one. */
  absorb(upper: BufferedTx): void {
    for (const write of upper.#writes.values())
      this.#writes.set(keyOf(write.entity, write.id), write)
  }

  #definition(entity: string): EntityDefinition {
    const definition = this.schema[entity]
    if (!definition) throw new Error(`Unknown entity ${entity}`)
    return definition
  }
}
