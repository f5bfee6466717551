import type { Outcome, PullPage } from '../protocol/messages'
import { BufferedTx, keyOf } from './bufferedTx'
import type {
  ArchivedCommand,
  ClientMeta,
  ClientTransaction,
  ClockReading,
  PendingCommand,
  Recovery,
  Rejection,
} from './clientPorts'
import { assertInvariant } from './invariant'
import { applyPage, clearPartition } from './patchBase'
import { archived, askerOf, rejectionOf, settleRecovery, type Settlement } from './recovery'
import { imagesOf, netDifference, replay, setRow, WatchedReader } from './replay'
import type { RunEnvironment } from './runCommand'

/** What must not have moved between the start of a pull and its application. */
export interface PullStamp {
  readonly clientId: string
  readonly lastCommandId: number
  readonly cursors: string
  readonly recovery?: Recovery
}

export function stampOf(meta: ClientMeta): PullStamp {
  return {
    clientId: meta.clientId,
    // Refusals move this without moving any cursor.
    lastCommandId: meta.lastCommandId,
    cursors: JSON.stringify(Object.entries(meta.cursors).sort(([a], [b]) => (a < b ? -1 : 1))),
    ...(meta.recovery && { recovery: meta.recovery }),
  }
}

export function isSameStamp(meta: ClientMeta, start: PullStamp): boolean {
  return JSON.stringify(stampOf(meta)) === JSON.stringify(start)
}

export type PullResult =
  | {
      kind: 'applied'
      /** What this pull settled. */
      accepted: readonly ArchivedCommand[]
      refused: readonly Rejection[]
      rowsChanged: number
      /** Set when this pull ended a recovery. */
      recovered?: { readonly reason: Recovery['reason']; readonly pending: number }
    }
  /** Another window was faster: throw the pages away and pull again. */
  | { kind: 'stale' }
  /** Two databases use one client id. */
  | { kind: 'forked' }

/**
 * Applies the pages of one finished pull: undo what is pending, take over the server's rows,
 * replay what is still pending; all in the caller's one transaction. Only the net difference to
 * the present view is written. Ends a catch-up and a recovery.
 * @param pages in order; the last one carries the outcomes
 * @param now UTC instant, only for display
 */
export async function applyPull(
  tx: ClientTransaction,
  start: PullStamp,
  pages: readonly PullPage[],
  env: RunEnvironment,
  now: string,
  clock?: ClockReading,
): Promise<PullResult> {
  const last = pages.at(-1)
  assertInvariant(
    last !== undefined && !last.more && last.lastCommandId !== undefined && last.acks !== undefined,
    'a pull is applied only when complete',
  )
  const meta = await tx.meta()
  if (!isSameStamp(meta, start)) return { kind: 'stale' }

  const outbox = await tx.outbox()
  if (!isOurHistory(meta, outbox, last.acks, last.lastCommandId)) return { kind: 'forked' }

  const shadow = await tx.allShadow()
  const reader = new WatchedReader(tx)
  const base = new BufferedTx(reader, env.schema)
  for (const entry of shadow) await setRow(base, entry)
  for (const page of pages) await applyPage(tx, base, page, env.schema)
  const named = [...meta.partitions, ...pages.flatMap((page) => page.partitions)]
  for (const partition of new Set(named)) {
    // Rights may go while a pull is under way: what its earlier pages brought goes too.
    if (!last.partitions.includes(partition)) await clearPartition(tx, base, partition, env.schema)
  }

  const settled = meta.recovery
    ? settleRecovery(await tx.archive(), outbox, last.known ?? [], now)
    : settle(outbox, last, now)
  const { pending, view } = await replay(reader, base, settled.remaining, env)

  const rows = await netDifference(tx, base, view)
  const newShadow = await imagesOf(view, base)
  const kept = new Set(newShadow.map(({ entity, id }) => keyOf(entity, id)))
  const present = new Set(outbox)

  await tx.apply({
    rows,
    shadow: {
      put: newShadow,
      remove: shadow.filter(({ entity, id }) => !kept.has(keyOf(entity, id))),
    },
    outbox: {
      put: pending.filter((command) => !present.has(command)),
      remove: meta.recovery
        ? outbox.map(({ id }) => id)
        : last.acks.map(({ commandId }) => commandId),
    },
    archive: settled.accepted,
    unarchive: settled.unarchive,
    rejections: settled.refused,
    meta: {
      ...settledMeta(meta, pending.length, last.lastCommandId),
      incarnation: last.incarnation,
      cursors: last.cursors,
      partitions: last.partitions,
      pulledAt: now,
      ...(clock && { clock }),
    },
  })
  return {
    kind: 'applied',
    accepted: settled.accepted,
    refused: settled.refused,
    rowsChanged: rows.length,
    ...(meta.recovery && {
      recovered: { reason: meta.recovery.reason, pending: pending.length },
    }),
  }
}

/** True when a pull brought nothing at all, so that no transaction over all tables is needed. */
export function isEmptyPull(pages: readonly PullPage[], meta: ClientMeta): boolean {
  const last = pages.at(-1)
  return (
    !meta.recovery &&
    !meta.catchUp &&
    last?.lastCommandId === meta.lastCommandId &&
    last.incarnation === meta.incarnation &&
    (last.known ?? []).length === 0 &&
    pages.every((page) => page.patch.length === 0 && page.reset.length === 0) &&
    JSON.stringify(last.partitions) === JSON.stringify(meta.partitions)
  )
}

/** The position after a pull; a recovery ends here, under its new client id. */
function settledMeta(meta: ClientMeta, pending: number, lastCommandId: number): ClientMeta {
  const { recovery, catchUp: _done, ...rest } = meta
  if (!recovery) return { ...rest, lastCommandId }
  return {
    ...rest,
    clientId: recovery.newClientId,
    lastCommandId: 0,
    nextId: pending + 1,
  }
}

/** Whether the server speaks of the commands that this database has made, and of no twin's. */
function isOurHistory(
  meta: ClientMeta,
  outbox: readonly PendingCommand[],
  acks: readonly Outcome[],
  lastCommandId: number,
): boolean {
  // Somebody has used the new client id already: a copy made in the middle of a recovery.
  if (meta.recovery) return lastCommandId === askerOf(meta).lastCommandId
  return lastCommandId >= meta.lastCommandId && acksMatch(acks, outbox, lastCommandId)
}

/**
 * Every outcome must belong to the command that stands under that number here, and every command
 * that the server has passed must have its outcome: else it would wait for ever.
 */
function acksMatch(
  acks: readonly Outcome[],
  outbox: readonly PendingCommand[],
  lastCommandId: number,
): boolean {
  const byId = new Map(outbox.map((command) => [command.id, command]))
  const answered = new Set(acks.map((ack) => ack.commandId))
  return (
    acks.every((ack) => byId.get(ack.commandId)?.uid === ack.uid) &&
    outbox.every((command) => command.id > lastCommandId || answered.has(command.id))
  )
}

function settle(outbox: readonly PendingCommand[], last: PullPage, now: string): Settlement {
  const acks = new Map(last.acks?.map((ack) => [ack.commandId, ack]))
  const known = new Set(last.known?.map(({ uid }) => uid))
  const settled: Settlement = { remaining: [], accepted: [], refused: [], unarchive: [] }
  for (const command of outbox) {
    const ack = acks.get(command.id)
    if (ack?.outcome === 'accepted') settled.accepted.push(archived(command, now))
    else if (ack) settled.refused.push(rejectionOf(command, ack, now))
    else if (known.has(command.uid)) settled.remaining.push({ ...command, known: true })
    else settled.remaining.push(command)
  }
  return settled
}
