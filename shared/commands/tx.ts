import type { EntityName, IndexOf, RowOf } from '../model/entities'
import type { EntityRow, IndexKey } from '../model/entity'

/**
 * All that a handler can do to data. The same handler runs over IndexedDB on the device and over
 * SQL on the server. Await nothing else in a handler: an IndexedDB transaction would close.
 */
export interface Tx {
  get<E extends EntityName>(entity: E, id: string): Promise<RowOf<E> | undefined>
  /** Rows of a declared index with exactly this key, sorted by id. Must be bounded. */
  list<E extends EntityName>(entity: E, index: IndexOf<E>, key: IndexKey): Promise<RowOf<E>[]>
  put<E extends EntityName>(entity: E, row: RowOf<E>): Promise<void>
  remove(entity: EntityName, id: string): Promise<void>
}

/** What the sync cores and storages see: names and rows without the entities' types. */
export interface RawReader {
  get(entity: string, id: string): Promise<EntityRow | undefined>
  list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]>
}

export interface RawTx extends RawReader {
  put(entity: string, row: EntityRow): Promise<void>
  remove(entity: string, id: string): Promise<void>
}
