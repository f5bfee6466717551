import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { importWorkers } from '#shared/commands/workers/importWorkers'
import type { Actor } from '#shared/commands/definition'
import type { Store } from '../../../renderer/store/database'
import { isFailedWrite } from '../../../renderer/store/failedWrites'
import { listOpenRejections } from '../../../renderer/store/queries/decisions'
import { listEmployers, findEmployer } from '../../../renderer/store/queries/employers'
import { findActivity, getClientMeta, outboxSummary } from '../../../renderer/store/queries/outbox'
import { serialStock } from '../../../renderer/store/serials'
import { execute } from '../../../renderer/sync/execute'
import { HttpFailure } from '../../../renderer/sync/httpFailure'
import type { LoopState } from '../../../renderer/sync/loopState'
import { newId } from '../../../renderer/sync/newId'
import { syncOnce } from '../../../renderer/sync/syncOnce'
import type { SyncDeps } from '../../../renderer/sync/syncDeps'
import type { Transport } from '../../../renderer/sync/transport'
import { toWireCommand } from '../../../renderer/store/wireCommand'
import {
  openTestStore,
  testActor,
  testDeviceId,
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
let states: LoopState[]

beforeEach(async () => {
  line = new MemoryLine()
  store = await openTestStore()
  runtime = testRuntime(store)
  states = []
})

const deps = (changes: Partial<SyncDeps> = {}) =>
  depsOn(line, runtime, { report: (state) => states.push(state), ...changes })

const register = async (legalName: string, npwp: string, on: TestRuntime = runtime) => {
  const employerId = newId()
  const args = { employerId, profile: testProfile({ legalName, npwp }), acceptedFindings: [] }
  const result = await execute(registerEmployer, args, {}, on)
  if (!result.ok) throw result.violation
  return employerId
}

const npwp = (n: number) => String(n).padStart(16, '0')

describe('one round of the sync', () => {
  it('[S-40] sends work, fetches outcomes, empties the outbox and keeps the work in the archive', async () => {
    const id = await register('PT Satu', npwp(1))
    const outcome = await syncOnce(deps())
    expect(outcome).toMatchObject({ kind: 'synced', sent: 1, refused: [], again: false })
    expect((await outboxSummary(store)).count).toBe(0)
    expect(await store.shadow.count()).toBe(0)
    expect((await store.archive.toArray()).map(({ name }) => name)).toEqual(['employer.register'])
    expect(await findEmployer(id, store)).toMatchObject({ legalName: 'PT Satu' })
    expect(await line.server.rows.get('employer', id)).toMatchObject({ legalName: 'PT Satu' })
  })

  it('[S-40] a second round sends nothing', async () => {
    await register('PT Satu', npwp(1))
    await syncOnce(deps())
    line.pushes = []
    expect(await syncOnce(deps())).toMatchObject({ sent: 0 })
    expect(line.pushes).toEqual([])
  })

  it('[S-41] a lost answer changes nothing and the repeat has no second effect', async () => {
    await register('PT Satu', npwp(1))
    line.loseAnswers = true
    await expect(syncOnce(deps())).rejects.toMatchObject({ failure: { kind: 'offline' } })
    expect((await outboxSummary(store)).count).toBe(1)
    line.loseAnswers = false
    await syncOnce(deps())
    expect((await outboxSummary(store)).count).toBe(0)
    const { clientId } = await getClientMeta(store)
    expect(line.server.commandsOf(clientId)).toHaveLength(1)
    expect(line.server.rows.all().filter(({ entity }) => entity === 'employer')).toHaveLength(1)
  })

  it('[S-42] two officers offline take the same NPWP: one wins, the other decides, nothing is lost', async () => {
    const other = testRuntime(await openTestStore())
    await register('PT Menang', npwp(7))
    await register('PT Kalah', npwp(7), other)

    await syncOnce(deps())
    expect(await syncOnce(deps({ store: other.store }))).toMatchObject({
      sent: 1,
      refused: [{ code: 'NPWP_TAKEN' }],
    })
    const [rejection] = await listOpenRejections(10, other.store)
    expect(rejection).toMatchObject({
      code: 'NPWP_TAKEN',
      state: 'open',
      command: { args: { profile: { legalName: 'PT Kalah' } } },
    })
    const { rows } = await listEmployers({}, other.store)
    expect(rows.map(({ legalName }) => legalName)).toEqual(['PT Menang'])
    expect((await outboxSummary(other.store)).count).toBe(0)
  })

  it('[S-43] resubmitting refused work settles the refusal in the same step', async () => {
    const other = testRuntime(await openTestStore())
    await register('PT Menang', npwp(7))
    await register('PT Kalah', npwp(7), other)
    await syncOnce(deps())
    await syncOnce(deps({ store: other.store }))
    const [rejection] = await listOpenRejections(10, other.store)
    const result = await execute(
      registerEmployer,
      {
        employerId: newId(),
        profile: testProfile({ legalName: 'PT Kalah', npwp: npwp(8) }),
        acceptedFindings: [],
      },
      { replaces: rejection!.uid },
      other,
    )
    expect(result.ok).toBe(true)
    expect(await listOpenRejections(10, other.store)).toEqual([])
    expect(await other.store.rejections.get(rejection!.uid)).toMatchObject({ state: 'resubmitted' })
  })

  it('[S-44] sends in batches of at most 100 commands and 256 KB, in order', async () => {
    const employerId = await register('PT Banyak', npwp(1))
    // Each about 12 KB, so that size is the limit before number.
    for (let part = 0; part < 30; part += 1) {
      const entries = Array.from({ length: 25 }, (_, n) => {
        const serial = part * 25 + n
        return {
          rowNumber: serial + 1,
          participantId: newId(),
          membershipId: newId(),
          acceptedFindings: [],
          person: {
            nik: `3516990101${String(900_000 + serial)}`,
            fullName: `Pekerja Contoh ${serial}`,
            birthPlace: 'Contoh',
            birthDate: '1990-01-01',
            sex: 'M' as const,
            married: false,
            motherName: 'Ibu Contoh',
            nationality: 'WNI' as const,
            address: 'Jalan Contoh 1',
          },
          terms: {
            employmentStatus: 'PKWTT' as const,
            startDate: '2026-01-05',
            wage: 5_000_000,
          },
        }
      })
      const args = { employerId, importId: newId(), fileName: 'contoh.xlsx', entries }
      const result = await execute(importWorkers, args, {}, runtime)
      if (!result.ok) throw result.violation
    }
    for (let n = 2; n <= 150; n += 1) await register(`PT ${n}`, npwp(n))

    await syncOnce(deps())
    const ids = line.pushes.flatMap(({ commands }) => commands.map(({ commandId }) => commandId))
    expect(ids).toEqual(Array.from({ length: 180 }, (_, n) => n + 1))
    for (const request of line.pushes) {
      expect(request.commands.length).toBeLessThanOrEqual(100)
      expect(JSON.stringify(request).length).toBeLessThanOrEqual(256 * 1024)
    }
    expect(line.pushes.length).toBeGreaterThan(2)
    expect(await findEmployer(employerId, store)).toMatchObject({ workerCount: 750 })
    expect((await outboxSummary(store)).count).toBe(0)
  })

  it('[S-45] throws pages away when another window was faster, and loses nothing', async () => {
    await register('PT Satu', npwp(1))
    line.beforePull = async () => {
      line.beforePull = async () => undefined
      await syncOnce(deps())
    }
    expect(await syncOnce(deps())).toEqual({ kind: 'stale' })
    expect(await syncOnce(deps())).toMatchObject({ kind: 'synced' })
    expect((await outboxSummary(store)).count).toBe(0)
    expect((await listEmployers({}, store)).rows).toHaveLength(1)
  })

  it('[S-46] work done while the network is slow survives the pull', async () => {
    await syncOnce(deps())
    await register('PT Satu', npwp(1))
    line.beforePull = async () => {
      line.beforePull = async () => undefined
      await register('PT Sementara', npwp(2))
    }
    await syncOnce(deps())
    expect((await outboxSummary(store)).count).toBe(1)
    const { rows } = await listEmployers({}, store)
    expect(rows.map(({ legalName }) => legalName)).toEqual(['PT Satu', 'PT Sementara'])
    await syncOnce(deps())
    expect((await outboxSummary(store)).count).toBe(0)
  })

  it('[S-47] an empty pull only notes the time', async () => {
    await syncOnce(deps())
    await register('PT Satu', npwp(1))
    await syncOnce(deps())
    runtime.time += 60_000
    await syncOnce(deps())
    expect((await getClientMeta(store)).pulledAt).toBe('2026-07-10T02:01:00.000Z')
  })

  it('[S-48] a server that has lost everything gets it back from the archive, once and in order', async () => {
    await register('PT Satu', npwp(1))
    await syncOnce(deps())
    await register('PT Dua', npwp(2))
    const { clientId } = await getClientMeta(store)

    const restored = new MemoryLine(createMemoryServer({ incarnation: 'incarnation-2' }))
    expect(await syncOnce(deps({ transport: restored }))).toEqual({
      kind: 'recovering',
      reason: 'INCARNATION_CHANGED',
    })
    expect((await listEmployers({}, store)).rows).toHaveLength(2)
    expect(await syncOnce(deps({ transport: restored }))).toMatchObject({
      kind: 'synced',
      sent: 0,
      again: true,
      recovered: { reason: 'INCARNATION_CHANGED', pending: 2 },
    })
    expect((await listEmployers({}, store)).rows).toHaveLength(2)
    expect(await syncOnce(deps({ transport: restored }))).toMatchObject({ sent: 2, refused: [] })

    const meta = await getClientMeta(store)
    expect(meta.clientId).not.toBe(clientId)
    expect((await outboxSummary(store)).count).toBe(0)
    const names = restored.server.commandsOf(meta.clientId).map(({ command }) => command.args)
    expect(names).toMatchObject([
      { profile: { legalName: 'PT Satu' } },
      { profile: { legalName: 'PT Dua' } },
    ])
    expect(await store.archive.count()).toBe(2)
  })

  it('[S-51] work goes on while the histories are brought together', async () => {
    await register('PT Satu', npwp(1))
    await syncOnce(deps())
    const restored = new MemoryLine(createMemoryServer({ incarnation: 'incarnation-2' }))
    await syncOnce(deps({ transport: restored }))
    restored.beforePull = async () => {
      restored.beforePull = async () => undefined
      await register('PT Sementara', npwp(2))
    }
    await syncOnce(deps({ transport: restored }))
    await syncOnce(deps({ transport: restored }))
    expect((await outboxSummary(store)).count).toBe(0)
    expect(restored.server.rows.all().filter(({ entity }) => entity === 'employer')).toHaveLength(2)
  })

  it('[S-218] work that reached the server by another way is not seen twice, and is sent all the same', async () => {
    await syncOnce(deps())
    const id = await register('PT Satu', npwp(1))
    const [waiting] = await store.outbox.toArray()
    await line.push({
      protocol: 2,
      clientId: '0190a000-0000-7000-9000-00000000aaaa',
      commands: [toWireCommand({ ...waiting!, id: 1 })],
    })
    const slow: Transport = {
      push: async () => ({ outcomes: [], stopped: { at: 1, reason: 'RETRY_LATER' } }),
      pull: (request) => line.pull(request),
      requestLease: async () => false,
      claimLeases: async () => undefined,
    }
    await syncOnce(deps({ transport: slow }))
    expect(await store.outbox.toArray()).toMatchObject([{ known: true }])
    expect((await store.outbox.toArray())[0]).not.toHaveProperty('predicted')
    expect(await findEmployer(id, store)).toMatchObject({ legalName: 'PT Satu' })
    expect(await syncOnce(deps())).toMatchObject({ sent: 1, refused: [] })
    expect(await store.outbox.count()).toBe(0)
    expect(line.server.rows.all().filter(({ entity }) => entity === 'employer')).toHaveLength(1)
  })

  it('[S-49] notes a push before it is sent, so that the screen cannot be too early with good news', async () => {
    await syncOnce(deps())
    await register('PT Satu', npwp(1))
    line.offline = true
    await expect(syncOnce(deps())).rejects.toThrow('offline')
    expect((await findActivity(store)).lastPushAt).toBe('2026-07-10T02:00:00.000Z')
  })

  it('[H-37] sends what waits while the disk takes nothing, and keeps saying that it waits', async () => {
    await syncOnce(deps())
    const id = await register('PT Satu', npwp(1))
    const full = new DOMException('no room', 'QuotaExceededError')
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw full
    })
    const failed = await syncOnce(deps()).catch((error: unknown) => error)
    put.mockRestore()
    expect(isFailedWrite(failed)).toBe(true)
    expect(await line.server.rows.get('employer', id)).toMatchObject({ legalName: 'PT Satu' })
    expect((await outboxSummary(store)).count).toBe(1)
    await syncOnce(deps())
    expect((await outboxSummary(store)).count).toBe(0)
    expect(line.server.rows.all().filter(({ entity }) => entity === 'employer')).toHaveLength(1)
  })

  it('[C-20] keeps numbers in stock for those who issue codes, and asks nobody else', async () => {
    expect(await syncOnce(deps())).toMatchObject({ again: false })
    expect(line.leasesAsked).toEqual([])
    expect(await syncOnce(deps({ needsSerials: true }))).toMatchObject({ again: true })
    expect(line.leasesAsked).toEqual([250])
    expect(await syncOnce(deps({ needsSerials: true }))).toMatchObject({ again: false })
    expect(await serialStock(testDeviceId, store)).toEqual({ left: 500, burnt: 0 })
  })

  it('[C-20] a block that cannot be had costs no more than the block: the pull before it stands', async () => {
    vi.spyOn(console, 'error').mockImplementation(() => undefined)
    await register('PT Satu', npwp(1))
    const body = { error: 'NO_NUMBERS_LEFT', message: 'none' }
    for (const failure of [
      { kind: 'refused', status: 409, body },
      { kind: 'offline', reason: 'network' },
    ] as const) {
      line.requestLease = async () => {
        throw new HttpFailure(failure)
      }
      expect(await syncOnce(deps({ needsSerials: true }))).toMatchObject({
        kind: 'synced',
        again: false,
      })
    }
    expect((await store.archive.toArray()).map(({ name }) => name)).toEqual(['employer.register'])
    line.requestLease = async () => {
      throw new Error('bug')
    }
    await expect(syncOnce(deps({ needsSerials: true }))).rejects.toThrow('bug')
  })

  it('[S-362] more number blocks than one request takes are claimed in pieces', async () => {
    const held = Array.from({ length: 230 }, (_, n) => ({
      ...{ id: newId(), kind: 'PAYMENT_CODE' as const },
      ...{ from: n * 500 + 1, to: n * 500 + 500 },
    }))
    await store.meta.put({ key: 'heldLeases', value: held })
    const pieces: number[] = []
    line.claimLeases = async (leases) => {
      pieces.push(leases.length)
      if (pieces.length === 2) throw new HttpFailure({ kind: 'offline', reason: 'network' })
      line.claimed.push(...leases)
    }
    await expect(syncOnce(deps())).rejects.toThrow('offline')
    await syncOnce(deps())
    expect(pieces).toEqual([100, 100, 100, 100, 30])
    expect(new Set(line.claimed.map(({ id }) => id))).toEqual(new Set(held.map(({ id }) => id)))
    await syncOnce(deps())
    expect(pieces).toHaveLength(5)
  })

  it('[S-50] shows how far a long pull is', async () => {
    const officer: Actor = testActor
    for (let n = 1; n <= 3; n += 1) {
      const args = {
        employerId: newId(),
        profile: testProfile({ legalName: `PT ${n}`, npwp: npwp(n) }),
        acceptedFindings: [],
      }
      await line.runAs(officer, 'employer.register', args)
    }
    await syncOnce(deps())
    expect(states.find(({ kind }) => kind === 'pulling')).toEqual({
      kind: 'pulling',
      received: 3,
      remaining: 0,
    })
  })
})
