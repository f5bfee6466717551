import { liveQuery } from 'dexie'
import type { Store } from './database'
import { reportTrouble } from './reportTrouble'

/**
 * Calls back whenever a command is added to the outbox, in this window or in another one.
 * @returns function that ends the watch
 */
export function watchLastPending(store: Store, onAdded: () => void): () => void {
  let last = 0
  const subscription = liveQuery(() =>
    store.outbox.orderBy('id').reverse().limit(1).primaryKeys(),
  ).subscribe({
    next: (ids) => {
      const highest = ids[0] ?? 0
      // Shrinking is the sync's own work and no news.
      if (highest > last) onAdded()
      last = Math.max(last, highest)
    },
    error: (error: unknown) => reportTrouble('the outbox cannot be watched', error),
  })
  return () => subscription.unsubscribe()
}
