import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineCommand, toAnyCommand, type Registry } from '#shared/commands/definition'
import { registry } from '#shared/commands/registry'
import { PROTOCOL_VERSION } from '#shared/protocol/version'
import { assertWholeIndex } from '../support/database'
import { TestDevice } from '../support/device'
import { employerProfile, workerEntry } from '../support/samples'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

/** Commands that no product has: one with a bug, one that does not look before it writes. */
const oddCommands = [
  toAnyCommand(
    defineCommand({
      name: 'test.crash',
      version: 1,
      roles: ['AR'],
      args: z.object({}),
      handler: async () => {
        throw new Error('a bug that mentions 3516990101900001')
      },
    }),
  ),
  toAnyCommand(
    defineCommand({
      name: 'test.blind',
      version: 1,
      roles: ['AR'],
      args: z.object({ id: z.string(), taxKey: z.string() }),
      handler: async (tx, { id, taxKey }, ctx) => {
        const row = { ...employerProfile(), id, taxKey, branchId: ctx.branchId, workerCount: 0 }
        const registered = { userId: 'u', name: 'n', at: ctx.occurredAt }
        await tx.put('employer', { ...row, status: 'ACTIVE', acceptedFindings: [], registered })
      },
    }),
  ),
]
const testRegistry: Registry = new Map([
  ...registry,
  ...oddCommands.map((command) => [command.name, command] as const),
])

let server: TestServer
let officer: TestPerson
let device: TestDevice

beforeEach(async () => {
  server = await startTestServer({ registry: testRegistry })
  officer = await server.addPerson('ar', ['AR'])
  device = new TestDevice(server.url)
  await device.signIn(officer)
})
afterEach(async () => {
  await assertWholeIndex(server.database)
  await server.close()
})

const NPWP = ['0123456782699000', '0123456790699000', '0123456808699000', '0123456816699000']

function register(commandId: number, npwp: string, by = device) {
  const args = {
    employerId: crypto.randomUUID(),
    profile: employerProfile({ npwp }),
    acceptedFindings: [],
  }
  return by.command(commandId, 'employer.register', args)
}

async function secondDevice(person = officer): Promise<TestDevice> {
  const other = new TestDevice(server.url)
  await other.signIn(person)
  return other
}

async function employers(): Promise<unknown[]> {
  const watcher = await secondDevice()
  const pages = await watcher.pull()
  return pages.flatMap(({ patch }) =>
    patch.filter((entry) => entry.op === 'put' && entry.entity === 'employer'),
  )
}

describe('push', () => {
  it('[S-101] carries out a command and lets every device of the branch pull it', async () => {
    const command = register(1, NPWP[0]!)
    const pushed = await device.push([command])
    expect(pushed.body).toEqual({
      outcomes: [{ commandId: 1, uid: command.uid, outcome: 'accepted' }],
    })
    const other = await secondDevice()
    const [page] = await other.pull()
    expect(page!.patch).toMatchObject([
      { op: 'put', entity: 'employer', row: { legalName: 'PT Contoh Uji Coba', branchId: '516' } },
    ])
  })

  it('[S-102] the same push again gives the same outcomes and does nothing twice', async () => {
    const commands = [register(1, NPWP[0]!), register(2, NPWP[0]!)]
    const first = await device.push(commands)
    expect(first.body.outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'rejected'])
    const second = await device.push(commands)
    expect(second.body).toEqual(first.body)
    expect(await employers()).toHaveLength(1)
  })

  it('[S-103] a late repetition of an old push changes nothing', async () => {
    const [one, two] = [register(1, NPWP[0]!), register(2, NPWP[1]!)]
    await device.push([one])
    await device.push([two])
    const late = await device.push([one])
    expect(late.body.outcomes).toMatchObject([{ commandId: 1, outcome: 'accepted' }])
    expect(await employers()).toHaveLength(2)
  })

  it('[S-104] a hole in the numbers stops the push with GAP and nothing behind it runs', async () => {
    const pushed = await device.push([register(1, NPWP[0]!), register(3, NPWP[1]!)])
    expect(pushed.body.stopped).toEqual({ at: 3, reason: 'GAP' })
    expect(await employers()).toHaveLength(1)
  })

  it('[S-105] another command under a used number stops with FORKED', async () => {
    await device.push([register(1, NPWP[0]!)])
    const pushed = await device.push([register(1, NPWP[1]!)])
    expect(pushed.body).toEqual({ outcomes: [], stopped: { at: 1, reason: 'FORKED' } })
    expect(await employers()).toHaveLength(1)
  })

  it('[S-106] a refusal moves the queue on; the commands behind it are carried out', async () => {
    const pushed = await device.push([
      register(1, NPWP[0]!),
      register(2, NPWP[0]!),
      register(3, NPWP[1]!),
    ])
    expect(pushed.body.outcomes).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'rejected', code: 'NPWP_TAKEN', detail: { legalName: 'PT Contoh Uji Coba' } },
      { outcome: 'accepted' },
    ])
  })

  it('[S-107] two devices register the same NIK: one wins, the other is told who has it', async () => {
    const employer = register(1, NPWP[0]!)
    await device.push([employer])
    const { employerId } = employer.args as { employerId: string }
    const other = await secondDevice()
    const mine = device.command(2, 'worker.register', { employerId, entry: workerEntry(1) })
    const theirs = other.command(1, 'worker.register', {
      employerId,
      entry: workerEntry(1, { fullName: 'Nama Lain' }),
    })
    expect((await device.push([mine])).body.outcomes[0]!.outcome).toBe('accepted')
    const refused = (await other.push([theirs])).body.outcomes[0]!
    expect(refused).toMatchObject({ outcome: 'rejected', code: 'NIK_TAKEN' })
    expect(refused.detail).not.toEqual({})
  })

  it('[S-108] a clash that only the database sees is refused with the rule behind the index', async () => {
    const id = crypto.randomUUID()
    const blind = (commandId: number, name: string, taxKey: string) =>
      device.command(commandId, 'test.blind', { id: name, taxKey })
    const pushed = await device.push([
      blind(1, id, 'k1'),
      blind(2, crypto.randomUUID(), 'k1'),
      blind(3, crypto.randomUUID(), 'k2'),
    ])
    expect(pushed.body.outcomes).toMatchObject([
      { outcome: 'accepted' },
      { outcome: 'rejected', code: 'NPWP_TAKEN' },
      { outcome: 'accepted' },
    ])
  })

  it('[S-109] a command that another client brought already is answered, not repeated', async () => {
    const command = register(1, NPWP[0]!)
    await device.push([command])
    const clone = await secondDevice()
    const twin = { ...command, commandId: 1 }
    const pushed = await clone.push([twin])
    expect(pushed.body.outcomes).toEqual([{ commandId: 1, uid: command.uid, outcome: 'accepted' }])
    expect(await employers()).toHaveLength(1)
  })

  it('[S-110] a crashing handler stops the batch; it is parked after five tries over minutes', async () => {
    const crash = device.command(1, 'test.crash', {})
    const next = register(2, NPWP[0]!)
    const stopped = { outcomes: [], stopped: { at: 1, reason: 'RETRY_LATER' } }
    for (let tries = 1; tries <= 6; tries++) {
      expect((await device.push([crash, next])).body).toEqual(stopped)
    }
    server.clock.now += 5 * 60_000
    const last = await device.push([crash, next])
    expect(last.body.outcomes).toMatchObject([
      { commandId: 1, outcome: 'rejected', code: 'INTERNAL' },
      { commandId: 2, outcome: 'accepted' },
    ])
    expect(JSON.stringify(last.body)).not.toContain('3516990101900001')
  })

  it('[S-111] unknown commands, later versions and wrong arguments are refused, never run', async () => {
    const pushed = await device.push([
      device.command(1, 'employer.destroy', {}),
      device.command(2, 'employer.register', {}, { version: 99 }),
      device.command(3, 'employer.register', { employerId: 'x' }),
      device.command(4, '__proto__', {}),
      device.command(5, 'constructor\u0000', {}),
    ])
    expect(pushed.body.outcomes.map(({ code }) => code)).toEqual([
      'UNKNOWN_COMMAND',
      'UNKNOWN_COMMAND',
      'BAD_ARGUMENTS',
      'UNKNOWN_COMMAND',
      'UNKNOWN_COMMAND',
    ])
    expect(await employers()).toEqual([])
  })

  it('[S-112] text that only JSON can hold neither blocks the queue nor gets lost', async () => {
    const profile = employerProfile({ legalName: 'PT \u0000 \ud83d <b>x</b>', npwp: NPWP[0]! })
    const args = { employerId: crypto.randomUUID(), profile, acceptedFindings: [] }
    const pushed = await device.push([
      device.command(1, 'employer.register', args),
      register(2, NPWP[1]!),
    ])
    expect(pushed.body.stopped).toBeUndefined()
    expect(pushed.body.outcomes).toHaveLength(2)
    expect(pushed.body.outcomes[1]!.outcome).toBe('accepted')
  })

  it('[S-112] a person whose id no storage can hold is refused like a stranger', async () => {
    const command = { ...register(1, NPWP[0]!), actorId: 'a\u0000b' }
    const pushed = await device.push([command, register(2, NPWP[1]!)])
    expect(pushed.body.stopped).toBeUndefined()
    expect(pushed.body.outcomes).toMatchObject([{ code: 'FORBIDDEN' }, { outcome: 'accepted' }])
  })

  it('[S-370] the wire format before this one is still spoken, older and newer ones are not', async () => {
    const fields = { clientId: device.clientId, cursors: {}, lastCommandId: 0, limit: 100 }
    const before = PROTOCOL_VERSION - 1
    const command = register(1, NPWP[0]!)
    expect(command).not.toHaveProperty('clockOffsetMs')
    const pushed = await device.post('/sync/push', {
      protocol: before,
      clientId: device.clientId,
      commands: [command],
    })
    expect([pushed.status, pushed.body]).toMatchObject([
      200,
      { outcomes: [{ uid: command.uid, outcome: 'accepted' }] },
    ])
    const pulled = await device.post('/sync/pull', { protocol: before, ...fields })
    expect([pulled.status, pulled.body]).toMatchObject([
      200,
      { more: false, lastCommandId: 1, acks: [{ uid: command.uid }] },
    ])
    expect(pulled.body).not.toHaveProperty('known')
    for (const protocol of [before - 1, PROTOCOL_VERSION + 1]) {
      const refused = await device.post('/sync/pull', { protocol, ...fields })
      expect([refused.status, refused.body]).toMatchObject([
        426,
        { error: 'VERSION_NOT_SUPPORTED', minProtocol: before, protocol: PROTOCOL_VERSION },
      ])
    }
  })

  it('[S-113] work dated in the future is refused', async () => {
    const late = { ...register(1, NPWP[0]!), occurredAt: '2026-11-10T03:11:00Z' }
    const fine = { ...register(2, NPWP[0]!), occurredAt: '2026-11-10T03:09:00Z' }
    const pushed = await device.push([late, fine])
    expect(pushed.body.outcomes).toMatchObject([
      { code: 'CLOCK_IN_FUTURE' },
      { outcome: 'accepted' },
    ])
  })

  it('[P-3] the roles of now decide, and only people who signed in on this device may act', async () => {
    const absent = await server.addPerson('pad', ['PAD'])
    const foreign = { ...register(1, NPWP[0]!), actorId: absent.id }
    const own = register(2, NPWP[0]!)
    await server.database.db
      .updateTable('auth_user')
      .set({ roles: JSON.stringify(['PIUTANG']) })
      .where('id', '=', officer.id)
      .execute()
    const pushed = await device.push([foreign, own])
    expect(pushed.body.outcomes.map(({ code }) => code)).toEqual(['FORBIDDEN', 'FORBIDDEN'])
    expect(await employers()).toEqual([])
  })

  it('[P-4] a colleague may send what another person saved on the same device', async () => {
    const command = register(1, NPWP[0]!)
    await device.signIn(await server.addPerson('piutang', ['PIUTANG']))
    const pushed = await device.push([command])
    expect(pushed.body.outcomes).toMatchObject([{ outcome: 'accepted' }])
  })

  it('[S-114] a client id belongs to the device that used it first', async () => {
    await device.push([register(1, NPWP[0]!)])
    const thief = await secondDevice()
    thief.clientId = device.clientId
    const pushed = await thief.push([register(2, NPWP[1]!, thief)])
    expect([pushed.status, pushed.body]).toMatchObject([409, { error: 'FORKED' }])
    const pulled = await thief.pullPage()
    expect([pulled.status, pulled.body]).toMatchObject([409, { error: 'FORKED' }])
  })
})

describe('pull', () => {
  async function fill(count: number): Promise<void> {
    const employer = register(1, NPWP[0]!)
    const { employerId } = employer.args as { employerId: string }
    const workers = Array.from({ length: count }, (_, index) =>
      device.command(index + 2, 'worker.register', { employerId, entry: workerEntry(index + 1) }),
    )
    await device.push([employer, ...workers])
  }

  it('[S-115] gives every row once over several pages, and outcomes only with the last', async () => {
    await fill(5)
    const pages = await device.pull(3)
    expect(pages.map(({ patch }) => patch.length)).toEqual([3, 3, 3, 2])
    expect(
      pages.slice(0, -1).every(({ more, acks, lastCommandId }) => more && !acks && !lastCommandId),
    ).toBe(true)
    expect(pages.at(-1)).toMatchObject({ more: false, lastCommandId: 6, remaining: 0 })
    expect(pages.at(-1)!.acks!.map(({ commandId }) => commandId)).toEqual([1, 2, 3, 4, 5, 6])
    const keys = pages.flatMap(({ patch }) =>
      patch.map((entry) => (entry.op === 'put' ? `${entry.entity} ${entry.row.id}` : entry.id)),
    )
    expect(new Set(keys).size).toBe(11)
  })

  it('[S-116] from its cursor on, a device gets only what is new', async () => {
    await fill(2)
    await device.pull()
    const [nothing] = await device.pull()
    expect(nothing).toMatchObject({ patch: [], reset: [], more: false, acks: [] })
    await device.push([register(4, NPWP[1]!)])
    const [page] = await device.pull()
    expect(page!.patch).toHaveLength(1)
    expect(page!.acks).toMatchObject([{ commandId: 4 }])
  })

  it('[S-117] a device sees its own branch and nothing of another', async () => {
    await fill(1)
    const stranger = await secondDevice(await server.addPerson('ar517', ['AR'], '517'))
    const [page] = await stranger.pull()
    expect(page!.partitions).toEqual(['branch:517', 'ref'])
    expect(page!.patch).toEqual([])
    // Nor can it ask for it: a cursor of another branch is not answered.
    stranger.cursors = { 'branch:516': { epoch: 0, seq: 0, entity: '', id: '' } }
    expect((await stranger.pull())[0]!.patch).toEqual([])
    // Nor use a foreign row in a command.
    const [employer] = (await employers()) as [{ row: { id: string } }]
    const entry = workerEntry(77)
    const args = { employerId: employer.row.id, entry }
    const pushed = await stranger.push([stranger.command(1, 'worker.register', args)])
    expect(pushed.body.outcomes).toMatchObject([{ code: 'EMPLOYER_NOT_FOUND' }])
  })

  it('[S-118] after a restore the server has another identity and says so first', async () => {
    await device.pull()
    await server.database.db.updateTable('sync_server').set({ incarnation: 'restored' }).execute()
    const pulled = await device.pullPage()
    expect([pulled.status, pulled.body]).toMatchObject([409, { error: 'INCARNATION_CHANGED' }])
    const pushed = await device.push([register(1, NPWP[0]!)])
    expect([pushed.status, pushed.body]).toMatchObject([409, { error: 'INCARNATION_CHANGED' }])
    expect(await employers()).toEqual([])
  })

  it('[S-119] another protocol version is refused whatever the rest looks like', async () => {
    const answer = await device.post('/sync/pull', { protocol: 99, whatever: true })
    expect([answer.status, answer.body]).toMatchObject([426, { error: 'VERSION_NOT_SUPPORTED' }])
  })

  it('[S-127] a cut history makes the device start again', async () => {
    await fill(1)
    await device.pull()
    await server.database.db.updateTable('sync_partition').set({ epoch: 1 }).execute()
    const [page] = await device.pull()
    expect(page!.reset).toEqual(['branch:516'])
    expect(page!.patch).toHaveLength(3)
  })
})
