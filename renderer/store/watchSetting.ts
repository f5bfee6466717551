import type { Store } from './database'
import { findSetting } from './settings'
import { watchQuery } from './watchQuery'

/**
 * Calls back with a setting now and after every change, in this window or in another one.
 * @returns function that ends the watch
 */
export function watchSetting(
  key: string,
  store: Store,
  onValue: (value: unknown) => void,
): () => void {
  return watchQuery(() => findSetting(key, store), onValue, 'a setting cannot be watched')
}
