import type { EntityName, RowOf } from '#shared/model/entities'
import { getStore, type Store } from '../database'
import { rowCodec } from '../rowCodec'

/** One row by its id. */
export async function findRow<E extends EntityName>(
  entity: E,
  id: string,
  store: Store = getStore(),
): Promise<RowOf<E> | undefined> {
  const stored = await store.rows(entity).get(id)
  return stored && decodeRow<E>(stored)
}

/** Rows as the entity declares them; what was put in was of that type. */
export function decodeRow<E extends EntityName>(stored: object): RowOf<E> {
  return rowCodec.decode(stored) as RowOf<E>
}
