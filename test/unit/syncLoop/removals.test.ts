import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { isLargeRemoval, type Removal } from '#shared/sync/removals'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import type { Store } from '../../../renderer/store/database'
import { listEmployers } from '../../../renderer/store/queries/employers'
import { outboxSummary } from '../../../renderer/store/queries/outbox'
import { putSetting } from '../../../renderer/store/settings'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { forgetAllowance, isRemovalAllowed } from '../../../renderer/sync/removalConsent'
import { syncOnce } from '../../../renderer/sync/syncOnce'
import {
  openTestStore,
  testActor,
  testBranchId,
  testProfile,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'
import { createMemoryServer } from '../../support/memoryServer'
import { depsOn } from '../../support/memorySync'
import { MemoryLine } from '../../support/memoryTransport'

let line: MemoryLine
let store: Store
let runtime: TestRuntime
let asked: Removal[]

beforeEach(async () => {
  line = new MemoryLine()
  store = await openTestStore()
  runtime = testRuntime(store)
  asked = []
})

const argsOf = (n: number) => ({
  employerId: newId(),
  profile: testProfile({ legalName: `PT Contoh ${n}`, npwp: String(n).padStart(16, '0') }),
  acceptedFindings: [],
})
const round = (transport: MemoryLine = line) =>
  syncOnce(
    depsOn(transport, runtime, {
      mayRemove: async (removal) => {
        asked.push(removal)
        return isRemovalAllowed(removal, store)
      },
    }),
  )
const count = async () => (await listEmployers({ limit: 500 }, store)).rows.length

describe('a pull that takes much away', () => {
  it('[S-236] is more than 500 rows, or more than 5 % and at least 20', () => {
    const of = (removed: number, total: number) => isLargeRemoval({ removed, total })
    expect([of(500, 100_000), of(501, 100_000)]).toEqual([false, true])
    expect([of(20, 400), of(21, 400), of(19, 19), of(20, 20)]).toEqual([false, true, false, true])
    expect(of(0, 0)).toBe(false)
  })

  it('[S-236] does nothing before a person allows it; what waits is sent all the same', async () => {
    for (let n = 1; n <= 30; n += 1) await line.runAs(testActor, 'employer.register', argsOf(n))
    await round()
    const emptied = new MemoryLine(createMemoryServer({ incarnation: 'incarnation-2' }))
    await execute(registerEmployer, argsOf(99), {}, runtime)
    expect((await round(emptied)).kind).toBe('recovering')
    const rows = asked.length
    const outcome = await round(emptied)
    const removal = outcome.kind === 'asksRemoval' ? outcome.removal : { removed: 0, total: 0 }
    // All that the server knew, and nothing of the work that waits; rows that come stand against
    // rows that go, so what is told is the least.
    expect(removal.total).toBe(30)
    expect(removal.removed).toBeGreaterThan(20)
    expect(asked.length).toBe(rows + 1)
    expect(await count()).toBe(31)
    // Again and again, until somebody decides.
    expect((await round(emptied)).kind).toBe('asksRemoval')

    // Allowed was less than is asked now: asked once more.
    await putSetting('removalAllowed', removal.removed - 1, store)
    expect((await round(emptied)).kind).toBe('asksRemoval')
    await putSetting('removalAllowed', removal.removed, store)
    expect((await round(emptied)).kind).toBe('synced')
    expect(await count()).toBe(1)
    await forgetAllowance(store)
    expect(await isRemovalAllowed(removal, store)).toBe(false)
    expect((await round(emptied)).kind).toBe('synced')
    expect((await outboxSummary(store)).count).toBe(0)
    expect(emptied.server.rows.all().filter(({ entity }) => entity === 'employer')).toHaveLength(1)
  })

  it('[S-236] asks nothing when a branch is read anew that is still there', async () => {
    for (let n = 1; n <= 30; n += 1) await line.runAs(testActor, 'employer.register', argsOf(n))
    await round()
    line.server.raiseEpoch(`branch:${testBranchId}`)
    expect((await round()).kind).toBe('synced')
    expect(asked).toEqual([])
    expect(await count()).toBe(30)
  })
})
