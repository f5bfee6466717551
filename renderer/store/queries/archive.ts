import type { ArchivedCommand } from '#shared/sync/clientPorts'
import { getStore, type Store } from '../database'
import { bounded, MAX_ROWS, useLive } from './live'

/** Work of this device that the server has accepted, the latest first; the last 30 days. */
export async function listSent(
  limit = MAX_ROWS,
  store: Store = getStore(),
): Promise<ArchivedCommand[]> {
  return store.archive.orderBy('acceptedAt').reverse().limit(bounded(limit)).toArray()
}

export function useSent(): ArchivedCommand[] | undefined {
  return useLive(() => listSent(), [])
}
