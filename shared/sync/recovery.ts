import type { KnownOutcome } from '../protocol/messages'
import type {
  ArchivedCommand,
  ClientMeta,
  ClientTransaction,
  LocalChanges,
  PendingCommand,
  RecoveryReason,
  Rejection,
} from './clientPorts'

/**
 * One routine for three accidents: a copied database, a restored server, a lost database. The
 * device takes a new client id, asks the server about every command that it still holds, and
 * sends what the server does not know, in the old order and under the old uids.
 */

/** As whom a device asks the server now. */
export interface Asker {
  readonly clientId: string
  readonly lastCommandId: number
  /** The server database that it expects to meet; absent when any will do. */
  readonly incarnation?: string
}

export function askerOf(meta: ClientMeta): Asker {
  const { recovery } = meta
  const incarnation = recovery ? recovery.incarnation : meta.incarnation
  return {
    clientId: recovery?.newClientId ?? meta.clientId,
    lastCommandId: recovery ? 0 : meta.lastCommandId,
    ...(incarnation !== undefined && { incarnation }),
  }
}

/**
 * Notes the accident. From here on nothing is sent; the next pull ends the recovery. May be called
 * again when another accident happens on the way.
 * @param newClientId never used before
 */
export async function beginRecovery(
  tx: ClientTransaction,
  reason: RecoveryReason,
  newClientId: string,
): Promise<void> {
  const meta = await tx.meta()
  if (reason === 'FORKED') {
    // Same server, same history: the positions are still good.
    const { incarnation } = askerOf(meta)
    const recovery = { reason: meta.recovery?.reason ?? reason, newClientId }
    await tx.apply({
      ...NOTHING,
      meta: {
        ...meta,
        recovery: { ...recovery, ...(incarnation !== undefined && { incarnation }) },
      },
    })
    return
  }
  // Another history: a position that happens to look alike means nothing.
  await tx.apply({ ...NOTHING, meta: { ...meta, cursors: {}, recovery: { reason, newClientId } } })
}

/** Whether there can be anything to ask for; cheap, for every pull. */
export function mayAsk(meta: ClientMeta): boolean {
  return meta.recovery !== undefined || meta.nextId - 1 > meta.lastCommandId
}

/**
 * Commands whose fate this device wants to know with its next pull, the most doubtful first. What
 * waits here may have reached the server by another way: from a copy of this disk that was
 * quicker, or on a stick. Its effects would then be seen twice.
 */
export async function uidsToAsk(tx: ClientTransaction): Promise<string[]> {
  const meta = await tx.meta()
  const outbox = await tx.outbox()
  if (meta.recovery) {
    return [...outbox, ...(await tx.archive()).sort(latestFirst)].map(({ uid }) => uid)
  }
  return outbox.filter(({ known }) => !known).map(({ uid }) => uid)
}

export interface Settlement {
  /** What stays pending, in order. */
  readonly remaining: PendingCommand[]
  readonly accepted: ArchivedCommand[]
  readonly refused: Rejection[]
  /** uids that leave the archive. */
  readonly unarchive: string[]
}

/**
 * What becomes of everything that this device holds, by the word of the server: what it knows is
 * settled, the rest (archived work first) is pending again, numbered from 1.
 * @param now UTC instant, only for display
 */
export function settleRecovery(
  archive: readonly ArchivedCommand[],
  outbox: readonly PendingCommand[],
  known: readonly KnownOutcome[],
  now: string,
): Settlement {
  const byUid = new Map(known.map((outcome) => [outcome.uid, outcome]))
  const settled: Settlement = { remaining: [], accepted: [], refused: [], unarchive: [] }
  const again: PendingCommand[] = []
  for (const { acceptedAt: _accepted, ...command } of [...archive].sort(inOrder)) {
    const outcome = byUid.get(command.uid)
    if (outcome?.outcome === 'accepted') continue
    settled.unarchive.push(command.uid)
    if (outcome) settled.refused.push(rejectionOf(command, outcome, now))
    else again.push(command)
  }
  for (const command of [...outbox].sort(inOrder)) {
    const outcome = byUid.get(command.uid)
    if (!outcome) again.push(command)
    else if (outcome.outcome === 'accepted') settled.accepted.push(archived(command, now))
    else settled.refused.push(rejectionOf(command, outcome, now))
  }
  again.forEach((command, place) => {
    const { known: _known, ...rest } = command
    settled.remaining.push({ ...rest, id: place + 1 })
  })
  return settled
}

/** The command as it is kept once it is accepted: what concerned only its way there goes. */
export function archived(command: PendingCommand, acceptedAt: string): ArchivedCommand {
  const { known: _known, predicted: _predicted, ...rest } = command
  return { ...rest, acceptedAt }
}

export function rejectionOf(
  command: PendingCommand,
  outcome: Pick<KnownOutcome, 'code' | 'detail'>,
  now: string,
): Rejection {
  return {
    uid: command.uid,
    command,
    code: outcome.code ?? 'INTERNAL',
    detail: outcome.detail ?? {},
    rejectedAt: now,
    state: 'open',
  }
}

const NOTHING: Omit<LocalChanges, 'meta'> = {
  rows: [],
  shadow: { put: [], remove: [] },
  outbox: { put: [], remove: [] },
  archive: [],
  rejections: [],
}

function inOrder(a: PendingCommand, b: PendingCommand): number {
  return a.order - b.order
}

function latestFirst(a: PendingCommand, b: PendingCommand): number {
  return b.order - a.order
}
