import { partitionOf, type EntityRow, type IndexKey } from '#shared/model/entity'
import { entities } from '#shared/model/entities'
import { keyOf, type Schema } from '#shared/sync/bufferedTx'
import type {
  ArchivedCommand,
  ClientMeta,
  ClientTransaction,
  LocalChanges,
  PendingCommand,
  Rejection,
  ShadowEntry,
  ShadowKey,
} from '#shared/sync/clientPorts'
import { MemoryRows } from './memoryRows'

export interface MemoryClientOptions {
  readonly schema?: Schema
  readonly clientId?: string
  /** Called before every operation of a transaction; a throw is a crash: nothing is kept. */
  readonly onOperation?: (operation: string) => void
}

/** A device's database in memory; what is in here survives a crash. */
export class MemoryClient {
  /** The view: what screens show. */
  rows: MemoryRows
  readonly shadow = new Map<string, ShadowEntry>()
  readonly outbox = new Map<number, PendingCommand>()
  readonly archive = new Map<string, ArchivedCommand>()
  readonly rejections = new Map<string, Rejection>()
  meta: ClientMeta
  readonly #options: MemoryClientOptions
  #queue: Promise<unknown> = Promise.resolve()

  constructor(options: MemoryClientOptions = {}) {
    this.#options = options
    this.rows = new MemoryRows(options.schema ?? entities)
    this.meta = {
      clientId: options.clientId ?? 'memory',
      nextId: 1,
      nextOrder: 1,
      lastCommandId: 0,
      cursors: {},
      partitions: [],
    }
  }

  /** Runs one transaction at a time; a throw leaves everything as it was. */
  transaction<T>(work: (tx: ClientTransaction) => Promise<T>): Promise<T> {
    const result = this.#queue.then(() => this.#run(work))
    this.#queue = result.catch(() => undefined)
    return result
  }

  /** The same database on another disk. */
  copy(options: MemoryClientOptions): MemoryClient {
    const copy = new MemoryClient(options)
    copy.rows = this.rows.copy()
    for (const [key, entry] of this.shadow) copy.shadow.set(key, entry)
    for (const [id, command] of this.outbox) copy.outbox.set(id, command)
    for (const [uid, command] of this.archive) copy.archive.set(uid, command)
    for (const [uid, rejection] of this.rejections) copy.rejections.set(uid, rejection)
    copy.meta = this.meta
    return copy
  }

  /** Pending commands, ascending by id. */
  pending(): PendingCommand[] {
    return [...this.outbox.values()].sort((a, b) => a.id - b.id)
  }

  /** The server's state as last pulled: the view with the images in `shadow` put back. */
  base(): MemoryRows {
    const base = this.rows.copy()
    for (const { entity, id, row } of this.shadow.values()) base.set(entity, id, row)
    return base
  }

  async #run<T>(work: (tx: ClientTransaction) => Promise<T>): Promise<T> {
    const tx = new MemoryClientTransaction(this, this.#options)
    const result = await work(tx)
    this.#options.onOperation?.('commit')
    for (const changes of tx.applied) this.#commit(changes)
    return result
  }

  #commit(changes: LocalChanges): void {
    for (const { entity, id, row } of changes.rows) this.rows.set(entity, id, row)
    for (const { entity, id } of changes.shadow.remove) this.shadow.delete(keyOf(entity, id))
    for (const entry of changes.shadow.put) this.shadow.set(keyOf(entry.entity, entry.id), entry)
    for (const id of changes.outbox.remove) this.outbox.delete(id)
    for (const command of changes.outbox.put) this.outbox.set(command.id, command)
    for (const uid of changes.unarchive ?? []) this.archive.delete(uid)
    for (const command of changes.archive) this.archive.set(command.uid, command)
    for (const rejection of changes.rejections) this.rejections.set(rejection.uid, rejection)
    this.meta = changes.meta
  }
}

export function createMemoryClient(options: MemoryClientOptions = {}): MemoryClient {
  return new MemoryClient(options)
}

/** Reads the state before the transaction; `apply` takes effect when it commits. */
class MemoryClientTransaction implements ClientTransaction {
  readonly applied: LocalChanges[] = []

  constructor(
    private readonly client: MemoryClient,
    private readonly options: MemoryClientOptions,
  ) {}

  async meta(): Promise<ClientMeta> {
    this.options.onOperation?.('meta')
    return this.client.meta
  }

  async outbox(): Promise<PendingCommand[]> {
    this.options.onOperation?.('outbox')
    return this.client.pending()
  }

  async archive(): Promise<ArchivedCommand[]> {
    this.options.onOperation?.('archive')
    return [...this.client.archive.values()]
  }

  async get(entity: string, id: string): Promise<EntityRow | undefined> {
    this.options.onOperation?.('get')
    return this.client.rows.get(entity, id)
  }

  async list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]> {
    this.options.onOperation?.('list')
    return this.client.rows.list(entity, index, key)
  }

  async findShadow(entity: string, id: string): Promise<ShadowEntry | undefined> {
    this.options.onOperation?.('findShadow')
    return this.client.shadow.get(keyOf(entity, id))
  }

  async allShadow(): Promise<ShadowEntry[]> {
    this.options.onOperation?.('allShadow')
    return [...this.client.shadow.values()]
  }

  async rowsOf(partition: string): Promise<ShadowKey[]> {
    this.options.onOperation?.('rowsOf')
    return this.client.rows
      .all()
      .filter(({ row }) => partitionOf(row) === partition)
      .map(({ entity, row }) => ({ entity, id: row.id }))
  }

  async apply(changes: LocalChanges): Promise<void> {
    this.options.onOperation?.('apply')
    this.applied.push(changes)
  }
}
