import { Dexie } from 'dexie'
import { getStore, type Store } from '../database'
import type { Draft } from '../records'
import { bounded, useLive } from './live'

/** Keeps a draft as it is now; called at every pause in typing. */
export async function saveDraft(draft: Draft, store: Store = getStore()): Promise<void> {
  await store.drafts.put(draft)
}

export async function findDraft(id: string, store: Store = getStore()): Promise<Draft | undefined> {
  return store.drafts.get(id)
}

export async function deleteDraft(id: string, store: Store = getStore()): Promise<void> {
  await store.drafts.delete(id)
}

/** A person's drafts, the last touched first. */
export async function listDrafts(
  userId: string,
  limit = 50,
  store: Store = getStore(),
): Promise<Draft[]> {
  return store.drafts
    .where('[userId+updatedAt]')
    .between([userId, Dexie.minKey], [userId, Dexie.maxKey])
    .reverse()
    .limit(bounded(limit))
    .toArray()
}

export function useDrafts(userId: string): Draft[] | undefined {
  return useLive(() => listDrafts(userId), [userId])
}
