import { localTransaction } from '../../renderer/store/clientTx'
import { openStore } from '../../renderer/store/database'
import type { ClientHarness } from './clientCases'
import type { TxHarness } from './txCases'

let count = 0

async function openEmpty() {
  count += 1
  const store = await openStore({ name: `contract-${count}-${crypto.randomUUID()}` })
  return { store, close: () => store.db.delete() as PromiseLike<void> as Promise<void> }
}

/** Handlers' view of the device database. */
export async function openDexieTx(): Promise<{ harness: TxHarness; close(): Promise<void> }> {
  const { store, close } = await openEmpty()
  const harness: TxHarness = {
    enforcesUnique: false,
    run: (work) =>
      localTransaction(store, (tx) =>
        work({
          get: (entity, id) => tx.get(entity, id),
          list: (entity, index, key) => tx.list(entity, index, key),
          write: async (rows) =>
            tx.apply({
              rows,
              shadow: { put: [], remove: [] },
              outbox: { put: [], remove: [] },
              archive: [],
              rejections: [],
              meta: await tx.meta(),
            }),
        }),
      ),
  }
  return { harness, close }
}

/** The sync cores' view of the device database. */
export async function openDexieClient(): Promise<{
  harness: ClientHarness
  close(): Promise<void>
}> {
  const { store, close } = await openEmpty()
  return { harness: { run: (work) => localTransaction(store, work) }, close }
}
