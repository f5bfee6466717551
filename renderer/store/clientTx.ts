import type { Table, Transaction } from 'dexie'
import type { EntityRow, IndexKey } from '#shared/model/entity'
import { partitionOf } from '#shared/model/entity'
import { keyOf, type Write } from '#shared/sync/bufferedTx'
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
import type { Store } from './database'
import { writeTransaction } from './failedWrites'
import { clientMetaKey } from './metaKeys'
import type { Activity, KeyValue, StoredPending } from './records'
import { rowCodec, type StoredRow } from './rowCodec'
import { deviceTables } from './schema'
import { movesTotals, totalDeltas, type RowChange, type Total } from './totals'
import { wireBytes } from './wireCommand'

/** Device tables that no sync transaction touches. */
const OUTSIDE = new Set([
  ...['keys', 'drafts', 'settings', 'pullStage', 'usbFiles'],
  ...['files', 'fileContents'],
])

/** Keys and rows are looked at in pieces of this size, so that memory stays flat. */
const SCAN_PAGE = 2_000

/**
 * Runs `work` in one read-write transaction over entities and sync tables; a throw undoes all.
 * Inside, await nothing but the transaction's own methods: IndexedDB closes a transaction that
 * has nothing to do.
 */
export function localTransaction<T>(
  store: Store,
  work: (tx: LocalTransaction) => Promise<T>,
): Promise<T> {
  const tables = [
    ...Object.keys(store.schema),
    ...Object.keys(deviceTables).filter((name) => !OUTSIDE.has(name)),
  ]
  return writeTransaction(store.db, tables, (trans) => work(new LocalTransaction(trans, store)))
}

/** The shared cores' `ClientTransaction` over one Dexie transaction. */
export class LocalTransaction implements ClientTransaction {
  readonly #known = new Map<string, EntityRow | undefined>()
  /** By number, once it was read: nobody else changes it within this transaction. */
  #outbox: Map<number, PendingCommand> | undefined

  constructor(
    // Tables are taken from the transaction itself: Dexie's implicit "current transaction" is
    // lost after about a hundred awaits that touch no table, as in a long replay.
    private readonly trans: Transaction,
    private readonly store: Pick<Store, 'schema'>,
  ) {}

  async get(entity: string, id: string): Promise<EntityRow | undefined> {
    const key = keyOf(entity, id)
    if (this.#known.has(key)) return this.#known.get(key)
    const stored = await this.#rows(entity).get(id)
    const row = stored && rowCodec.decode(stored)
    this.#known.set(key, row)
    return row
  }

  async list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]> {
    const definition = this.store.schema[entity]?.indexes[index]
    if (!definition) throw new Error(`No index ${index} on ${entity}`)
    const path =
      definition.fields.length === 1 ? definition.fields[0]! : `[${definition.fields.join('+')}]`
    const stored = await this.#rows(entity).where(path).equals(rowCodec.indexKey(key)).toArray()
    // A compound index that stands in for this one sorts by its own further fields.
    return stored.map(rowCodec.decode).sort((a, b) => (a.id < b.id ? -1 : a.id > b.id ? 1 : 0))
  }

  /** Reads many rows at once, so that later `get`s of them cost nothing. */
  async prefetch(keys: readonly ShadowKey[]): Promise<void> {
    for (const [entity, ids] of groupIds(keys)) {
      if (!Object.hasOwn(this.store.schema, entity)) continue
      const missing = ids.filter((id) => !this.#known.has(keyOf(entity, id)))
      for (let start = 0; start < missing.length; start += SCAN_PAGE) {
        const piece = missing.slice(start, start + SCAN_PAGE)
        const found = await this.#rows(entity).bulkGet(piece)
        piece.forEach((id, place) => {
          const stored = found[place]
          this.#known.set(keyOf(entity, id), stored && rowCodec.decode(stored))
        })
      }
    }
  }

  async meta(): Promise<ClientMeta> {
    const stored = await this.#table<KeyValue, string>('meta').get(clientMetaKey)
    if (!stored) throw new Error('the database has no identity')
    return stored.value as ClientMeta
  }

  async outbox(): Promise<PendingCommand[]> {
    if (!this.#outbox) {
      const stored = await this.#table<StoredPending, number>('outbox').toArray()
      this.#outbox = new Map(stored.map((command) => [command.id, withoutSize(command)]))
    }
    return [...this.#outbox.values()].sort((a, b) => a.id - b.id)
  }

  countPending(): Promise<number> {
    return toPromise(this.#table<StoredPending, number>('outbox').count())
  }

  archive(): Promise<ArchivedCommand[]> {
    return toPromise(this.#table<ArchivedCommand, string>('archive').toArray())
  }

  findShadow(entity: string, id: string): Promise<ShadowEntry | undefined> {
    return toPromise(this.#table<ShadowEntry, [string, string]>('shadow').get([entity, id]))
  }

  allShadow(): Promise<ShadowEntry[]> {
    return toPromise(this.#table<ShadowEntry, [string, string]>('shadow').toArray())
  }

  /** Walks every table: asked only when a branch is taken away or starts anew. */
  async rowsOf(partition: string): Promise<ShadowKey[]> {
    const keys: ShadowKey[] = []
    for (const entity of Object.keys(this.store.schema)) {
      let after = ''
      for (;;) {
        const page = await this.#rows(entity).where('id').above(after).limit(SCAN_PAGE).toArray()
        for (const row of page)
          if (partitionOf(row) === partition) keys.push({ entity, id: row.id })
        const last = page.at(-1)
        if (!last || page.length < SCAN_PAGE) break
        after = last.id
      }
    }
    return keys
  }

  async apply(changes: LocalChanges): Promise<void> {
    await this.#writeRows(changes.rows)

    const shadow = this.#table<ShadowEntry, [string, string]>('shadow')
    if (changes.shadow.remove.length > 0) {
      await shadow.bulkDelete(changes.shadow.remove.map(({ entity, id }) => [entity, id]))
    }
    if (changes.shadow.put.length > 0) await shadow.bulkPut([...changes.shadow.put])

    const outbox = this.#table<StoredPending, number>('outbox')
    if (changes.outbox.remove.length > 0) await outbox.bulkDelete([...changes.outbox.remove])
    if (changes.outbox.put.length > 0) {
      await outbox.bulkPut(
        changes.outbox.put.map((command) => ({ ...command, _bytes: wireBytes(command) })),
      )
    }
    for (const id of changes.outbox.remove) this.#outbox?.delete(id)
    for (const command of changes.outbox.put) this.#outbox?.set(command.id, command)
    const unarchive = changes.unarchive ?? []
    if (unarchive.length > 0) await this.#table('archive').bulkDelete([...unarchive])
    if (changes.archive.length > 0) await this.#table('archive').bulkPut([...changes.archive])
    if (changes.rejections.length > 0) {
      await this.#table('rejections').bulkPut([...changes.rejections])
    }
    await this.#table<KeyValue, string>('meta').put({ key: clientMetaKey, value: changes.meta })
  }

  /** A value beside the sync position, e.g. a number counter. */
  async findMeta(key: string): Promise<unknown> {
    return (await this.#table<KeyValue, string>('meta').get(key))?.value
  }

  async putMeta(key: string, value: unknown): Promise<void> {
    await this.#table<KeyValue, string>('meta').put({ key, value })
  }

  async noteActivity(news: Activity): Promise<void> {
    await this.putMeta('activity', { ...((await this.findMeta('activity')) as Activity), ...news })
  }

  /** Settles an open refusal. @returns false when there is none that is open. */
  async decideRejection(
    uid: string,
    decision: Pick<Rejection, 'state' | 'reason' | 'decidedAt'>,
  ): Promise<boolean> {
    const table = this.#table<Rejection, string>('rejections')
    const rejection = await table.get(uid)
    if (rejection?.state !== 'open') return false
    await table.put({ ...rejection, ...decision })
    return true
  }

  /** Opens a decided refusal again. @returns false when there is none that was decided here */
  async reopenRejection(uid: string): Promise<boolean> {
    const table = this.#table<Rejection, string>('rejections')
    const rejection = await table.get(uid)
    if (!rejection || rejection.state === 'open') return false
    const { reason: _reason, decidedAt: _decidedAt, ...rest } = rejection
    await table.put({ ...rest, state: 'open' })
    return true
  }

  async #writeRows(writes: readonly Write[]): Promise<void> {
    await this.prefetch(writes.filter(({ entity }) => movesTotals(entity)))
    const changes: RowChange[] = []
    for (const [entity, group] of groupWrites(writes)) {
      const gone = group.filter(({ row }) => row === null).map(({ id }) => id)
      const kept = group.flatMap(({ row }) => (row ? [rowCodec.encode(entity, row)] : []))
      if (gone.length > 0) await this.#rows(entity).bulkDelete(gone)
      if (kept.length > 0) await this.#rows(entity).bulkPut(kept)
      for (const { id, row } of group) {
        const key = keyOf(entity, id)
        changes.push({ entity, before: this.#known.get(key), after: row ?? undefined })
        this.#known.set(key, row ?? undefined)
      }
    }
    await this.#addToTotals(totalDeltas(changes))
  }

  async #addToTotals(deltas: readonly Total[]): Promise<void> {
    if (deltas.length === 0) return
    const table = this.#table<Total, string>('totals')
    const present = await table.bulkGet(deltas.map(({ key }) => key))
    const sums = deltas.map((delta, place) => ({
      key: delta.key,
      count: (present[place]?.count ?? 0) + delta.count,
      amount: (present[place]?.amount ?? 0) + delta.amount,
    }))
    const empty = sums.filter(({ count, amount }) => count === 0 && amount === 0)
    await table.bulkPut(sums)
    if (empty.length > 0) await table.bulkDelete(empty.map(({ key }) => key))
  }

  #rows(entity: string): Table<StoredRow, string> {
    if (!Object.hasOwn(this.store.schema, entity)) throw new Error(`Unknown entity ${entity}`)
    return this.#table(entity)
  }

  #table<Row, Key>(name: string): Table<Row, Key> {
    return this.trans.table(name) as Table<Row, Key>
  }
}

function withoutSize({ _bytes, ...command }: StoredPending): PendingCommand {
  return command
}

/** Dexie's promise type is its own; as a native one it goes through the cores unchanged. */
async function toPromise<T>(promise: PromiseLike<T>): Promise<T> {
  return promise
}

function groupIds(keys: readonly ShadowKey[]): Map<string, string[]> {
  const groups = new Map<string, Set<string>>()
  for (const { entity, id } of keys) {
    const group = groups.get(entity) ?? new Set()
    groups.set(entity, group.add(id))
  }
  return new Map([...groups].map(([entity, ids]) => [entity, [...ids]]))
}

/** One write per row: the last one counts. */
function groupWrites(writes: readonly Write[]): Map<string, Write[]> {
  const latest = new Map(writes.map((write) => [keyOf(write.entity, write.id), write]))
  const groups = new Map<string, Write[]>()
  for (const write of latest.values()) {
    const group = groups.get(write.entity)
    if (group) group.push(write)
    else groups.set(write.entity, [write])
  }
  return groups
}
