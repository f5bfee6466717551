import type { PullPage } from '#shared/protocol/messages'
import type { PullStamp } from '#shared/sync/rebase'
import type { Store } from './database'

/** A page of a long pull that waits on the disk for the last one. */
export interface StagedPage {
  /** 1, 2, 3 … in order of arrival. */
  readonly n: number
  /** The position that the pull started from: another one makes the page worthless. */
  readonly start: PullStamp
  readonly page: PullPage
}

/**
 * Pages that an interrupted pull has left behind and that still fit, in order. Others are thrown
 * away: left over behind new ones they would make those worthless, too.
 */
export async function readStage(store: Store, start: PullStamp): Promise<PullPage[]> {
  const staged = await store.pullStage.orderBy('n').toArray()
  const wanted = JSON.stringify(start)
  const isWhole = staged.every(
    ({ n, start: of }, place) => n === place + 1 && JSON.stringify(of) === wanted,
  )
  if (isWhole) return staged.map(({ page }) => page)
  await clearStage(store)
  return []
}

/** Appends pages. @param from number of the first of them */
export async function addToStage(
  store: Store,
  start: PullStamp,
  pages: readonly PullPage[],
  from: number,
): Promise<void> {
  await store.pullStage.bulkPut(pages.map((page, place) => ({ n: from + place, start, page })))
}

export async function clearStage(store: Store): Promise<void> {
  if ((await store.pullStage.count()) > 0) await store.pullStage.clear()
}
