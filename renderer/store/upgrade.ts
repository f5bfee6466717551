import type { Table, Transaction } from 'dexie'
import { registry as declaredRegistry } from '#shared/commands/registry'
import type { Registry } from '#shared/commands/definition'
import { reapplyPending } from '#shared/sync/adopt'
import type { Schema } from '#shared/sync/bufferedTx'
import type { ArchivedCommand, ClientMeta, PendingCommand } from '#shared/sync/clientPorts'
import { LocalTransaction } from './clientTx'
import { clientMetaKey } from './metaKeys'
import type { KeyValue, StoredPending } from './records'
import { rowCodec, type StoredRow } from './rowCodec'
import { totalDeltas, type Total } from './totals'

/** Rows are rewritten in pieces of this size, so that memory stays flat. */
const PAGE = 2_000

/**
 * Brings the database of an earlier program to this one's layout, in the transaction in which the
 * browser changes the tables: all of it or nothing. Rows are rewritten, then whatever waits to be
 * sent is carried out anew over the server's images. Outbox, archive and refusals are never lost.
 */
export async function upgradeRows(
  trans: Transaction,
  schema: Schema,
  registry: Registry = declaredRegistry,
): Promise<void> {
  const meta = await numberWork(trans)
  await rewriteRows(trans, schema)
  const env = { schema, registry, where: 'client' as const, ...(await whereabouts(trans, meta)) }
  await reapplyPending(new LocalTransaction(trans, { schema }), env, (_entity, row) => row)
}

/** Version 3: commands carry their order; the server's rows are read anew. */
async function numberWork(trans: Transaction): Promise<ClientMeta> {
  const outbox = table<Unordered<StoredPending>, number>(trans, 'outbox')
  const archive = table<Unordered<ArchivedCommand>, string>(trans, 'archive')
  const accepted = (await archive.toArray()).sort(byAcceptance)
  const pending = await outbox.orderBy('id').toArray()
  const ordered = [...accepted, ...pending].map((command, place) => ({
    ...command,
    order: command.order ?? place + 1,
  }))
  await archive.bulkPut(ordered.slice(0, accepted.length) as ArchivedCommand[])
  await outbox.bulkPut(ordered.slice(accepted.length) as StoredPending[])

  const metas = table<KeyValue, string>(trans, 'meta')
  const stored = (await metas.get(clientMetaKey))?.value as ClientMeta | undefined
  if (!stored) throw new Error('the database has no identity')
  const last = ordered.reduce((highest, { order }) => Math.max(highest, order), 0)
  // Kinds of rows that the older program did not know were passed over: begin from nothing.
  const meta = { ...stored, nextOrder: Math.max(stored.nextOrder ?? 1, last + 1), cursors: {} }
  await metas.put({ key: clientMetaKey, value: meta })
  return meta
}

async function rewriteRows(trans: Transaction, schema: Schema): Promise<void> {
  const totals = table<Total, string>(trans, 'totals')
  await totals.clear()
  const sums = new Map<string, Total>()
  for (const entity of Object.keys(schema)) {
    const rows = table<StoredRow, string>(trans, entity)
    let after = ''
    for (;;) {
      const page = await rows.where('id').above(after).limit(PAGE).toArray()
      const last = page.at(-1)
      if (!last) break
      after = last.id
      const decoded = page.map(rowCodec.decode)
      await rows.bulkPut(decoded.map((row) => rowCodec.encode(entity, row)))
      const changes = decoded.map((row) => ({ entity, before: undefined, after: row }))
      for (const { key, count, amount } of totalDeltas(changes)) {
        const sum = sums.get(key) ?? { key, count: 0, amount: 0 }
        sums.set(key, { key, count: sum.count + count, amount: sum.amount + amount })
      }
    }
  }
  await totals.bulkPut([...sums.values()])
}

/** For whom handlers run: who signed in here last, or else what the last pull allowed. */
async function whereabouts(
  trans: Transaction,
  meta: ClientMeta,
): Promise<{ branchId: string; deviceId: string }> {
  const settings = table<KeyValue, string>(trans, 'settings')
  const session = (await settings.get('session'))?.value as
    { user?: { branchId?: string } } | undefined
  const deviceId = (await settings.get('deviceId'))?.value
  const held = meta.partitions.find((name) => name.startsWith('branch:'))?.slice('branch:'.length)
  return {
    branchId: session?.user?.branchId ?? held ?? '',
    deviceId: typeof deviceId === 'string' ? deviceId : '',
  }
}

type Unordered<Command extends PendingCommand> = Omit<Command, 'order'> & { order?: number }

function byAcceptance(a: Unordered<ArchivedCommand>, b: Unordered<ArchivedCommand>): number {
  return a.acceptedAt < b.acceptedAt ? -1 : a.acceptedAt > b.acceptedAt ? 1 : a.id - b.id
}

function table<Row, Key>(trans: Transaction, name: string): Table<Row, Key> {
  return trans.table(name) as Table<Row, Key>
}
