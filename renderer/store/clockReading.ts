import type { ClientMeta, ClockReading } from '#shared/sync/clientPorts'
import type { Store } from './database'
import { clientMetaKey } from './metaKeys'
import { getClientMeta } from './queries/outbox'
import { watchQuery } from './watchQuery'

/** What the last contact with the server told about its clock and this one. */
export async function findClock(store: Store): Promise<ClockReading | undefined> {
  const row = await store.meta.get(clientMetaKey)
  return (row?.value as ClientMeta | undefined)?.clock
}

/** Keeps what a contact other than a pull told; pulls keep it with their rows. */
export async function noteClock(store: Store, clock: ClockReading): Promise<void> {
  await store.db.transaction('rw', store.meta, async () => {
    const value = await getClientMeta(store)
    await store.meta.put({ key: clientMetaKey, value: { ...value, clock } })
  })
}

/**
 * Calls back with what is known of the server's clock, now and after every contact with it, in this
 * window or in another one.
 * @returns function that ends the watch
 */
export function watchClock(
  store: Store,
  onReading: (reading: ClockReading | undefined) => void,
): () => void {
  return watchQuery(() => findClock(store), onReading, 'the clock cannot be watched')
}
