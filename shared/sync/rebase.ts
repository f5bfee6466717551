import { RuleViolation } from '../commands/ruleCodes'
import type { RawReader } from '../commands/tx'
import { partitionOf, type EntityRow, type IndexKey } from '../model/entity'
import type { Outcome, PullPage, RowPatch } from '../protocol/messages'
import { BufferedTx, keyOf, type Schema, type Write } from './bufferedTx'
import type {
  ArchivedCommand,
  ClientMeta,
  ClientTransaction,
  PendingCommand,
  Rejection,
  ShadowEntry,
} from './clientPorts'
import { assertInvariant } from './invariant'
import { isSameJson } from './sameJson'
import { runCommand, type RunEnvironment } from './runCommand'

/** What must not have moved between the start of a pull and its application. */
export interface PullStamp {
  readonly clientId: string
  readonly lastCommandId: number
  readonly cursors: string
}

export function stampOf(meta: ClientMeta): PullStamp {
  return {
    clientId: meta.clientId,
    // Refusals move this without moving any cursor.
    lastCommandId: meta.lastCommandId,
    cursors: JSON.stringify(Object.entries(meta.cursors).sort(([a], [b]) => (a < b ? -1 : 1))),
  }
}

export type PullResult =
  | { kind: 'applied'; accepted: number; refused: number; rowsChanged: number }
  /** Another window was faster: throw the pages away and pull again. */
  | { kind: 'stale' }
  /** Two databases use one client id. */
  | { kind: 'forked' }

/**
 * Applies the pages of one finished pull: undo what is pending, take over the server's rows,
 * replay what is still pending; all in the caller's one transaction. Only the net difference to
 * the present view is written.
 * @param pages in order; the last one carries the outcomes
 * @param now UTC instant, only for display
 */
export async function applyPull(
  tx: ClientTransaction,
  start: PullStamp,
  pages: readonly PullPage[],
  env: RunEnvironment,
  now: string,
): Promise<PullResult> {
  const last = pages.at(-1)
  assertInvariant(
    last !== undefined && !last.more && last.lastCommandId !== undefined && last.acks !== undefined,
    'a pull is applied only when complete',
  )
  const meta = await tx.meta()
  if (JSON.stringify(stampOf(meta)) !== JSON.stringify(start)) return { kind: 'stale' }

  const outbox = await tx.outbox()
  const acks = last.acks
  if (!acksMatch(acks, outbox, last.lastCommandId) || last.lastCommandId < meta.lastCommandId) {
    return { kind: 'forked' }
  }

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

  const settled = settle(outbox, acks, now)
  const { pending, view } = await replay(reader, base, settled.remaining, env)

  const rows = await netDifference(tx, base, view)
  const newShadow: ShadowEntry[] = []
  for (const { entity, id } of view.writes) {
    newShadow.push({ entity, id, row: (await base.get(entity, id)) ?? null })
  }
  const kept = new Set(newShadow.map(({ entity, id }) => keyOf(entity, id)))
  const changedPending = pending.filter((command, index) => command !== settled.remaining[index])

  await tx.apply({
    rows,
    shadow: {
      put: newShadow,
      remove: shadow.filter(({ entity, id }) => !kept.has(keyOf(entity, id))),
    },
    outbox: { put: changedPending, remove: acks.map((ack) => ack.commandId) },
    archive: settled.accepted,
    rejections: settled.refused,
    meta: {
      ...meta,
      lastCommandId: last.lastCommandId,
      incarnation: last.incarnation,
      cursors: last.cursors,
      partitions: last.partitions,
      pulledAt: now,
    },
  })
  return {
    kind: 'applied',
    accepted: settled.accepted.length,
    refused: settled.refused.length,
    rowsChanged: rows.length,
  }
}

/** True when a pull brought nothing at all, so that no transaction over all tables is needed. */
export function isEmptyPull(pages: readonly PullPage[], meta: ClientMeta): boolean {
  const last = pages.at(-1)
  return (
    last?.lastCommandId === meta.lastCommandId &&
    last.incarnation === meta.incarnation &&
    pages.every((page) => page.patch.length === 0 && page.reset.length === 0) &&
    JSON.stringify(last.partitions) === JSON.stringify(meta.partitions)
  )
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

async function setRow(buffer: BufferedTx, entry: ShadowEntry): Promise<void> {
  if (entry.row) await buffer.put(entry.entity, entry.row)
  else await buffer.remove(entry.entity, entry.id)
}

async function applyPage(
  tx: ClientTransaction,
  base: BufferedTx,
  page: PullPage,
  schema: Schema,
): Promise<void> {
  for (const partition of page.reset) await clearPartition(tx, base, partition, schema)
  for (const patch of page.patch) if (patch.op === 'remove') await removeRow(base, patch, schema)
  for (const patch of page.patch) {
    if (patch.op === 'put' && schema[patch.entity]) await base.put(patch.entity, patch.row)
  }
}

/** A row that has meanwhile come in from another partition stays. */
async function removeRow(
  base: BufferedTx,
  patch: Extract<RowPatch, { op: 'remove' }>,
  schema: Schema,
): Promise<void> {
  // An entity of a newer server that this version does not hold.
  if (!schema[patch.entity]) return
  const row = await base.get(patch.entity, patch.id)
  if (row && partitionOf(row) === patch.partition) await base.remove(patch.entity, patch.id)
}

/** Forgets a partition's rows in the base: those of the view and those undone into the buffer. */
async function clearPartition(
  tx: ClientTransaction,
  base: BufferedTx,
  partition: string,
  schema: Schema,
): Promise<void> {
  const keys = [...(await tx.rowsOf(partition)), ...base.writes]
  for (const { entity, id } of keys) {
    await removeRow(base, { op: 'remove', partition, entity, id }, schema)
  }
}

interface Settled {
  readonly remaining: PendingCommand[]
  readonly accepted: ArchivedCommand[]
  readonly refused: Rejection[]
}

function settle(outbox: readonly PendingCommand[], acks: readonly Outcome[], now: string): Settled {
  const byId = new Map(acks.map((ack) => [ack.commandId, ack]))
  const settled: Settled = { remaining: [], accepted: [], refused: [] }
  for (const command of outbox) {
    const ack = byId.get(command.id)
    if (!ack) settled.remaining.push(command)
    else if (ack.outcome === 'accepted') settled.accepted.push({ ...command, acceptedAt: now })
    else {
      settled.refused.push({
        uid: command.uid,
        command,
        code: ack.code ?? 'INTERNAL',
        detail: ack.detail ?? {},
        rejectedAt: now,
        state: 'open',
      })
    }
  }
  return settled
}

/** Knows whether the storage itself has failed: that must not pass for a refusal at replay. */
class WatchedReader implements RawReader {
  hasFailed = false

  constructor(private readonly below: RawReader) {}

  get(entity: string, id: string): Promise<EntityRow | undefined> {
    return this.#watch(this.below.get(entity, id))
  }

  list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]> {
    return this.#watch(this.below.list(entity, index, key))
  }

  async #watch<T>(reading: Promise<T>): Promise<T> {
    try {
      return await reading
    } catch (error) {
      this.hasFailed = true
      throw error
    }
  }
}

/** Runs the pending commands again over the new base. A failing one is only noted: it stays. */
async function replay(
  reader: WatchedReader,
  base: BufferedTx,
  commands: readonly PendingCommand[],
  env: RunEnvironment,
): Promise<{ pending: PendingCommand[]; view: BufferedTx }> {
  const view = new BufferedTx(base, env.schema)
  const pending: PendingCommand[] = []
  for (const command of commands) {
    try {
      view.absorb(await runCommand(view, command, env))
      pending.push(withPrediction(command, undefined))
    } catch (error) {
      if (reader.hasFailed) throw error
      // A bug at replay must not stop the pull; the server decides about the command.
      const predicted =
        error instanceof RuleViolation
          ? { code: error.code, detail: error.detail }
          : { code: 'INTERNAL', detail: {} }
      pending.push(withPrediction(command, predicted))
    }
  }
  return { pending, view }
}

/** The same object when nothing changed, so that unchanged entries are not written again. */
function withPrediction(
  command: PendingCommand,
  predicted: PendingCommand['predicted'],
): PendingCommand {
  if (isSameJson(command.predicted, predicted)) return command
  const { predicted: _old, ...rest } = command
  return predicted ? { ...rest, predicted } : rest
}

async function netDifference(
  tx: ClientTransaction,
  base: BufferedTx,
  view: BufferedTx,
): Promise<Write[]> {
  const touched = new Map<string, { entity: string; id: string }>()
  for (const { entity, id } of [...base.writes, ...view.writes]) {
    touched.set(keyOf(entity, id), { entity, id })
  }
  const difference: Write[] = []
  for (const { entity, id } of touched.values()) {
    const wanted = (await view.get(entity, id)) ?? null
    const present = (await tx.get(entity, id)) ?? null
    if (!isSameJson(wanted, present)) difference.push({ entity, id, row: wanted })
  }
  return difference
}
