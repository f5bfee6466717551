import { liveQuery } from 'dexie'
import type { Store } from './database'
import { reportTrouble } from './reportTrouble'

/**
 * Calls back with a setting now and after every change, in this window or in another one.
 * @returns function that ends the watch
 */
export function watchSetting(
  key: string,
  store: Store,
  onValue: (value: unknown) => void,
): () => void {
  const subscription = liveQuery(() => store.settings.get(key)).subscribe({
    next: (row) => onValue(row?.value),
    error: (error: unknown) => reportTrouble('a setting cannot be watched', error),
  })
  return () => subscription.unsubscribe()
}
