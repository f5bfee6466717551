import { indexKeysOf, partitionOf, type EntityRow } from '#shared/model/entity'
import type { RuleCode } from '#shared/commands/ruleCodes'
import { entities } from '#shared/model/entities'
import type { Cursor, KnownOutcome, Outcome } from '#shared/protocol/messages'
import { keyOf, type Schema, type Write } from '#shared/sync/bufferedTx'
import { assertInvariant } from '#shared/sync/invariant'
import {
  UniqueClash,
  type Change,
  type PartitionState,
  type ServerSnapshot,
  type ServerStore,
  type ServerTransaction,
  type StoredCommand,
} from '#shared/sync/serverPorts'
import { MemoryRows } from './memoryRows'

/** Entry of the change index: at most one per row and partition, tombstones included. */
interface ChangeEntry {
  readonly seq: number
  readonly entity: string
  readonly id: string
  readonly deleted: boolean
}

interface State {
  incarnation: string
  rows: MemoryRows
  partitions: Map<string, PartitionState>
  /** partition → row key → entry */
  changes: Map<string, Map<string, ChangeEntry>>
  /** client → command id → stored command */
  commands: Map<string, Map<number, StoredCommand>>
  /** uid → the command that brought it first */
  byUid: Map<string, StoredCommand>
  lastCommandIds: Map<string, number>
}

/** What one committed transaction did; for tests that watch. */
export interface Commit {
  readonly stored: readonly StoredCommand[]
  readonly writes: readonly Write[]
}

export interface MemoryServerOptions {
  readonly schema?: Schema
  readonly incarnation?: string
  /** Called before every operation of a transaction; a throw is a fault of the database. */
  readonly onOperation?: (operation: string) => void
  readonly onCommit?: (commit: Commit) => void
}

/** The server's database in memory: serial, atomic transactions and snapshots of one moment. */
export class MemoryServer implements ServerStore {
  #state: State
  readonly #options: MemoryServerOptions
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: MemoryServerOptions = {}) {
    this.#options = options
    this.#state = {
      incarnation: options.incarnation ?? 'memory',
      rows: new MemoryRows(options.schema ?? entities),
      partitions: new Map(),
      changes: new Map(),
      commands: new Map(),
      byUid: new Map(),
      lastCommandIds: new Map(),
    }
  }

  get rows(): MemoryRows {
    return this.#state.rows
  }

  /** Transactions run one after another, as if each held every lock. */
  transaction<T>(work: (tx: ServerTransaction) => Promise<T>): Promise<T> {
    const result = this.#queue.then(() => this.#run(work))
    this.#queue = result.catch(() => undefined)
    return result
  }

  /** A repeatable read: later commits do not show. */
  snapshot(): MemorySnapshot {
    return new MemorySnapshot(copyOf(this.#state))
  }

  get incarnation(): string {
    return this.#state.incarnation
  }

  /** All that a backup holds; later commits do not show in it. */
  backup(): MemoryBackup {
    return { state: copyOf(this.#state) }
  }

  /** Puts a backup in the place of everything, as the administrator's procedure does. */
  restore(backup: MemoryBackup, incarnation: string): void {
    this.#state = { ...copyOf(backup.state), incarnation }
    for (const partition of this.#state.partitions.keys()) this.raiseEpoch(partition)
  }

  /** Every client that has ever sent something. */
  clientIds(): string[] {
    return [...this.#state.commands.keys()]
  }

  /** The command that brought this uid first. */
  findByUid(uid: string): StoredCommand | undefined {
    return this.#state.byUid.get(uid)
  }

  /** uids of accepted commands of one name, each once. */
  accepted(name: string): Set<string> {
    return acceptedIn(this.#state, name)
  }

  partitionState(name: string): PartitionState | undefined {
    return this.#state.partitions.get(name)
  }

  /** Commands of a client in order of arrival. */
  commandsOf(clientId: string): StoredCommand[] {
    return [...(this.#state.commands.get(clientId)?.values() ?? [])]
  }

  lastCommandId(clientId: string): number {
    return this.#state.lastCommandIds.get(clientId) ?? 0
  }

  /** Forgets tombstones up to a seq, as the yearly cleaning does. Returns how many went. */
  purgeTombstones(partition: string, upTo: number): number {
    const state = this.#state.partitions.get(partition)
    if (!state) return 0
    const horizon = Math.max(state.horizon, Math.min(upTo, state.seq))
    this.#state.partitions.set(partition, { ...state, horizon })
    const entries = this.#state.changes.get(partition) ?? new Map<string, ChangeEntry>()
    let purged = 0
    for (const [key, entry] of entries) {
      if (!entry.deleted || entry.seq > horizon) continue
      entries.delete(key)
      purged += 1
    }
    return purged
  }

  /** Cuts a partition's history: every client must read it anew. */
  raiseEpoch(partition: string): void {
    const state = this.#state.partitions.get(partition)
    if (state) this.#state.partitions.set(partition, { ...state, epoch: state.epoch + 1 })
  }

  /** @throws InvariantViolation unless each row has exactly one live entry, in its own partition. */
  assertChangeIndex(): void {
    const live = new Map<string, string>()
    for (const [partition, entries] of this.#state.changes) {
      for (const [key, entry] of entries) {
        if (entry.deleted) continue
        assertInvariant(!live.has(key), `two live index entries for ${key}`)
        live.set(key, partition)
      }
    }
    for (const [key, { row }] of this.#state.rows.entries()) {
      assertInvariant(live.get(key) === partitionOf(row), `index entry of ${key} is missing`)
    }
    assertInvariant(live.size === this.#state.rows.size, 'index entries without a row')
  }

  async #run<T>(work: (tx: ServerTransaction) => Promise<T>): Promise<T> {
    const tx = new MemoryServerTransaction(this.#state, this.#options)
    try {
      const result = await work(tx)
      this.#options.onOperation?.('commit')
      this.#options.onCommit?.(tx.commit)
      return result
    } catch (error) {
      tx.undo(0)
      throw error
    }
  }
}

export function createMemoryServer(options: MemoryServerOptions = {}): MemoryServer {
  return new MemoryServer(options)
}

class MemoryServerTransaction implements ServerTransaction {
  readonly #undo: (() => void)[] = []
  readonly #locked = new Set<string>()
  readonly #stored: StoredCommand[] = []
  readonly #writes: Write[] = []

  constructor(
    private readonly state: State,
    private readonly options: MemoryServerOptions,
  ) {}

  get commit(): Commit {
    return { stored: this.#stored, writes: this.#writes }
  }

  undo(downTo: number): void {
    while (this.#undo.length > downTo) this.#undo.pop()?.()
  }

  async get(entity: string, id: string): Promise<EntityRow | undefined> {
    this.options.onOperation?.('get')
    return this.state.rows.get(entity, id)
  }

  async list(entity: string, index: string, key: readonly string[]): Promise<EntityRow[]> {
    this.options.onOperation?.('list')
    return this.state.rows.list(entity, index, key)
  }

  async lockClient(clientId: string): Promise<{ lastCommandId: number }> {
    this.options.onOperation?.('lockClient')
    return { lastCommandId: this.state.lastCommandIds.get(clientId) ?? 0 }
  }

  async findOutcomes(clientId: string, commandIds: readonly number[]): Promise<Outcome[]> {
    this.options.onOperation?.('findOutcomes')
    const own = this.state.commands.get(clientId)
    return commandIds.flatMap((id) => own?.get(id)?.outcome ?? [])
  }

  async findOutcomesByUid(uids: readonly string[]): Promise<Outcome[]> {
    this.options.onOperation?.('findOutcomesByUid')
    return uids.flatMap((uid) => this.state.byUid.get(uid)?.outcome ?? [])
  }

  async lockPartitions(partitions: readonly string[]): Promise<void> {
    this.options.onOperation?.('lockPartitions')
    for (const partition of partitions) this.#locked.add(partition)
  }

  async flush(writes: readonly Write[]): Promise<void> {
    this.options.onOperation?.('flush')
    const savepoint = this.#undo.length
    try {
      this.#write(writes)
    } catch (error) {
      this.undo(savepoint)
      throw error
    }
    this.#writes.push(...writes)
  }

  async storeOutcomes(clientId: string, stored: readonly StoredCommand[]): Promise<void> {
    this.options.onOperation?.('storeOutcomes')
    for (const one of stored) this.#store(clientId, one)
  }

  async setLastCommandId(clientId: string, commandId: number): Promise<void> {
    this.options.onOperation?.('setLastCommandId')
    this.#set(this.state.lastCommandIds, clientId, commandId)
  }

  #store(clientId: string, stored: StoredCommand): void {
    const { command } = stored
    const known = this.state.byUid.get(command.uid)
    if (stored.duplicateOf === undefined && known) throw new Error(`uid ${command.uid} is taken`)
    if (!known) this.#set(this.state.byUid, command.uid, stored)
    const own = this.#nested(this.state.commands, clientId)
    if (own.has(command.commandId)) throw new Error(`command ${command.commandId} is taken`)
    this.#set(own, command.commandId, stored)
    this.#stored.push(stored)
  }

  #write(writes: readonly Write[]): void {
    const { rows } = this.state
    const seqs = new Map<string, number>()
    for (const { entity, id, row } of writes) {
      const before = rows.find(entity, id)
      if (!before && !row) continue
      if (before && (!row || partitionOf(row) !== partitionOf(before))) {
        this.#note(partitionOf(before), entity, id, true, seqs)
      }
      if (row) this.#note(partitionOf(row), entity, id, false, seqs)
      this.#undo.push(() => rows.set(entity, id, before ?? null))
      rows.set(entity, id, row)
    }
    for (const write of writes) this.#checkUnique(write)
  }

  #note(
    partition: string,
    entity: string,
    id: string,
    deleted: boolean,
    seqs: Map<string, number>,
  ): void {
    assertInvariant(this.#locked.has(partition), `${entity} written without a lock on ${partition}`)
    let seq = seqs.get(partition)
    if (seq === undefined) {
      const state = this.state.partitions.get(partition) ?? { seq: 0, epoch: 0, horizon: 0 }
      seq = state.seq + 1
      seqs.set(partition, seq)
      this.#set(this.state.partitions, partition, { ...state, seq })
    }
    const entries = this.#nested(this.state.changes, partition)
    this.#set(entries, keyOf(entity, id), { seq, entity, id, deleted })
  }

  #checkUnique({ entity, id, row }: Write): void {
    if (!row) return
    for (const index of Object.values(this.state.rows.schema[entity]?.indexes ?? {})) {
      if (!index.unique) continue
      const keys = indexKeysOf(index, row)
      const clash = this.state.rows
        .all()
        .some(
          (other) =>
            other.entity === entity &&
            other.row.id !== id &&
            indexKeysOf(index, other.row).some((key) => keys.includes(key)),
        )
      if (clash) throw new UniqueClash(index.unique satisfies RuleCode)
    }
  }

  #set<K, V>(map: Map<K, V>, key: K, value: V): void {
    const had = map.has(key)
    const old = map.get(key) as V
    this.#undo.push(() => (had ? map.set(key, old) : map.delete(key)))
    map.set(key, value)
  }

  #nested<K, V>(outer: Map<string, Map<K, V>>, key: string): Map<K, V> {
    const inner = outer.get(key) ?? new Map<K, V>()
    if (!outer.has(key)) outer.set(key, inner)
    return inner
  }
}

/** A state to go back to. */
export interface MemoryBackup {
  readonly state: State
}

export class MemorySnapshot implements ServerSnapshot {
  constructor(private readonly state: State) {}

  get rows(): MemoryRows {
    return this.state.rows
  }

  /** uids of accepted commands of one name, each once. */
  accepted(name: string): Set<string> {
    return acceptedIn(this.state, name)
  }

  async incarnation(): Promise<string> {
    return this.state.incarnation
  }

  async partition(name: string): Promise<PartitionState | undefined> {
    return this.state.partitions.get(name)
  }

  async changesAfter(partition: string, after: Cursor, limit: number): Promise<Change[]> {
    return this.#entriesAfter(partition, after)
      .slice(0, limit)
      .map(({ seq, entity, id, deleted }) => ({
        seq,
        entity,
        id,
        row: deleted ? null : (this.state.rows.find(entity, id) ?? null),
      }))
  }

  async countAfter(partition: string, after: Cursor): Promise<number> {
    return this.#entriesAfter(partition, after).length
  }

  async lastCommandId(clientId: string): Promise<number> {
    return this.state.lastCommandIds.get(clientId) ?? 0
  }

  async outcomes(clientId: string, after: number, upTo: number): Promise<Outcome[]> {
    const own = [...(this.state.commands.get(clientId)?.values() ?? [])]
    return own
      .map(({ outcome }) => outcome)
      .filter(({ commandId }) => commandId > after && commandId <= upTo)
      .sort((a, b) => a.commandId - b.commandId)
  }

  async knownOutcomes(uids: readonly string[]): Promise<KnownOutcome[]> {
    return uids.flatMap((uid) => {
      const stored = this.state.byUid.get(uid)
      if (!stored) return []
      const { commandId: _id, ...known } = stored.outcome
      return [known]
    })
  }

  #entriesAfter(partition: string, after: Cursor): ChangeEntry[] {
    const entries = [...(this.state.changes.get(partition)?.values() ?? [])]
    return entries.filter((entry) => comparePosition(entry, after) > 0).sort(comparePosition)
  }
}

interface Position {
  readonly seq: number
  readonly entity: string
  readonly id: string
}

function comparePosition(a: Position, b: Position): number {
  if (a.seq !== b.seq) return a.seq - b.seq
  if (a.entity !== b.entity) return a.entity < b.entity ? -1 : 1
  return a.id === b.id ? 0 : a.id < b.id ? -1 : 1
}

function acceptedIn(state: State, name: string): Set<string> {
  const found = new Set<string>()
  for (const [uid, { command, outcome }] of state.byUid) {
    if (command.name === name && outcome.outcome === 'accepted') found.add(uid)
  }
  return found
}

function copyOf(state: State): State {
  return {
    incarnation: state.incarnation,
    rows: state.rows.copy(),
    partitions: new Map(state.partitions),
    changes: new Map([...state.changes].map(([key, inner]) => [key, new Map(inner)])),
    commands: new Map([...state.commands].map(([key, inner]) => [key, new Map(inner)])),
    byUid: new Map(state.byUid),
    lastCommandIds: new Map(state.lastCommandIds),
  }
}
