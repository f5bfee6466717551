import { Dexie } from 'dexie'
import { Refusal } from '#shared/model/refusal'
import { getStore, type Store } from './database'
import { writeTransaction } from './failedWrites'
import { decodeRow } from './queries/rows'

/**
 * Notes in this device's own records what the branch has decided about its refused work. The rows
 * that say so go after a while; without this the card would then be open again.
 */
export async function followDecisions(store: Store = getStore()): Promise<void> {
  const open = await openUids(store)
  if (open.length === 0 || (await decided(store, open)).length === 0) return
  await writeTransaction(
    store.db,
    [store.rejections.name, store.rows('refusal').name],
    async () => {
      for (const { id, state, decisions, rejectedAt } of await decided(
        store,
        await openUids(store),
      )) {
        const last = decisions.at(-1)
        await store.rejections.update(id, {
          state,
          decidedAt: last?.by.at ?? rejectedAt,
          ...(last?.reason && { reason: last.reason }),
        })
      }
    },
  )
}

function openUids(store: Store): Promise<string[]> {
  return store.rejections
    .where('[state+rejectedAt]')
    .between(['open', Dexie.minKey], ['open', Dexie.maxKey])
    .primaryKeys()
}

async function decided(store: Store, uids: readonly string[]): Promise<Refusal[]> {
  const rows = await store.rows('refusal').bulkGet([...uids])
  return rows
    .filter((row) => row !== undefined)
    .map((row) => Refusal.parse(decodeRow<'refusal'>(row)))
    .filter(({ state }) => state !== 'open')
}
