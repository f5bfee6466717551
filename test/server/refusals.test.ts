import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { Refusal } from '#shared/model/refusal'
import { findProblems } from '../../server/checks/findProblems'
import { removeOldRefusals } from '../../server/service/refusals'
import { TestDevice } from '../support/device'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

let server: TestServer
let ar: TestPerson
let kabid: TestPerson
let pad: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  ar = await server.addPerson('ar', ['AR'])
  pad = await server.addPerson('pad', ['PAD'])
  kabid = await server.addPerson('kabid', ['KABID'])
})
afterAll(() => server.close())

let device: TestDevice
let npwp: string
let serial = 0
beforeEach(async () => {
  device = await signedIn(ar)
  serial += 1
  npwp = `0123456782${String(600 + serial)}000`
})

async function signedIn(person: TestPerson): Promise<TestDevice> {
  const made = new TestDevice(server.url)
  await made.signIn(person)
  return made
}

const register = (by: TestDevice, commandId: number) =>
  by.command(commandId, 'employer.register', {
    employerId: crypto.randomUUID(),
    profile: employerProfile({ npwp }),
    acceptedFindings: [],
  })

/** The device's second registration under the same NPWP is refused. */
async function refuseOne(by = device) {
  const refused = register(by, 2)
  await by.push([register(by, 1), refused])
  return refused
}

async function refusalsSeenBy(reader: TestDevice): Promise<Map<string, Refusal>> {
  reader.cursors = {}
  const patches = (await reader.pull()).flatMap(({ patch }) => patch)
  const rows = patches.flatMap((change) =>
    change.op === 'put' && change.entity === 'refusal' ? [change.row as unknown as Refusal] : [],
  )
  return new Map(rows.map((row) => [row.id, row]))
}

describe('refused work is known to the branch', () => {
  it('[S-340] comes with the outcome, once, with what was typed, why and by whom', async () => {
    const refused = await refuseOne()
    await device.push([refused])
    const head = await signedIn(kabid)
    const row = (await refusalsSeenBy(head)).get(refused.uid)
    expect(row).toMatchObject({
      branchId: '516',
      deviceId: device.deviceId,
      command: {
        name: 'employer.register',
        args: refused.args,
        occurredAt: refused.occurredAt,
        actor: { userId: ar.id, name: 'Tester ar' },
      },
      code: 'NPWP_TAKEN',
      state: 'open',
      decisions: [],
      rejectedAt: new Date(server.clock.now).toISOString(),
    })
    const other = await signedIn(await server.addPerson(`o${serial}`, ['KABID'], '517'))
    expect((await refusalsSeenBy(other)).has(refused.uid)).toBe(false)
    expect(await findProblems(server.database)).toEqual([])
  })

  it('[S-340] also work that never reached a handler, by people nobody knows', async () => {
    const strange = device.command(1, 'employer.register', {}, { actorId: 'nobody' })
    const unknown = device.command(2, 'no.such', { text: 'a\u0000' })
    await device.push([strange, unknown])
    const rows = await refusalsSeenBy(device)
    expect(rows.get(strange.uid)).toMatchObject({
      code: 'FORBIDDEN',
      command: { actor: { name: '' } },
    })
    expect(rows.get(unknown.uid)).toMatchObject({
      code: 'UNKNOWN_COMMAND',
      command: { args: { text: 'a\u0000' } },
    })
  })

  it('[S-340] the same work from another device is no second row, and does not open it again', async () => {
    const refused = await refuseOne()
    await settle(device, 3, refused.uid)
    const twin = await signedIn(ar)
    await twin.push([{ ...refused, commandId: 1 }])
    expect((await refusalsSeenBy(device)).get(refused.uid)?.state).toBe('dismissed')
  })
})

const settle = (by: TestDevice, commandId: number, refusalId: string, more = {}) =>
  by.push([
    by.command(commandId, 'refusal.settle', {
      refusalId,
      state: 'dismissed',
      reason: 'sudah ada',
      ...more,
    }),
  ])

describe('[S-341] who decides about refused work', () => {
  it('its author, from any device; then back again', async () => {
    const refused = await refuseOne()
    const elsewhere = await signedIn(ar)
    await settle(elsewhere, 1, refused.uid)
    await settle(elsewhere, 2, refused.uid, { state: 'open', reason: undefined })
    const row = (await refusalsSeenBy(device)).get(refused.uid)
    expect(row?.state).toBe('open')
    expect(row?.decisions.map(({ state, by }) => [state, by.name])).toEqual([
      ['dismissed', 'Tester ar'],
      ['open', 'Tester ar'],
    ])
  })

  it('the head, with a reason or a word to the author; nobody else from elsewhere', async () => {
    const refused = await refuseOne()
    const stranger = await signedIn(pad)
    const no = await settle(stranger, 1, refused.uid)
    expect(no.body.outcomes[0]?.code).toBe('FORBIDDEN')
    const head = await signedIn(kabid)
    await head.push([
      head.command(1, 'refusal.note', { refusalId: refused.uid, text: 'Hubungi dahulu' }),
    ])
    await settle(head, 2, refused.uid)
    const rows = await refusalsSeenBy(device)
    expect(rows.get(refused.uid)).toMatchObject({
      state: 'dismissed',
      note: { text: 'Hubungi dahulu', by: { name: 'Tester kabid' } },
      decisions: [{ state: 'dismissed', reason: 'sudah ada', by: { name: 'Tester kabid' } }],
    })
    // A refused decision makes no refusal of its own.
    expect([...rows.values()].filter(({ command }) => command.name === 'refusal.settle')).toEqual(
      [],
    )
  })

  it('a colleague at the computer on which it was done', async () => {
    const refused = await refuseOne()
    await device.signIn(pad)
    const { body } = await settle(device, 3, refused.uid)
    expect(body.outcomes[0]?.outcome).toBe('accepted')
  })

  it('laying aside wants a reason; a row that is gone has nothing to note', async () => {
    const refused = await refuseOne()
    const no = await settle(device, 3, refused.uid, { reason: ' ' })
    expect(no.body.outcomes[0]?.code).toBe('BAD_ARGUMENTS')
    const gone = await settle(device, 4, crypto.randomUUID())
    expect(gone.body.outcomes[0]?.outcome).toBe('accepted')
  })
})

it('[S-342] decided refusals go after 30 days, open ones never', async () => {
  const [decided, open] = [await refuseOne(), register(device, 3)]
  await device.push([open])
  await settle(device, 4, decided.uid)
  const { database, clock } = server
  const day = 24 * 60 * 60 * 1000
  expect(await removeOldRefusals(database, '516', clock.now + 29 * day)).toBe(0)
  expect((await refusalsSeenBy(device)).has(decided.uid)).toBe(true)
  expect(await removeOldRefusals(database, '516', clock.now + 31 * day)).toBeGreaterThan(0)
  const rows = await refusalsSeenBy(device)
  expect(rows.has(decided.uid)).toBe(false)
  expect(rows.get(open.uid)?.state).toBe('open')
})
