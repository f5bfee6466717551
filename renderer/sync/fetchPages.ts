import { ASK_MAX_UIDS, type PullPage } from '#shared/protocol/messages'
import { PROTOCOL_VERSION } from '#shared/protocol/version'
import type { ClientMeta, ClockReading } from '#shared/sync/clientPorts'
import { askerOf } from '#shared/sync/recovery'
import { readClock } from './readClock'
import type { PullSizes, SyncDeps } from './syncDeps'

export const USUAL_SIZES: PullSizes = { page: 2_000, inMemory: 20_000 }

export function pullSizes(deps: SyncDeps): PullSizes {
  return deps.pullSizes ?? USUAL_SIZES
}

export interface Fetched {
  readonly page: PullPage
  /** Absent when the server does not tell its time. */
  readonly clock?: ClockReading
}

/**
 * Fetches the next page of a pull.
 * @param before the pages so far, the last one of them decides where to go on
 * @param ask uids for which the last page must answer; sent only when this page may be the last
 * @throws HttpFailure
 */
export async function fetchPage(
  deps: SyncDeps,
  meta: ClientMeta,
  before: PullPage | undefined,
  ask: readonly string[],
): Promise<Fetched> {
  const mayBeLast = before === undefined || before.remaining <= pullSizes(deps).page
  const first = await request(deps, meta, before, mayBeLast ? ask : [])
  if (first.page.more || mayBeLast || ask.length === 0) return first
  // The last page has come earlier than its figures said: once more, with the question.
  return request(deps, meta, before, ask)
}

async function request(
  deps: SyncDeps,
  meta: ClientMeta,
  before: PullPage | undefined,
  ask: readonly string[],
): Promise<Fetched> {
  const sentAt = deps.now()
  const page = await deps.transport.pull(
    {
      protocol: PROTOCOL_VERSION,
      ...askerOf(meta),
      cursors: before?.cursors ?? meta.cursors,
      limit: pullSizes(deps).page,
      ...(ask.length > 0 && { ask: ask.slice(0, ASK_MAX_UIDS) }),
    },
    deps.signal,
  )
  const clock = readClock(page.serverTime, sentAt, deps.now())
  return { page, ...(clock && { clock }) }
}
