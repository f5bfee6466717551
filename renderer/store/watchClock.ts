import { liveQuery } from 'dexie'
import type { ClientMeta, ClockReading } from '#shared/sync/clientPorts'
import type { Store } from './database'
import { clientMetaKey } from './metaKeys'
import { reportTrouble } from './reportTrouble'

/**
 * Calls back with what is known of the server's clock, now and after every contact with it, in this
 * window or in another one.
 * @returns function that ends the watch
 */
export function watchClock(
  store: Store,
  onReading: (reading: ClockReading | undefined) => void,
): () => void {
  const subscription = liveQuery(() => store.meta.get(clientMetaKey)).subscribe({
    next: (row) => onReading((row?.value as ClientMeta | undefined)?.clock),
    error: (error: unknown) => reportTrouble('the clock cannot be watched', error),
  })
  return () => subscription.unsubscribe()
}
