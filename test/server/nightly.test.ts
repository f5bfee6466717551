import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { describeJobs } from '../../server/admin/jobs'
import type { EntityRow } from '#shared/model/entity'
import { findProblems } from '../../server/checks/findProblems'
import { nightlyJobs, runDueJobs } from '../../server/jobs/nightly'
import { TOMBSTONE_DAYS, tombstoneJob } from '../../server/jobs/tombstones'
import { availableEngines } from '../support/database'
import { TestDevice } from '../support/device'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

const DAY_MS = 24 * 60 * 60 * 1000
const CODE = '0190a000-0000-7000-8000-0000000000c1'
const forGood = new AbortController().signal

let server: TestServer
let officer: TestPerson

async function signedIn(at = server): Promise<TestDevice> {
  const device = new TestDevice(at.url)
  await device.signIn(officer)
  return device
}

function register(device: TestDevice, commandId: number) {
  return device.command(commandId, 'employer.register', {
    employerId: crypto.randomUUID(),
    profile: employerProfile({ npwp: undefined }),
    acceptedFindings: [],
  })
}

function idOf(command: ReturnType<typeof register>): string {
  return (command.args as { employerId: string }).employerId
}

async function remove(id: string): Promise<void> {
  const scope = { branches: ['516'], deviceId: 'test', now: server.clock.now }
  await server.database.transaction(scope, async (tx) => {
    await tx.lockPartitions(['branch:516'])
    await tx.flush([{ entity: 'employer', id, row: null }])
  })
}

/** An employer's bill of 100 for two workers. */
function billOfTwo() {
  return {
    id: CODE,
    branchId: '516',
    employerId: CODE,
    segment: 'PU',
    period: '2026-10',
    kind: 'MONTHLY',
    status: 'FINALIZED',
    riskLevel: 1,
    programmes: ['JHT'],
    workerCount: 2,
    wageTotal: 2_000,
    byProgramme: { JHT: { employer: 70, worker: 30, total: 100 } },
    employerTotal: 70,
    workerTotal: 30,
    total: 100,
    nominalDueDate: '2026-11-15',
    effectiveDueDate: '2026-11-16',
    ruleIds: [],
    finalised: { userId: 'u', name: 'U', at: '2026-11-10T02:00:00Z' },
    paidPrincipal: 0,
    finePaid: 0,
  }
}

function purge() {
  return tombstoneJob.run(server.database, server.clock.now, forGood)
}

interface Line {
  readonly level: 'info' | 'error'
  readonly text: unknown
}

function logInto(lines: Line[]) {
  const note = (level: Line['level']) => (_facts: unknown, text?: unknown) => {
    lines.push({ level, text })
  }
  return { info: note('info'), error: note('error') }
}

describe.each(availableEngines())('the nightly jobs on %s', (engine) => {
  beforeEach(async () => {
    server = await startTestServer({ engine })
    officer = await server.addPerson('ar', ['AR', 'PIUTANG'])
  })
  afterEach(() => server.close())

  const night = (lines: Line[] = [], at = server) =>
    runDueJobs({ database: at.database, now: () => server.clock.now, log: logInto(lines) }, forGood)

  it('[O-140] are done once a night by one process, and tell what they found', async () => {
    const device = await signedIn()
    await device.push([register(device, 1)])
    const beside =
      engine === 'postgresql' ? await startTestServer({ engine, beside: server }) : server
    try {
      // Many look at the same moment: each job is done once.
      const done = (
        await Promise.all([night(), night([], beside), night(), night([], beside)])
      ).flat()
      expect(done.map(({ name }) => name).sort()).toEqual([
        'check',
        'refusals',
        'tombstones',
        'uploads',
      ])
      expect(await night()).toEqual([])
      expect(await describeJobs(server.database)).toContain(
        `check, ${new Date(server.clock.now).toISOString()}: well`,
      )
      // 03:00 UTC now; the next night begins at 18:00.
      server.clock.now += 14 * 60 * 60 * 1000
      expect(await night()).toEqual([])
      server.clock.now += 60 * 60 * 1000
      expect(await night()).toHaveLength(nightlyJobs.length)

      await server.database.db.deleteFrom('sync_row').execute()
      server.clock.now += DAY_MS
      const lines: Line[] = []
      expect((await night(lines)).map(({ ok }) => ok)).toEqual([true, true, true, false])
      expect(lines).toContainEqual({
        level: 'error',
        text: 'ALARM: the nightly job found problems',
      })
      expect((await device.get('/health')).body['nightly']).toMatchObject([
        { name: 'check', ok: false, problems: 1 },
        { name: 'refusals', ok: true, problems: 0 },
        { name: 'tombstones', ok: true, problems: 0 },
        { name: 'uploads', ok: true, problems: 0 },
      ])
    } finally {
      if (beside !== server) await beside.close()
    }
  })

  it('[O-141] finds gaps in outcomes, numbers given twice and money that does not add up', async () => {
    const { db } = server.database
    const device = await signedIn()
    await device.push([register(device, 1), register(device, 2), register(device, 3)])
    await device.post('/leases', { kind: 'PAYMENT_CODE', want: 1000 })
    expect(await findProblems(server.database)).toEqual([])

    await db
      .deleteFrom('sync_command')
      .where('client_id', '=', device.clientId)
      .where('command_id', '=', 2)
      .execute()
    expect(await findProblems(server.database)).toEqual([
      `client ${device.clientId} has 2 outcomes, its position is 3`,
    ])
    await db.updateTable('sync_client').set({ last_command_id: 0 }).execute()
    await db.deleteFrom('sync_command').execute()

    // A lease that was moved onto another one, by whatever mistake.
    const leases = await sql<{ id: string; data: { from: number; to: number } }>`
      select id, data from number_lease order by id`.execute(db)
    const [first, second] = leases.rows
    const moved = {
      ...second!.data,
      from: first!.data.from,
      to: first!.data.to,
      next: first!.data.from,
    }
    await sql`update number_lease set data = ${JSON.stringify(moved)}::json
      where id = ${second!.id}`.execute(db)
    const found = await findProblems(server.database)
    expect(found.some((line) => line.endsWith('overlap'))).toBe(true)
    expect(found.some((line) => line.includes('is not registered for its block'))).toBe(true)
    await sql`delete from sync_row where entity = 'numberLease'`.execute(db)
    await sql`delete from number_lease`.execute(db)

    const code = {
      id: CODE,
      branchId: '516',
      code: '151600001235',
      leaseId: CODE,
      employerId: CODE,
      billIds: ['b-1'],
      liveBillIds: ['b-1'],
      parts: [{ billId: 'b-1', principal: 100, fine: 2 }],
      principal: 100,
      fine: 2,
      amount: 103,
      validUntil: '2026-12-01',
      status: 'PAID',
      issued: { userId: 'u', name: 'U', at: '2026-11-10T02:00:00Z' },
    }
    await sql`insert into payment_code (branch_id, id, data)
      values ('516', ${CODE}, ${JSON.stringify(code)}::json)`.execute(db)
    await sql`insert into sync_row (partition, entity, id, seq, deleted)
      values ('branch:516', 'paymentCode', ${CODE}, 1, false)`.execute(db)
    expect(await findProblems(server.database)).toEqual([
      `payment code ${CODE}: its parts are not its amount`,
      `payment code ${CODE} is PAID and has 0 payments`,
      `payment code ${CODE} is PAID and its bills are not told so`,
      'bill b-1 has a living code and is not there',
    ])
  })

  it('[O-141] finds bills that are not their lines, their sums or what was paid for them', async () => {
    const store = async <Row extends EntityRow>(entity: 'bill' | 'billPage', row: Row) => {
      const { branchId } = row
      const scope = { branches: [branchId], deviceId: 'test', now: server.clock.now }
      await server.database.transaction(scope, async (tx) => {
        await tx.lockPartitions([`branch:${branchId}`])
        await tx.flush([{ entity, id: row.id, row }])
      })
    }
    const bill = billOfTwo()
    const putBill = (changes: Partial<typeof bill> = {}) => store('bill', { ...bill, ...changes })
    const putLines = (totals: readonly number[]) =>
      store('billPage', {
        id: `${CODE}#0`,
        branchId: '516',
        billId: CODE,
        page: 0,
        lines: totals.map((total) => ({ total })),
      })

    await putBill()
    expect(await findProblems(server.database)).toEqual([`bill ${CODE} is for 2 lines and has 0`])
    await putLines([60, 40])
    expect(await findProblems(server.database)).toEqual([])
    // Another branch's bill of the same id is another bill, here one without lines.
    await putBill({ branchId: '517', segment: 'BPU' })
    expect(await findProblems(server.database)).toEqual([])
    await putLines([60, 41])
    expect(await findProblems(server.database)).toEqual([
      `bill ${CODE}: its lines are not its total`,
    ])
    await putLines([60, 40])
    await putBill({ employerTotal: 71, paidPrincipal: 100 })
    expect(await findProblems(server.database)).toEqual([
      `bill ${CODE}: the shares of employer and workers are not its total`,
      `bill ${CODE} does not count what its paid codes brought`,
    ])
    await putBill({ total: 101 })
    expect(await findProblems(server.database)).toEqual([
      `bill ${CODE}: its programmes are not its total`,
      `bill ${CODE}: the shares of employer and workers are not its total`,
      `bill ${CODE}: its lines are not its total`,
    ])
  })

  it('[S-205] who slept past forgotten tombstones begins again, whoever saw them goes on', async () => {
    const [sleeper, awake] = [await signedIn(), await signedIn()]
    const commands = [register(sleeper, 1), register(sleeper, 2)]
    for (const command of commands) await sleeper.push([command])
    for (const device of [sleeper, awake]) await device.pull()
    await remove(idOf(commands[0]!))
    const [told] = await awake.pull()
    expect(told!.patch).toMatchObject([{ op: 'remove', id: idOf(commands[0]!) }])

    await purge()
    server.clock.now += TOMBSTONE_DAYS * DAY_MS
    await purge()
    for (const device of [sleeper, awake]) await device.signIn(officer)
    const [again] = await sleeper.pull()
    expect(again!.reset).toEqual(['branch:516'])
    expect(again!.patch).toMatchObject([{ op: 'put', row: { id: idOf(commands[1]!) } }])
    expect(await awake.pull()).toMatchObject([{ reset: [], patch: [] }])
  })

  it('[S-357] tombstones are kept for 90 days, then forgotten; outcomes stay for ever', async () => {
    const { db } = server.database
    const device = await signedIn()
    const commands = [register(device, 1), register(device, 2)]
    for (const command of commands) await device.push([command])
    const tombstones = async () =>
      (await db.selectFrom('sync_row').select('id').where('deleted', '=', true).execute()).length
    const horizon = async () =>
      (await db.selectFrom('sync_partition').select('horizon').executeTakeFirstOrThrow()).horizon

    await remove(idOf(commands[0]!))
    await purge()
    server.clock.now += (TOMBSTONE_DAYS - 1) * DAY_MS
    await purge()
    expect([await tombstones(), await horizon()]).toEqual([1, 0])
    await remove(idOf(commands[1]!))
    server.clock.now += DAY_MS
    expect((await purge()).summary).toBe('1 tombstones of removed rows were forgotten.')
    // The younger one stays, and the horizon is no higher than what is gone.
    expect([await tombstones(), await horizon()]).toEqual([1, 3])
    expect((await purge()).summary).toBe('0 tombstones of removed rows were forgotten.')
    expect(await findProblems(server.database)).toEqual([])
    // However old: the same work again is answered, not done again.
    await device.signIn(officer)
    const again = await device.push(commands)
    expect(again.body.outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted'])
    expect(await tombstones()).toBe(1)
  })
})
