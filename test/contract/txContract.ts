import { afterEach, describe, expect, it } from 'vitest'
import { txCases, type TxHarness } from './txCases'

export type { ContractTx, TxHarness } from './txCases'

/** A harness over an empty storage, and how to be rid of it. */
export interface OpenHarness {
  readonly harness: TxHarness
  close(): Promise<void>
}

/** Runs the contract of `Tx` over a storage; each case gets an empty one. */
export function describeTxContract(name: string, makeHarness: () => Promise<OpenHarness>): void {
  describe(`Tx contract: ${name}`, () => {
    let open: OpenHarness | undefined
    afterEach(async () => {
      await open?.close()
      open = undefined
    })
    it.each([...txCases])('$title', async ({ run }) => {
      open = await makeHarness()
      await expect(run(open.harness)).resolves.toBeUndefined()
    })
  })
}
