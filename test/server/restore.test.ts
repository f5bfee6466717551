import 'fake-indexeddb/auto'
import { mkdtempSync, renameSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { finaliseBill } from '#shared/commands/bills/finaliseBill'
import { assessEmployer, billedWorkers } from '#shared/commands/bills/assess'
import { quoteCode } from '#shared/commands/codes/quote'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { registerWorker } from '#shared/commands/workers/registerWorker'
import { dueDates } from '#shared/domain/billing/dueDate'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import { Bill, billIdOf } from '#shared/model/bill'
import { Membership } from '#shared/model/membership'
import { Employer } from '#shared/model/employer'
import { rateTables } from '#shared/reference/tables'
import { parseAdminTask } from '../../server/admin/arguments'
import { runAdminTask } from '../../server/admin/run'
import { noteRestore } from '../../server/admin/restored'
import { findProblems } from '../../server/checks/findProblems'
import type { LeaseAnswer } from '../../server/service/leases'
import { openDatabase } from '../../server/storage/database'
import {
  assertRestoreFinished,
  noteRestoreFinished,
  restoreDataDir,
} from '../../server/storage/dataDirBackup'
import { execute } from '../../renderer/sync/execute'
import { issueCodeWithLease } from '../../renderer/sync/issueCodeWithLease'
import { decodeRow } from '../../renderer/store/queries/rows'
import { availableEngines, openTestDatabase, type TestDatabase } from '../support/database'
import { TestDevice } from '../support/device'
import { HttpDevice } from '../support/httpDevice'
import { startPostgres } from '../support/postgres'
import { employerProfile, workerEntry } from '../support/samples'
import { MORNING, startTestServer, type TestPerson, type TestServer } from '../support/server'

const HOUR_MS = 60 * 60 * 1000
const PERIOD = '2026-09'

/** One central server through backups and restores, with the real tools of its engine. */
interface Stage {
  open(): Promise<TestDatabase>
  backUp(database: TestDatabase): Promise<void>
  /** The database as of the backup in place of the present one, which is closed. */
  restore(): Promise<void>
  clear(): void
}

function embedded(): Stage {
  const folder = mkdtempSync(path.join(tmpdir(), 'loket-restore-'))
  const dataDir = path.join(folder, 'data')
  const file = path.join(folder, 'loket.backup')
  return {
    open: async () => {
      const database = await openDatabase({ dataDir })
      return { database, schema: 'public', close: () => database.close() }
    },
    backUp: async ({ database }) => {
      const task = parseAdminTask(['backup', '--file', file])
      expect(await runAdminTask(database, task, MORNING, async () => '')).toContain(file)
    },
    restore: async () => {
      // Never over a database that is there.
      await expect(restoreDataDir(dataDir, file)).rejects.toThrow('Move it away first')
      renameSync(path.join(dataDir, 'database'), path.join(folder, `old-${crypto.randomUUID()}`))
      await restoreDataDir(dataDir, file)
      // Cut here, under its old identity: nobody may use it, and the restore can be begun again.
      expect(() => assertRestoreFinished(dataDir)).toThrow('Run "restore" again')
      await restoreDataDir(dataDir, file)
      await noteRestoreFinished(dataDir)
      assertRestoreFinished(dataDir)
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}

function onPostgres(): Stage {
  const folder = mkdtempSync(path.join(tmpdir(), 'loket-restore-'))
  const file = path.join(folder, 'loket.dump')
  const schema = `restore_${crypto.randomUUID().replaceAll('-', '')}`
  let isMade = false
  return {
    open: async () => {
      if (!isMade) await (await startPostgres()).query(`create schema ${schema}`)
      isMade = true
      return openTestDatabase('postgresql', { schema })
    },
    backUp: async () => (await startPostgres()).dump(schema, file),
    restore: async () => {
      const postgres = await startPostgres()
      await postgres.query(`drop schema if exists ${schema} cascade`)
      await postgres.restore(file)
    },
    clear: () => rmSync(folder, { recursive: true, force: true }),
  }
}

describe.each(availableEngines())('a restore from backup on %s', (engine) => {
  let stage: Stage
  let over: TestDatabase
  let server: TestServer
  let officer: TestPerson
  let now: number

  beforeEach(async () => {
    stage = engine === 'pglite' ? embedded() : onPostgres()
    now = MORNING
    await start()
    officer = await server.addPerson('petugas', ['PAD', 'PIUTANG', 'KABID'])
  })
  afterEach(async () => {
    await server.close()
    stage.clear()
  })

  async function start(): Promise<void> {
    over = await stage.open()
    server = await startTestServer({ engine, over, now })
  }

  /** The clock of everybody. */
  function pass(ms: number): void {
    now += ms
    server.clock.now = now
  }

  async function restore(): Promise<string> {
    await server.close()
    await stage.restore()
    const opened = await stage.open()
    const said = await noteRestore(opened.database, now)
    await opened.database.close()
    await start()
    return said
  }

  async function signedIn(): Promise<TestDevice> {
    const device = new TestDevice(server.url)
    await device.signIn(officer)
    return device
  }

  const ask = (device: TestDevice, want = 250) =>
    device.post<LeaseAnswer>('/leases', { kind: 'PAYMENT_CODE', want })
  const blocksOf = ({ leases }: LeaseAnswer) => leases.map(({ from }) => from)

  it('[S-361] never leases a number again that went out after the backup, whoever asks', async () => {
    const known = await signedIn()
    const before = blocksOf((await ask(known)).body)
    await stage.backUp(over)
    pass(HOUR_MS)
    const lost = blocksOf((await ask(await signedIn(), 2000)).body)
    expect(lost).toHaveLength(4)
    pass(HOUR_MS)
    expect(await restore()).toMatch(/number blocks are set aside/)

    // Numbers come back slowly at first: so a second restore of this very backup is safe as well.
    const first = await signedIn()
    const hasty = await ask(first)
    expect([hasty.status, hasty.body]).toMatchObject([503, { error: 'RETRY_LATER' }])
    const wait = Number(hasty.headers.get('retry-after'))
    expect(wait).toBeGreaterThan(0)
    pass(wait * 1000)
    const between = blocksOf((await ask(first)).body)
    expect(between).toHaveLength(1)

    pass(HOUR_MS)
    await restore()
    pass(HOUR_MS)
    const after = blocksOf((await ask(await signedIn(), 2000)).body)
    expect(after).toHaveLength(4)
    const all = [...before, ...lost, ...between, ...after]
    expect(new Set(all).size).toBe(all.length)
    expect(await findProblems(server.database)).toEqual([])
  })

  it('[S-362] gives a device back what it held, and nobody else’s numbers', async () => {
    // Some sign of life, or else the backup may be as old as the hills and every number is lost.
    const holder = await signedIn()
    await stage.backUp(over)
    const [lease] = (await ask(holder)).body.leases
    pass(HOUR_MS)
    await restore()
    holder.url = server.url
    await holder.signIn(officer)
    const claim = (device: TestDevice, more: object = {}) =>
      device.post('/leases/claim', {
        leases: [{ id: lease!.id, kind: lease!.kind, from: lease!.from, to: lease!.to, ...more }],
      })
    const { id } = lease!
    // What the pace cannot have given out, and what is no whole block, belongs to nobody.
    const other = await signedIn()
    await claim(other, { from: 1, to: 2 })
    const free = await freeBlock()
    expect((await claim(other, { from: free, to: free + 499 })).body).toEqual({
      known: [],
      refused: [id],
    })
    expect((await claim(other, { to: lease!.to - 1 })).body).toEqual({ known: [], refused: [id] })
    expect((await claim(holder)).body).toEqual({ known: [id], refused: [] })
    expect((await claim(holder)).body).toEqual({ known: [id], refused: [] })
    expect((await claim(other)).body).toEqual({ known: [], refused: [id] })
    expect((await ask(holder)).body).toMatchObject({ granted: false, lease: { id } })
    expect(await findProblems(server.database)).toEqual([])
  })

  async function freeBlock(): Promise<number> {
    const rows = await server.database.db.selectFrom('number_lease_block').select('block').execute()
    const taken = new Set(rows.map(({ block }) => block))
    for (let block = 0; ; block++) if (!taken.has(block)) return block * 500
  }

  it('[S-363] what devices still hold is in force again exactly once, codes on paper included', async () => {
    const holder = await HttpDevice.open(server.url, officer, () => now)
    const other = await HttpDevice.open(server.url, officer, () => now)
    const employerId = crypto.randomUUID()
    await must(
      execute(
        registerEmployer,
        { employerId, profile: employerProfile(), acceptedFindings: [] },
        {},
        holder.runtime,
      ),
    )
    await holder.sync()
    await other.sync()
    await stage.backUp(over)

    pass(HOUR_MS)
    // Accepted after the backup: a new block, a worker, a bill, a code that stands on paper.
    await must(execute(registerWorker, { employerId, entry: workerEntry(1) }, {}, holder.runtime))
    await bill(holder, employerId)
    const { codeId } = await issue(holder, employerId)
    await holder.sync()
    await other.sync()
    expect(await codeOf(holder, codeId)).toMatchObject({ status: 'ACTIVE' })
    const paper = (await codeOf(holder, codeId)).code
    // And something that waits when the server goes.
    await must(execute(registerWorker, { employerId, entry: workerEntry(2) }, {}, holder.runtime))

    pass(HOUR_MS)
    await restore()
    for (const device of [holder, other]) device.door.url = server.url
    // The other one is first: it must not get the numbers, and knows nothing of the bill yet.
    pass(10 * 60 * 1000)
    await other.sync()
    expect(await other.store.rows('bill').count()).toBe(0)
    const outcomes = await holder.sync()
    expect(outcomes.map(({ kind }) => kind)).toContain('recovering')
    expect(await holder.store.outbox.count()).toBe(0)
    expect(await holder.store.rejections.count()).toBe(0)
    await other.sync()

    for (const device of [holder, other]) {
      expect(await device.store.rows('membership').count()).toBe(2)
      expect(await codeOf(device, codeId)).toMatchObject({ status: 'ACTIVE', code: paper })
    }
    const uids = await server.database.db.selectFrom('sync_command').select('uid').execute()
    expect(new Set(uids.map(({ uid }) => uid)).size).toBe(uids.length)
    // N3: the bill has its living code; a second one is refused.
    const second = await issueCodeWithLease(
      await codeArgs(other, employerId),
      { reachable: true },
      other.runtime,
    )
    expect(second).toMatchObject({ ok: false, violation: { code: 'HAS_LIVE_CODE' } })
    expect(await findProblems(server.database)).toEqual([])
    const serials = async (device: HttpDevice) =>
      (
        await device.store
          .rows('numberLease')
          .where('deviceId')
          .equals(device.door.deviceId)
          .toArray()
      ).map((row) => decodeRow<'numberLease'>(row).from)
    const all = [...(await serials(holder)), ...(await serials(other))]
    expect(new Set(all).size).toBe(all.length)
  })

  it('[S-364] the same backup restored twice does not take one history for the other', async () => {
    const device = await signedIn()
    await device.push([register(device, 1)])
    await stage.backUp(over)
    pass(HOUR_MS)
    await restore()
    const reader = await signedIn()
    const writer = await signedIn()
    await writer.push([register(writer, 1)])
    await reader.pull()
    pass(HOUR_MS)
    await restore()
    const again = await signedIn()
    // The second history reaches the very same position with other rows.
    await again.push([register(again, 1)])
    reader.url = server.url
    await reader.signIn(officer)
    reader.incarnation = undefined
    const [page] = await reader.pull()
    expect(page!.reset).toEqual(['branch:516'])
    // A branch that the backup did not know begins a history of its own, too.
    const elsewhere = await server.addPerson('jauh', ['AR'], '517')
    const far = new TestDevice(server.url)
    await far.signIn(elsewhere)
    await far.push([register(far, 1)])
    await far.pull()
    expect(far.cursors['branch:517']!.epoch).toBe(now)
  })

  it('[O-145] refuses to reckon with a clock that is behind the backup', async () => {
    await signedIn()
    await expect(noteRestore(server.database, now - HOUR_MS)).rejects.toThrow(
      'The clock of this machine',
    )
  })
})

function register(device: TestDevice, commandId: number) {
  return device.command(commandId, 'employer.register', {
    employerId: crypto.randomUUID(),
    profile: employerProfile({ npwp: undefined }),
    acceptedFindings: [],
  })
}

async function must<T extends { readonly ok: boolean }>(work: Promise<T>): Promise<T> {
  const result = await work
  if (!result.ok) throw new Error(JSON.stringify(result))
  return result
}

async function bill(device: HttpDevice, employerId: string): Promise<void> {
  const { store, runtime } = device
  const employer = Employer.parse(decodeRow((await store.rows('employer').get(employerId))!))
  const rows = await store.rows('membership').toArray()
  const workers = billedWorkers(
    rows.map((row) => Membership.parse(decodeRow(row))),
    PERIOD,
  )
  const { effectiveDueDate } = dueDates(rateTables, { segment: 'PU', period: PERIOD })
  const { total } = assessEmployer(rateTables, employer, workers, PERIOD)
  const expected = { workerCount: workers.length, total, effectiveDueDate }
  await must(execute(finaliseBill, { employerId, period: PERIOD, expected }, {}, runtime))
}

async function codeArgs(device: HttpDevice, employerId: string) {
  const id = billIdOf(employerId, PERIOD)
  const row = Bill.parse(decodeRow((await device.store.rows('bill').get(id))!))
  const today = localDateOfInstant(new Date(device.runtime.now()).toISOString())
  const { principal, fine, amount, validUntil } = quoteCode(rateTables, [row], today)
  const expected = { principal, fine, amount, validUntil }
  return { employerId, segment: 'PU' as const, billIds: [id], expected }
}

async function issue(device: HttpDevice, employerId: string) {
  return must(
    issueCodeWithLease(await codeArgs(device, employerId), { reachable: true }, device.runtime),
  )
}

async function codeOf(device: HttpDevice, id: string) {
  return decodeRow<'paymentCode'>((await device.store.rows('paymentCode').get(id))!)
}
