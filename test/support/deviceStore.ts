import 'fake-indexeddb/auto'
import { registry } from '#shared/commands/registry'
import type { Actor } from '#shared/commands/definition'
import { openStore, type Store } from '../../renderer/store/database'
import type { CommandRuntime } from '../../renderer/sync/runtime'
import { newId } from '../../renderer/sync/newId'
import { WorkJournal } from '../../renderer/sync/journal/workJournal'
import { testActor } from './testEmployer'

export { testActor, testProfile } from './testEmployer'

let count = 0

/** A fresh database of its own over the in-memory IndexedDB. */
export function openTestStore(): Promise<Store> {
  count += 1
  return openStore({ name: `test-${count}-${newId()}` })
}

export const testDeviceId = '0190a000-0000-7000-8000-0000000000d1'
export const testBranchId = '516'

export interface TestRuntime extends CommandRuntime {
  pokes: number
  time: number
}

/** A runtime over a store with a clock that the test moves. */
export function testRuntime(store: Store, actor: Actor = testActor): TestRuntime {
  const runtime: TestRuntime = {
    store,
    registry,
    pokes: 0,
    time: Date.parse('2026-07-10T02:00:00.000Z'),
    identity: () => ({ actor, branchId: testBranchId, deviceId: testDeviceId }),
    journal: new WorkJournal(undefined),
    now: () => runtime.time,
    poke: () => {
      runtime.pokes += 1
    },
  }
  return runtime
}
