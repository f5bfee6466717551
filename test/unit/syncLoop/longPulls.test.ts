import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import type { Store } from '../../../renderer/store/database'
import { listEmployers } from '../../../renderer/store/queries/employers'
import { getClientMeta } from '../../../renderer/store/queries/outbox'
import { execute } from '../../../renderer/sync/execute'
import { HttpFailure } from '../../../renderer/sync/httpFailure'
import { PullPace } from '../../../renderer/sync/pullPace'
import { newId } from '../../../renderer/sync/newId'
import { syncOnce } from '../../../renderer/sync/syncOnce'
import type { Transport } from '../../../renderer/sync/transport'
import {
  openTestStore,
  testActor,
  testBranchId,
  testProfile,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'
import { depsOn } from '../../support/memorySync'
import { MemoryLine } from '../../support/memoryTransport'

let line: MemoryLine
let store: Store
let runtime: TestRuntime
/** Requests until the line dies. */
let pagesLeft: number

beforeEach(async () => {
  line = new MemoryLine()
  store = await openTestStore()
  runtime = testRuntime(store)
  pagesLeft = Number.POSITIVE_INFINITY
  line.beforePull = async () => {
    pagesLeft -= 1
    if (pagesLeft < 0) throw new HttpFailure({ kind: 'offline', reason: 'network' })
  }
})

const deps = (inMemory: number) => depsOn(line, runtime, { pullSizes: { page: 3, inMemory } })

const npwp = (n: number) => String(n).padStart(16, '0')
const argsOf = (n: number) => ({
  employerId: newId(),
  profile: testProfile({ legalName: `PT Contoh ${String(n).padStart(2, '0')}`, npwp: npwp(n) }),
  acceptedFindings: [],
})

/** Employers that colleagues register on the server. */
async function others(from: number, to: number): Promise<void> {
  for (let n = from; n <= to; n += 1) await line.runAs(testActor, 'employer.register', argsOf(n))
}

const count = async () => (await listEmployers({ limit: 500 }, store)).rows.length

describe('a long first pull', () => {
  it('[S-220] is written page by page, goes on at the page after a cut, and opens the door at its end', async () => {
    await others(1, 20)
    pagesLeft = 3
    await expect(syncOnce(deps(5))).rejects.toThrow('offline')
    expect(await count()).toBe(9)
    expect((await getClientMeta(store)).catchUp).toEqual({ received: 9, remaining: 11 })

    line.pulls = []
    pagesLeft = Number.POSITIVE_INFINITY
    await syncOnce(deps(5))
    expect(await count()).toBe(20)
    expect(line.pulls).toHaveLength(4)
    expect((await getClientMeta(store)).catchUp).toBeUndefined()
  })

  it('[S-221] refuses new work with a sentence while the branch is half there', async () => {
    await others(1, 20)
    pagesLeft = 3
    await expect(syncOnce(deps(5))).rejects.toThrow('offline')
    const result = await execute(registerEmployer, argsOf(30), {}, runtime)
    expect(result).toMatchObject({
      ok: false,
      violation: { code: 'CATCHING_UP', detail: { remaining: 11 } },
    })
    expect(await store.outbox.count()).toBe(0)
  })

  it('[S-222] keeps work that waited before it began, and carries it out anew at its end', async () => {
    await execute(registerEmployer, argsOf(50), {}, runtime)
    await others(1, 20)
    line.server.raiseEpoch(`branch:${testBranchId}`)
    pagesLeft = 2
    // Not sent: what happens to it must not hide behind an acknowledgement.
    const transport: Transport = {
      push: async () => ({ outcomes: [], stopped: { at: 1, reason: 'RETRY_LATER' } }),
      pull: (request) => line.pull(request),
      requestLease: async () => false,
      claimLeases: async () => undefined,
    }
    await expect(syncOnce({ ...deps(5), transport })).rejects.toThrow('offline')
    expect((await getClientMeta(store)).catchUp).toBeDefined()
    pagesLeft = Number.POSITIVE_INFINITY
    await syncOnce({ ...deps(5), transport })
    expect(await store.shadow.count()).toBe(1)
    expect(await count()).toBe(21)
    await syncOnce(deps(5))
    expect(await store.outbox.count()).toBe(0)
    expect(await store.shadow.count()).toBe(0)
    expect(await count()).toBe(21)
  })
})

describe('a long delta', () => {
  it('[S-223] waits on the disk, is not seen before its end, and goes on after a cut', async () => {
    await others(1, 2)
    await syncOnce(deps(5))
    await others(3, 20)
    pagesLeft = 4
    await expect(syncOnce(deps(5))).rejects.toThrow('offline')
    expect(await count()).toBe(2)
    expect(await store.pullStage.count()).toBe(4)
    await execute(registerEmployer, argsOf(30), {}, runtime)

    line.pulls = []
    pagesLeft = Number.POSITIVE_INFINITY
    await syncOnce(deps(5))
    expect(line.pulls.length).toBeLessThanOrEqual(3)
    expect(await store.pullStage.count()).toBe(0)
    expect(await count()).toBe(21)
  })

  it('[S-223] is thrown away when the position has moved meanwhile', async () => {
    await others(1, 2)
    await syncOnce(deps(5))
    await others(3, 20)
    pagesLeft = 4
    await expect(syncOnce(deps(5))).rejects.toThrow('offline')
    pagesLeft = Number.POSITIVE_INFINITY
    await syncOnce(deps(1_000))
    expect(await count()).toBe(20)
    expect(await store.pullStage.count()).toBe(0)
  })

  it('[S-223] leftovers of an older position do not spoil what is staged after them', async () => {
    await others(1, 2)
    await syncOnce(deps(5))
    await others(3, 20)
    pagesLeft = 5
    await expect(syncOnce(deps(5))).rejects.toThrow('offline')
    expect(await store.pullStage.count()).toBe(5)
    // Somebody else's short pull moves the position; the stage is left as it was.
    const left = await store.pullStage.toArray()
    pagesLeft = Number.POSITIVE_INFINITY
    await syncOnce(deps(1_000))
    await store.pullStage.bulkPut(left)
    await others(21, 40)
    pagesLeft = 3
    await expect(syncOnce(deps(5))).rejects.toThrow('offline')
    expect(await store.pullStage.count()).toBe(3)
    line.pulls = []
    pagesLeft = Number.POSITIVE_INFINITY
    await syncOnce(deps(5))
    expect(line.pulls.length).toBeLessThan(7)
    expect(await count()).toBe(40)
  })
})

describe('a thin line', () => {
  it('[S-234] asks for fewer rows after a page that came too late, and for more when all is well', async () => {
    const pace = new PullPace()
    const asked: number[] = []
    const round = (failure?: HttpFailure) =>
      pace.follow(async ({ page }) => {
        asked.push(page)
        if (failure) throw failure
      })
    const late = new HttpFailure({ kind: 'offline', reason: 'timeout' })
    for (let n = 0; n < 8; n += 1) await expect(round(late)).rejects.toThrow('timeout')
    const gone = new HttpFailure({ kind: 'offline', reason: 'network' })
    await expect(round(gone)).rejects.toThrow('network')
    for (let n = 0; n < 8; n += 1) await round()
    expect(asked).toEqual([
      ...[2_000, 1_000, 500, 250, 125, 62, 50, 50, 50],
      ...[50, 100, 200, 400, 800, 1_600, 2_000, 2_000],
    ])
  })
})

describe('a line that breaks', () => {
  it('[S-234] a page that was cut off halves the next one; a line that is not there does not', async () => {
    const pace = new PullPace()
    const fail = (reason: 'cut' | 'network') =>
      expect(
        pace.follow(() => Promise.reject(new HttpFailure({ kind: 'offline', reason }))),
      ).rejects.toThrow('offline')
    await fail('network')
    expect(pace.sizes()).toMatchObject({ page: 2_000 })
    expect(pace.sizes()).not.toHaveProperty('unkept')
    await fail('cut')
    expect(pace.sizes()).toMatchObject({ page: 1_000, inMemory: 20_000, unkept: 0 })
  })

  it('[S-234] keeps the pages of a short delta, too, and goes on at the page after the cut', async () => {
    await others(1, 2)
    await syncOnce(deps(1_000))
    await others(3, 20)
    const thin = depsOn(line, runtime, { pullSizes: { page: 3, inMemory: 1_000, unkept: 0 } })
    pagesLeft = 4
    await expect(syncOnce(thin)).rejects.toThrow('offline')
    expect(await store.pullStage.count()).toBe(4)
    // Unseen until all of it is there, and the door stays open.
    expect(await count()).toBe(2)
    expect((await getClientMeta(store)).catchUp).toBeUndefined()
    line.pulls = []
    pagesLeft = Number.POSITIVE_INFINITY
    await syncOnce(thin)
    expect(line.pulls.length).toBe(2)
    expect(await count()).toBe(20)
    expect(await store.pullStage.count()).toBe(0)
  })

  it('[S-234] a short first pass is not written page by page for that', async () => {
    await others(1, 8)
    const thin = depsOn(line, runtime, { pullSizes: { page: 3, inMemory: 1_000, unkept: 0 } })
    pagesLeft = 2
    await expect(syncOnce(thin)).rejects.toThrow('offline')
    expect(await store.pullStage.count()).toBe(0)
    expect((await getClientMeta(store)).catchUp).toBeUndefined()
    pagesLeft = Number.POSITIVE_INFINITY
    await syncOnce(thin)
    expect(await count()).toBe(8)
  })
})

describe('the clock', () => {
  it('[S-231] a clock that falls back while there is no line dates nothing before the last contact', async () => {
    await others(1, 1)
    await syncOnce(deps(1_000))
    const lastContact = new Date(line.now).toISOString()
    runtime.time = Date.parse('2020-01-01T00:00:00.000Z')
    await execute(registerEmployer, argsOf(2), {}, runtime)
    const [command] = await store.outbox.toArray()
    expect(command?.occurredAt).toBe(lastContact)
  })

  it('[S-231] work is dated by the server’s clock as last measured, and says how far off the device is', async () => {
    await others(1, 1)
    runtime.time += 3_600_000
    await syncOnce(deps(1_000))
    expect((await getClientMeta(store)).clock).toMatchObject({ offsetMs: 3_600_000 })
    await execute(registerEmployer, argsOf(2), {}, runtime)
    const [command] = await store.outbox.toArray()
    expect(command).toMatchObject({
      occurredAt: new Date(line.now).toISOString(),
      clockOffsetMs: 3_600_000,
    })
    expect(await syncOnce(deps(1_000))).toMatchObject({ sent: 1, refused: [] })
  })
})
