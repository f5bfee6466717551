import type { RawReader } from '../commands/tx'
import { encodeKey, type EntityRow, type IndexKey } from '../model/entity'

/**
 * Asks each question once. Right only where nobody else can change the answers meanwhile: under
 * the locks of one transaction, and below a buffer that holds its own writes.
 */
export class CachedReader implements RawReader {
  readonly #rows = new Map<string, Promise<EntityRow | undefined>>()
  readonly #lists = new Map<string, Promise<EntityRow[]>>()

  constructor(private readonly below: RawReader) {}

  get(entity: string, id: string): Promise<EntityRow | undefined> {
    return remember(this.#rows, encodeKey([entity, id]), () => this.below.get(entity, id))
  }

  list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]> {
    return remember(this.#lists, encodeKey([entity, index, ...key]), async () => {
      const rows = await this.below.list(entity, index, key)
      for (const row of rows) {
        void remember(this.#rows, encodeKey([entity, row.id]), () => Promise.resolve(row))
      }
      return rows
    })
  }
}

function remember<T>(
  known: Map<string, Promise<T>>,
  question: string,
  ask: () => Promise<T>,
): Promise<T> {
  let answer = known.get(question)
  if (!answer) known.set(question, (answer = ask()))
  return answer
}
