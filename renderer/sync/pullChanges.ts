import type { PullPage } from '#shared/protocol/messages'
import { applyCatchUpPage } from '#shared/sync/catchUp'
import type { ClientMeta, ClockReading, ShadowKey } from '#shared/sync/clientPorts'
import { applyPull, isEmptyPull, stampOf, type PullResult } from '#shared/sync/rebase'
import { isLargeRemoval, type Removal } from '#shared/sync/removals'
import { mayAsk, uidsToAsk } from '#shared/sync/recovery'
import { localTransaction } from '../store/clientTx'
import { notePull } from '../store/notePull'
import { addToStage, clearStage, readStage } from '../store/pullStage'
import { removalOfDelta, removalOfReset } from '../store/removals'
import { getClientMeta } from '../store/queries/outbox'
import { fetchPage, pullSizes, type Fetched } from './fetchPages'
import type { SyncDeps } from './syncDeps'

/** Rights that change during a long pull: begin again, but not for ever. */
const MAX_RESTARTS = 3

export type PullOutcome =
  | PullResult
  | { readonly kind: 'incarnationChanged' }
  /** It would take much away here, and nobody has allowed that: nothing was applied. */
  | { readonly kind: 'asksRemoval'; readonly removal: Removal }

/**
 * One pull, applied in one local transaction at its end. A long delta waits on the disk meanwhile;
 * a long first pass is written page by page behind a shut door (`catchUp`). Nothing is locked
 * while the network is used: if another window was faster, the pages are thrown away.
 * @throws HttpFailure
 */
export async function pullChanges(deps: SyncDeps): Promise<PullOutcome> {
  for (let attempt = 0; attempt < MAX_RESTARTS; attempt += 1) {
    const outcome = await pullOnce(deps)
    if (outcome !== 'otherMoment') return outcome
    await clearStage(deps.store)
  }
  return { kind: 'stale' }
}

/** @returns `otherMoment` when rights or server changed between two pages */
async function pullOnce(deps: SyncDeps): Promise<PullOutcome | 'otherMoment'> {
  const { store } = deps
  let meta = await getClientMeta(store)
  const ask = mayAsk(meta) ? await localTransaction(store, uidsToAsk) : []
  let staged = await readStage(store, stampOf(meta))
  let pages = [...staged]
  let previous = pages.at(-1)
  let fetched: Fetched
  for (;;) {
    fetched = await fetchPage(deps, meta, previous, ask)
    const { page } = fetched
    if (!isSameMoment(previous, page)) return 'otherMoment'
    const isFirst = previous === undefined && !meta.catchUp && !isOtherServer(meta, page)
    if (isFirst && page.reset.length > 0) {
      const asked = await askFirst(deps, () => removalOfReset(store, page))
      if (asked) return asked
    }
    report(deps, meta, pages, page)
    if (!page.more) break
    previous = page

    if (meta.catchUp || isLongFirstPass(deps, [...pages, page])) {
      for (const next of [...pages, page]) {
        const applied = await writeCatchUpPage(deps, meta, next)
        if (!applied) return { kind: 'stale' }
        meta = applied
      }
      pages = []
    } else {
      pages.push(page)
      if (isWorthKeeping(deps, pages)) {
        await addToStage(store, stampOf(meta), pages.slice(staged.length), staged.length + 1)
        staged = [...pages]
      }
    }
  }
  const outcome = await finish(deps, meta, [...pages, fetched.page], fetched.clock)
  await clearStage(store)
  return outcome
}

async function writeCatchUpPage(
  { store, env }: SyncDeps,
  meta: ClientMeta,
  page: PullPage,
): Promise<ClientMeta | undefined> {
  const outcome = await localTransaction(store, async (tx) => {
    await tx.prefetch(keysOf([page]))
    return applyCatchUpPage(tx, stampOf(meta), page, env)
  })
  return outcome === 'applied' ? getClientMeta(store) : undefined
}

/** A server with another history has answered, and nobody has noted that yet. */
function isOtherServer(meta: ClientMeta, { incarnation }: PullPage): boolean {
  return !meta.recovery && meta.incarnation !== undefined && incarnation !== meta.incarnation
}

async function finish(
  deps: SyncDeps,
  meta: ClientMeta,
  pages: readonly PullPage[],
  clock: ClockReading | undefined,
): Promise<PullOutcome> {
  const last = pages.at(-1)
  if (last && isOtherServer(meta, last)) {
    return { kind: 'incarnationChanged' }
  }
  const now = new Date(deps.now()).toISOString()
  const start = stampOf(meta)
  if (isEmptyPull(pages, meta)) {
    const cursors = pages.at(-1)?.cursors ?? meta.cursors
    return (await notePull(start, { cursors, pulledAt: now, ...(clock && { clock }) }, deps.store))
      ? { kind: 'applied', accepted: [], refused: [], rowsChanged: 0 }
      : { kind: 'stale' }
  }
  const asked = await askFirst(deps, () => removalOfDelta(deps.store, pages))
  if (asked) return asked
  return localTransaction(deps.store, async (tx) => {
    await tx.prefetch(keysOf(pages))
    return applyPull(tx, start, pages, deps.env, now, clock)
  })
}

/** @returns what to end the pull with, when a person must allow first what it takes away */
async function askFirst(
  { mayRemove }: SyncDeps,
  find: () => Promise<Removal>,
): Promise<Extract<PullOutcome, { kind: 'asksRemoval' }> | undefined> {
  if (!mayRemove) return undefined
  const removal = await find()
  if (!isLargeRemoval(removal) || (await mayRemove(removal))) return undefined
  return { kind: 'asksRemoval', removal }
}

/** Whether a partition begins from nothing and is too big for memory. */
function isLongFirstPass(deps: SyncDeps, pages: readonly PullPage[]): boolean {
  return isLong(deps, pages) && pages.some((page) => page.reset.length > 0)
}

/** Whether pages wait on the disk, so that a cut costs only the page that it hit. */
function isWorthKeeping(deps: SyncDeps, pages: readonly PullPage[]): boolean {
  const { unkept } = pullSizes(deps)
  const isDelta = pages.every((page) => page.reset.length === 0)
  return isLong(deps, pages) || (isDelta && unkept !== undefined && rowsOf(pages) > unkept)
}

function isLong(deps: SyncDeps, pages: readonly PullPage[]): boolean {
  return rowsOf(pages) > pullSizes(deps).inMemory
}

/** Rows received and still to come. */
function rowsOf(pages: readonly PullPage[]): number {
  const received = pages.reduce((sum, { patch }) => sum + patch.length, 0)
  return received + (pages.at(-1)?.remaining ?? 0)
}

function report(
  deps: SyncDeps,
  meta: ClientMeta,
  pages: readonly PullPage[],
  page: PullPage,
): void {
  const before = pages.reduce((sum, { patch }) => sum + patch.length, meta.catchUp?.received ?? 0)
  deps.report({
    kind: 'pulling',
    received: before + page.patch.length,
    remaining: page.remaining,
  })
}

function isSameMoment(before: PullPage | undefined, page: PullPage): boolean {
  return (
    before === undefined ||
    (before.incarnation === page.incarnation &&
      JSON.stringify(before.partitions) === JSON.stringify(page.partitions))
  )
}

function keysOf(pages: readonly PullPage[]): ShadowKey[] {
  return pages.flatMap(({ patch }) =>
    patch.map((change) => ({
      entity: change.entity,
      id: change.op === 'put' ? change.row.id : change.id,
    })),
  )
}
