import { partitionOf } from '#shared/model/entity'
import type { PullPage } from '#shared/protocol/messages'
import { isLargeRemoval, type Removal } from '#shared/sync/removals'
import { localTransaction } from './clientTx'
import type { Store } from './database'

/**
 * What the first page of a pull takes away whose partitions start from nothing: what is here and not
 * still to come. Work that waits is left out, since it is carried out anew.
 */
export async function removalOfReset(store: Store, page: PullPage): Promise<Removal> {
  const coming = page.patch.filter(({ op }) => op === 'put').length + page.remaining
  const all = await countRows(store)
  const atMost = { removed: Math.max(0, all - coming), total: all }
  // Walking all tables is worth it only when it may be much.
  if (!isLargeRemoval(atMost)) return atMost
  return localTransaction(store, async (tx) => {
    const own = new Set(
      (await tx.allShadow()).filter(({ row }) => row === null).map(({ entity, id }) => entity + id),
    )
    let total = 0
    for (const partition of page.reset) {
      const keys = await tx.rowsOf(partition)
      total += keys.filter(({ entity, id }) => !own.has(entity + id)).length
    }
    return { removed: Math.max(0, total - coming), total }
  })
}

/** What the pages of a delta take away of the rows that are here; a row that moves is not gone. */
export async function removalOfDelta(store: Store, pages: readonly PullPage[]): Promise<Removal> {
  const changes = pages.flatMap(({ patch }) => patch)
  const put = new Set(
    changes.flatMap((change) => (change.op === 'put' ? [change.entity + change.row.id] : [])),
  )
  let removed = 0
  for (const change of changes) {
    if (change.op === 'put' || put.has(change.entity + change.id)) continue
    const row = await store.rows(change.entity).get(change.id)
    if (row && partitionOf(row) === change.partition) removed += 1
  }
  if (removed === 0) return { removed, total: 0 }
  return { removed, total: await countRows(store) }
}

async function countRows(store: Store): Promise<number> {
  const counts = await Promise.all(
    Object.keys(store.schema).map((entity) => store.rows(entity).count()),
  )
  return counts.reduce((sum, count) => sum + count, 0)
}
