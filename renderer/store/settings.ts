import { isSameJson } from '#shared/sync/sameJson'
import { getStore, type Store } from './database'

/** A setting of this device. The caller knows its shape: who writes a key also reads it. */
export async function findSetting(key: string, store: Store = getStore()): Promise<unknown> {
  return (await store.settings.get(key))?.value
}

export async function putSetting(
  key: string,
  value: unknown,
  store: Store = getStore(),
): Promise<void> {
  await store.settings.put({ key, value })
}

export async function deleteSetting(key: string, store: Store = getStore()): Promise<void> {
  await store.settings.delete(key)
}

/**
 * Reads and writes one setting with nobody in between. `change` must not wait for anything. What
 * stays the same is not written: on a full disk that would fail for nothing.
 */
export async function updateSetting(
  key: string,
  change: (value: unknown) => unknown,
  store: Store = getStore(),
): Promise<unknown> {
  return store.db.transaction('rw', store.settings, async () => {
    const before = (await store.settings.get(key))?.value
    const value = change(before)
    if (!isSameJson(value, before)) await store.settings.put({ key, value })
    return value
  })
}
