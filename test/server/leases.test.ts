import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { NumberLease } from '#shared/model/numberLease'
import { BLOCK_COUNT, BLOCK_SIZE, type LeaseAnswer } from '../../server/service/leases'
import { TestDevice } from '../support/device'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

let server: TestServer
let officer: TestPerson

beforeEach(async () => {
  server = await startTestServer()
  officer = await server.addPerson('piutang', ['PIUTANG'])
})
afterEach(() => server.close())

async function newDevice(person = officer): Promise<TestDevice> {
  const device = new TestDevice(server.url)
  await device.signIn(person)
  return device
}

const lease = (device: TestDevice, want?: number) =>
  device.post<LeaseAnswer>('/leases', { kind: 'PAYMENT_CODE', ...(want && { want }) })

describe('POST /leases', () => {
  it('[C-101] gives a block of 500 numbers to this device, which it then also pulls', async () => {
    const device = await newDevice()
    const { status, body } = await lease(device)
    expect(status).toBe(200)
    expect(body).toMatchObject({
      granted: true,
      lease: { kind: 'PAYMENT_CODE', deviceId: device.deviceId, branchId: '516' },
    })
    expect(body.lease.to - body.lease.from + 1).toBe(BLOCK_SIZE)
    expect(body.lease.from % BLOCK_SIZE).toBe(0)
    expect(body.lease.next).toBe(body.lease.from)
    const [page] = await device.pull()
    expect(page!.patch).toEqual([{ op: 'put', entity: 'numberLease', row: body.lease }])
  })

  it('[C-102] answers with the present block while half of it is left, then gives another', async () => {
    const device = await newDevice()
    const first = (await lease(device)).body.lease
    expect((await lease(device)).body).toMatchObject({ granted: false, lease: { id: first.id } })
    await use(first, 250)
    expect((await lease(device)).body).toMatchObject({ granted: false })
    await use(first, 251)
    const { body } = await lease(device)
    expect(body.granted).toBe(true)
    expect(body.leases.map(({ id }) => id)).toEqual([first.id, body.lease.id])
    await use(first, 500)
    expect((await lease(device)).body.leases.map(({ id }) => id)).toEqual([body.lease.id])
  })

  it('[C-103] gives as many blocks as the device says it wants, within limits', async () => {
    const device = await newDevice()
    const { body } = await lease(device, 1200)
    expect(body.leases).toHaveLength(3)
    expect((await lease(device, 2001)).status).toBe(400)
    expect((await device.post('/leases', { kind: 'LETTER_NUMBER' })).status).toBe(400)
  })

  it('[C-104] blocks never overlap, however many devices ask at once', async () => {
    // Signed in one after the other: so many tries with one name at once would count as guessing.
    const devices: TestDevice[] = []
    for (let i = 0; i < 6; i++) devices.push(await newDevice())
    const answers = await Promise.all(devices.map((device) => lease(device, 1000)))
    const starts = answers.flatMap(({ body }) => body.leases.map(({ from }) => from))
    expect(starts).toHaveLength(12)
    expect(new Set(starts).size).toBe(12)
  })

  it('[C-105] a block is never handed out again, even when its lease is forgotten', async () => {
    const device = await newDevice()
    const { body } = await lease(device)
    const { db } = server.database
    // Leave exactly one block free beside the given one.
    const given = body.lease.from / BLOCK_SIZE
    const others = Array.from({ length: BLOCK_COUNT }, (_, block) => block)
      .filter((block) => block !== given)
      .slice(1)
    for (let start = 0; start < others.length; start += 5000) {
      await db
        .insertInto('number_lease_block')
        .values(
          others.slice(start, start + 5000).map((block) => ({
            branch_id: '516',
            kind: 'PAYMENT_CODE',
            block,
            lease_id: 'x',
            device_id: 'x',
            leased_at: 0,
          })),
        )
        .execute()
    }
    const last = await lease(await newDevice())
    expect(last.body.granted).toBe(true)
    expect(last.body.lease.from).not.toBe(body.lease.from)
    const none = await lease(await newDevice())
    expect([none.status, none.body]).toMatchObject([409, { error: 'NO_NUMBERS_LEFT' }])
  })

  it('[C-106] branches have number spaces of their own, and the journal says who got what', async () => {
    await lease(await newDevice())
    await lease(await newDevice(await server.addPerson('other', ['PIUTANG'], '517')))
    const rows = await server.database.db
      .selectFrom('sync_command')
      .select(['client_id', 'command_id', 'name', 'actor_id', 'branch_id', 'outcome'])
      .orderBy('client_id')
      .execute()
    expect(rows).toMatchObject([
      { client_id: 'system:516', command_id: 1, name: 'numberLease.grant', actor_id: 'system' },
      { client_id: 'system:517', command_id: 1, branch_id: '517', outcome: 'accepted' },
    ])
  })
})

/** As if the device's accepted codes had used the first `count` numbers. */
async function use(given: NumberLease, count: number): Promise<void> {
  const row = { ...given, next: given.from + count }
  const scope = { branches: ['516'], deviceId: 'test', now: server.clock.now }
  await server.database.transaction(scope, async (tx) => {
    await tx.lockPartitions(['branch:516'])
    await tx.flush([{ entity: 'numberLease', id: row.id, row }])
  })
}
