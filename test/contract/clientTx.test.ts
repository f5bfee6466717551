import 'fake-indexeddb/auto'
import { describe, expect, it } from 'vitest'
import { MemoryClient } from '../support/memoryClient'
import { clientCases, type ClientHarness } from './clientCases'
import { openDexieClient, openDexieTx } from './dexieHarness'
import { describeTxContract } from './txContract'

// The same cases run in a real Chromium in browser/dexie.spec.ts; this is the quick look.
describeTxContract('Dexie over IndexedDB in memory', openDexieTx)

describeClientContract('memory client', async () => {
  const client = new MemoryClient()
  return {
    harness: { run: (work) => client.transaction(work) },
    close: async () => undefined,
  }
})
describeClientContract('Dexie over IndexedDB in memory', openDexieClient)

function describeClientContract(
  name: string,
  open: () => Promise<{ harness: ClientHarness; close(): Promise<void> }>,
): void {
  describe(`ClientTransaction contract: ${name}`, () => {
    for (const { title, run } of clientCases) {
      it(`${title}`, async () => {
        const { harness, close } = await open()
        try {
          await expect(run(harness)).resolves.toBeUndefined()
        } finally {
          await close()
        }
      })
    }
  })
}
