import type { ClientMeta } from '#shared/sync/clientPorts'
import { isSameStamp, type PullStamp } from '#shared/sync/rebase'
import type { Store } from './database'
import { clientMetaKey } from './metaKeys'

/**
 * Notes a pull that brought no rows and no outcomes, without touching any other table.
 * @returns false when the position moved since `start`
 */
export async function notePull(
  start: PullStamp,
  news: Pick<ClientMeta, 'cursors' | 'pulledAt' | 'clock'>,
  store: Store,
): Promise<boolean> {
  return store.db.transaction('rw', store.meta, async () => {
    const meta = (await store.meta.get(clientMetaKey))?.value as ClientMeta
    if (!isSameStamp(meta, start)) return false
    await store.meta.put({ key: clientMetaKey, value: { ...meta, ...news } })
    return true
  })
}
