import type {
  ArchivedCommand,
  ClientMeta,
  PendingCommand,
  Rejection,
} from '#shared/sync/clientPorts'
import type { Store } from './database'
import { clientMetaKey, forfeitedKey, journalKey, serialPrefix } from './metaKeys'

/** What this database holds of the work done on this device, for a comparison with its journal. */
export interface HeldWork {
  /** The journal that belongs to this database; absent before their first meeting. */
  readonly journalId: string | undefined
  /** Nothing was ever done or received here. */
  readonly isFresh: boolean
  readonly pending: readonly PendingCommand[]
  readonly archive: readonly ArchivedCommand[]
  readonly rejections: readonly Rejection[]
  /** By lease: the next number. */
  readonly serials: ReadonlyMap<string, number>
  readonly forfeited: readonly string[]
}

export function readHeldWork(store: Store): Promise<HeldWork> {
  const { meta, outbox, archive, rejections } = store
  return store.db.transaction('r', [meta, outbox, archive, rejections], async () => {
    const client = (await meta.get(clientMetaKey))?.value as ClientMeta
    const counters = await meta.where('key').startsWith(serialPrefix).toArray()
    const pending = (await outbox.orderBy('id').toArray()).map(({ _bytes, ...command }) => command)
    return {
      journalId: (await meta.get(journalKey))?.value as string | undefined,
      isFresh: client.nextOrder === 1 && client.partitions.length === 0 && pending.length === 0,
      pending,
      archive: await archive.toArray(),
      rejections: await rejections.toArray(),
      serials: new Map(
        counters.map(({ key, value }) => [key.slice(serialPrefix.length), value as number]),
      ),
      forfeited: ((await meta.get(forfeitedKey))?.value as string[] | undefined) ?? [],
    }
  })
}
