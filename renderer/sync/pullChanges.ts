import { PROTOCOL_VERSION } from '#shared/protocol/version'
import type { PullPage } from '#shared/protocol/messages'
import type { ClientMeta, ShadowKey } from '#shared/sync/clientPorts'
import { applyPull, isEmptyPull, stampOf, type PullResult } from '#shared/sync/rebase'
import { localTransaction } from '../store/clientTx'
import { notePull } from '../store/notePull'
import { getClientMeta } from '../store/queries/outbox'
import type { SyncDeps } from './syncDeps'

/** Rows asked for at a time. */
export const PULL_LIMIT = 2_000
/** Rights that change during a long pull: begin again, but not for ever. */
const MAX_RESTARTS = 3

export type PullOutcome = PullResult | { readonly kind: 'incarnationChanged' }

/**
 * Fetches all pages of one pull and applies them in one local transaction. Nothing is locked
 * while the network is used: if another window was faster, the pages are thrown away.
 * @throws HttpFailure
 */
export async function pullChanges(deps: SyncDeps): Promise<PullOutcome> {
  const meta = await getClientMeta(deps.store)
  const pages = await fetchPages(deps, meta)
  if (!pages) return { kind: 'stale' }
  const incarnation = pages.at(-1)?.incarnation
  if (meta.incarnation !== undefined && incarnation !== meta.incarnation) {
    return { kind: 'incarnationChanged' }
  }

  const now = new Date(deps.now()).toISOString()
  const start = stampOf(meta)
  if (isEmptyPull(pages, meta)) {
    const cursors = pages.at(-1)?.cursors ?? meta.cursors
    return (await notePull(start, cursors, now, deps.store))
      ? { kind: 'applied', accepted: 0, refused: 0, rowsChanged: 0 }
      : { kind: 'stale' }
  }
  return localTransaction(deps.store, async (tx) => {
    await tx.prefetch(keysOf(pages))
    return applyPull(tx, start, pages, deps.env, now)
  })
}

/** All pages, or undefined when the person's rights changed again and again meanwhile. */
async function fetchPages(deps: SyncDeps, meta: ClientMeta): Promise<PullPage[] | undefined> {
  for (let attempt = 0; attempt < MAX_RESTARTS; attempt += 1) {
    const pages: PullPage[] = []
    let cursors = meta.cursors
    let received = 0
    for (;;) {
      const page = await deps.transport.pull(
        {
          protocol: PROTOCOL_VERSION,
          clientId: meta.clientId,
          ...(meta.incarnation !== undefined && { incarnation: meta.incarnation }),
          cursors,
          lastCommandId: meta.lastCommandId,
          limit: PULL_LIMIT,
        },
        deps.signal,
      )
      pages.push(page)
      received += page.patch.length
      if (!isSameMoment(pages[0], page)) break
      deps.report({ kind: 'pulling', received, remaining: page.remaining })
      if (!page.more) return pages
      cursors = page.cursors
    }
  }
  return undefined
}

function isSameMoment(first: PullPage | undefined, page: PullPage): boolean {
  return (
    first !== undefined &&
    first.incarnation === page.incarnation &&
    JSON.stringify(first.partitions) === JSON.stringify(page.partitions)
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
