import { getStore, type Store } from './database'

/** Sent work and settled refusals stay for as long; what waits stays for ever. */
export const KEEP_DAYS = 30
const DAY_MS = 24 * 3600_000

/**
 * Forgets sent work, settled refusals and delivered files older than 30 days. Never touches the
 * outbox, nor refused work that is open here or for the branch.
 * @param now epoch milliseconds
 */
export async function purgeOld(now: number, store: Store = getStore()): Promise<void> {
  const before = new Date(now - KEEP_DAYS * DAY_MS).toISOString()
  await store.archive.where('acceptedAt').below(before).delete()
  const settled = await store.rejections
    .filter(({ state, decidedAt }) => state !== 'open' && (decidedAt ?? before) < before)
    .toArray()
  const rows = await store.rows('refusal').bulkGet(settled.map(({ uid }) => uid))
  // Somebody has opened it again: then the record is still wanted.
  const gone = settled.filter((_, place) => rows[place]?.['state'] !== 'open')
  await store.rejections.bulkDelete(gone.map(({ uid }) => uid))
  await store.usbFiles
    .filter(({ state, takenAt }) => state !== 'waiting' && takenAt < before)
    .delete()
}
