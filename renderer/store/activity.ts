import { getStore, type Store } from './database'
import type { Activity } from './records'

/** Notes what this device has just done, beside what was noted before. */
export async function noteActivity(news: Activity, store: Store = getStore()): Promise<void> {
  await store.db.transaction('rw', store.meta, async () => {
    const known = (await store.meta.get('activity'))?.value as Activity | undefined
    await store.meta.put({ key: 'activity', value: { ...known, ...news } })
  })
}
