import type { SyncDeps } from '../../renderer/sync/syncDeps'
import { clientEnvironment } from '../../renderer/sync/runtime'
import { testBranchId, testDeviceId, type TestRuntime } from './deviceStore'
import type { MemoryLine } from './memoryTransport'

/** What a round of sync needs, over a test device's own store and a line to a server in memory. */
export function depsOn(
  line: MemoryLine,
  runtime: TestRuntime,
  changes: Partial<SyncDeps> = {},
): SyncDeps {
  return {
    store: runtime.store,
    env: clientEnvironment(runtime, { branchId: testBranchId, deviceId: testDeviceId }),
    transport: line,
    journal: runtime.journal,
    needsSerials: false,
    now: runtime.now,
    report: () => undefined,
    signal: new AbortController().signal,
    ...changes,
  }
}
