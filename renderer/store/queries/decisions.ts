import { Dexie } from 'dexie'
import type { Rejection } from '#shared/sync/clientPorts'
import { localTransaction } from '../clientTx'
import { getStore, type Store } from '../database'
import { bounded, useLive } from './live'

/** Refused work that waits for a person, the latest first. */
export async function listOpenRejections(
  limit = 100,
  store: Store = getStore(),
): Promise<Rejection[]> {
  return store.rejections
    .where('[state+rejectedAt]')
    .between(['open', Dexie.minKey], ['open', Dexie.maxKey])
    .reverse()
    .limit(bounded(limit))
    .toArray()
}

export function useOpenRejections(limit = 100): Rejection[] | undefined {
  return useLive(() => listOpenRejections(limit), [limit])
}

/** How many wait; few, or something is badly wrong. */
export async function countOpenRejections(store: Store = getStore()): Promise<number> {
  return store.rejections
    .where('[state+rejectedAt]')
    .between(['open', Dexie.minKey], ['open', Dexie.maxKey])
    .count()
}

export function useOpenRejectionCount(): number | undefined {
  return useLive(() => countOpenRejections(), [])
}

export async function findRejection(
  uid: string,
  store: Store = getStore(),
): Promise<Rejection | undefined> {
  return store.rejections.get(uid)
}

/** `null` = there is none; `undefined` = not known yet. */
export function useRejection(uid: string): Rejection | null | undefined {
  return useLive(async () => (await findRejection(uid)) ?? null, [uid])
}

/**
 * Lays refused work aside for a stated reason. Its arguments are kept.
 * @param now UTC instant
 * @returns false when it was no longer open
 */
export function dismissRejection(
  uid: string,
  reason: string,
  now: string,
  store: Store = getStore(),
): Promise<boolean> {
  return localTransaction(store, (tx) =>
    tx.decideRejection(uid, { state: 'dismissed', reason, decidedAt: now }),
  )
}
