import { Dexie } from 'dexie'
import { Refusal } from '#shared/model/refusal'
import { getStore, type Store } from './database'
import { writeTransaction } from './failedWrites'
import { decodeRow } from './queries/rows'

export interface FollowedDecision {
  readonly uid: string
  readonly state: 'dismissed' | 'resubmitted'
  /** UTC instant. */
  readonly decidedAt: string
  readonly reason?: string
}

/**
 * Notes in this device's own records what the branch has decided about its refused work. The rows
 * that say so go after a while; without this the card would then be open again.
 * @returns what is new, for the journal
 */
export async function followDecisions(store: Store = getStore()): Promise<FollowedDecision[]> {
  if ((await findDecided(store)).length === 0) return []
  const tables = [store.rejections.name, store.rows('refusal').name]
  return writeTransaction(store.db, tables, async () => {
    const followed = await findDecided(store)
    for (const { uid, ...decision } of followed) await store.rejections.update(uid, decision)
    return followed
  })
}

/** Open here, decided in the branch. */
async function findDecided(store: Store): Promise<FollowedDecision[]> {
  const open = await store.rejections
    .where('[state+rejectedAt]')
    .between(['open', Dexie.minKey], ['open', Dexie.maxKey])
    .primaryKeys()
  if (open.length === 0) return []
  const rows = await store.rows('refusal').bulkGet(open)
  return rows
    .filter((row) => row !== undefined)
    .flatMap((row) => decisionOf(Refusal.parse(decodeRow<'refusal'>(row))) ?? [])
}

function decisionOf({ id, state, decisions, rejectedAt }: Refusal): FollowedDecision | undefined {
  if (state === 'open') return undefined
  const last = decisions.at(-1)
  return {
    uid: id,
    state,
    decidedAt: last?.by.at ?? rejectedAt,
    ...(last?.reason && { reason: last.reason }),
  }
}
