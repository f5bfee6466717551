import type { ClientMeta, PendingCommand } from '#shared/sync/clientPorts'
import { getStore, type Store } from '../database'
import { clientMetaKey } from '../metaKeys'
import type { Activity, StoredPending } from '../records'
import { bounded, useLive, useLiveList } from './live'

export interface OutboxSummary {
  readonly count: number
  /** When the oldest waiting command was made; UTC. */
  readonly oldestOccurredAt?: string
  /** Size on the wire. */
  readonly bytes: number
}

/** What waits for the server's word. Reads sizes from the index, not the commands themselves. */
export async function outboxSummary(store: Store = getStore()): Promise<OutboxSummary> {
  const [sizes, oldest] = await Promise.all([
    store.outbox.orderBy('_bytes').keys(),
    store.outbox.orderBy('id').first(),
  ])
  return {
    count: sizes.length,
    bytes: sizes.reduce<number>((sum, size) => sum + Number(size), 0),
    ...(oldest && { oldestOccurredAt: oldest.occurredAt }),
  }
}

export function useOutboxSummary(): OutboxSummary | undefined {
  return useLive(() => outboxSummary(), [])
}

/** A waiting command and its size on the wire in bytes. */
export type WaitingCommand = PendingCommand & { readonly bytes: number }

/** Commands that wait, the oldest first. */
export async function listOutbox(
  { afterId = 0, limit = 100 }: { afterId?: number; limit?: number } = {},
  store: Store = getStore(),
): Promise<WaitingCommand[]> {
  const stored = await store.outbox.where('id').above(afterId).limit(bounded(limit)).toArray()
  return stored.map(toWaiting)
}

export function useOutbox(limit = 100): WaitingCommand[] | undefined {
  return useLiveList(() => listOutbox({ limit }), [limit])
}

/** Where this device stands with the server. */
export async function getClientMeta(store: Store = getStore()): Promise<ClientMeta> {
  const stored = await store.meta.get(clientMetaKey)
  if (!stored) throw new Error('the database has no identity')
  return stored.value as ClientMeta
}

export function useClientMeta(): ClientMeta | undefined {
  return useLive(() => getClientMeta(), [])
}

export async function findActivity(store: Store = getStore()): Promise<Activity> {
  return ((await store.meta.get('activity'))?.value as Activity | undefined) ?? {}
}

export function useActivity(): Activity | undefined {
  return useLive(() => findActivity(), [])
}

function toWaiting({ _bytes, ...command }: StoredPending): WaitingCommand {
  return { ...command, bytes: _bytes }
}
