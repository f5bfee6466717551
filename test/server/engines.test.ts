import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import type { LeaseAnswer } from '../../server/service/leases'
import { assertWholeIndex, availableEngines } from '../support/database'
import { TestDevice } from '../support/device'
import { EventStream } from '../support/eventStream'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

function register(device: TestDevice, commandId: number, npwp?: string) {
  const args = {
    employerId: crypto.randomUUID(),
    profile: employerProfile({ npwp }),
    acceptedFindings: [],
  }
  return device.command(commandId, 'employer.register', args)
}

/** Two doors to one database: two processes on PostgreSQL, twice the same one on PGlite. */
describe.each(availableEngines())('several devices at once on %s', (engine) => {
  let server: TestServer
  let beside: TestServer
  let officer: TestPerson

  beforeEach(async () => {
    server = await startTestServer({ engine, mode: 'practice' })
    beside =
      engine === 'postgresql'
        ? await startTestServer({ engine, mode: 'practice', beside: server })
        : server
    officer = await server.addPerson('ar', ['AR'])
  })
  afterEach(async () => {
    await assertWholeIndex(server.database)
    if (beside !== server) await beside.close()
    await server.close()
  })

  async function newDevice(at: TestServer): Promise<TestDevice> {
    const device = new TestDevice(at.url)
    await device.signIn(officer)
    return device
  }

  it('[S-140] of many that register the same NPWP at once, exactly one wins', async () => {
    // One after the other: so many tries with one name at once would count as guessing.
    const devices: TestDevice[] = []
    for (const at of [server, beside, server, beside, server, beside]) {
      devices.push(await newDevice(at))
    }
    const answers = await Promise.all(
      devices.map((device) => device.push([register(device, 1, '0123456782699000')])),
    )
    const outcomes = answers.map(({ body }) => body.outcomes[0]!)
    expect(outcomes.filter(({ outcome }) => outcome === 'accepted')).toHaveLength(1)
    expect(outcomes.filter(({ code }) => code === 'NPWP_TAKEN')).toHaveLength(5)
    // And the losers learn it from their next pull.
    const [last] = (await devices[1]!.pull()).slice(-1)
    expect(last!.acks).toHaveLength(1)
  })

  it('[S-141] the same push through two doors at once is carried out once', async () => {
    const device = await newDevice(server)
    const twin = new TestDevice(beside.url)
    Object.assign(twin, { token: device.token, deviceId: device.deviceId })
    twin.clientId = device.clientId
    const commands = [1, 2, 3].map((n) => register(device, n))
    const answers = await Promise.all(
      Array.from({ length: 6 }, (_, i) => (i % 2 ? twin : device).push(commands)),
    )
    for (const { body } of answers) {
      expect(body.stopped).toBeUndefined()
      expect(body.outcomes.map(({ outcome }) => outcome)).toEqual(Array(3).fill('accepted'))
    }
    const rows = await server.database.db.selectFrom('sync_row').select('id').execute()
    expect(rows).toHaveLength(3)
  })

  it('[S-142] no pull ever misses a change, whatever commits around it', async () => {
    const writers = await Promise.all([server, beside, server].map((at) => newDevice(at)))
    const reader = await newDevice(beside)
    let done = false
    const seen = new Set<string>()
    const note = async () => {
      for (const { patch } of await reader.pull(7)) {
        for (const entry of patch) if (entry.op === 'put') seen.add(entry.row.id)
      }
    }
    const reading = (async () => {
      while (!done) await note()
    })()
    const ids = await Promise.all(
      writers.map(async (writer) => {
        const made: string[] = []
        for (let n = 1; n <= 12; n++) {
          const command = register(writer, n)
          made.push((command.args as { employerId: string }).employerId)
          await writer.push([command])
        }
        return made
      }),
    )
    done = true
    await reading
    await note()
    expect([...seen].sort()).toEqual(ids.flat().sort())
  })

  it('[S-143] a poke reaches the streams of every process', async () => {
    const device = await newDevice(server)
    const other = await newDevice(beside)
    const stream = await EventStream.open(`${beside.url}/sync/events`, {
      authorization: `Bearer ${other.token}`,
      'x-device-id': other.deviceId,
    })
    try {
      await stream.until(({ text }) => text.includes('connected'))
      for (const n of [1, 2]) await device.push([register(device, n)])
      await stream.until((s) => s.pokes().length >= 2)
      expect(new Set(stream.pokes())).toEqual(new Set(['{"partition":"branch:516"}']))
    } finally {
      stream.close()
    }
  })

  it('[S-144] leases granted through several doors at once never overlap', async () => {
    const devices = await Promise.all([server, beside, server, beside].map((at) => newDevice(at)))
    const answers = await Promise.all(
      devices.map((device) =>
        device.post<LeaseAnswer>('/leases', { kind: 'PAYMENT_CODE', want: 1000 }),
      ),
    )
    const starts = answers.flatMap(({ body }) => body.leases.map(({ from }) => from))
    expect(new Set(starts).size).toBe(8)
  })

  it('[S-145] a restart finds everything where it was', async () => {
    const device = await newDevice(server)
    await device.push([register(device, 1)])
    const before = await device.pull()
    const fresh = await newDevice(beside)
    const after = await fresh.pull()
    expect(after.flatMap(({ patch }) => patch)).toEqual(before.flatMap(({ patch }) => patch))
    const twice = await device.push([register(device, 1)])
    expect(twice.body.stopped).toEqual({ at: 1, reason: 'FORKED' })
  })
})

describe.skipIf(!availableEngines().includes('postgresql'))('a lost database connection', () => {
  let server: TestServer
  beforeEach(async () => {
    server = await startTestServer({ engine: 'postgresql' })
  })
  afterEach(() => server.close())

  it('[S-146] neither ends the process nor silences the pokes for long', async () => {
    const device = new TestDevice(server.url)
    await device.signIn(await server.addPerson('ar', ['AR']))
    const stream = await EventStream.open(`${server.url}/sync/events`, {
      authorization: `Bearer ${device.token}`,
      'x-device-id': device.deviceId,
    })
    try {
      await stream.until(({ text }) => text.includes('connected'))
      await sql`select pg_terminate_backend(pid) from pg_stat_activity
        where pid <> pg_backend_pid() and (query ilike ${`listen%${server.schema}%`}
          or query ilike '%auth_%')`.execute(server.database.db)
      // A request may meet a dead connection of the pool; a client tries the same command again.
      const commands = new Map<number, ReturnType<typeof register>>()
      let next = 1
      let isBusy = false
      const tryOnce = async () => {
        const command = commands.get(next) ?? register(device, next)
        commands.set(next, command)
        const { body } = await device.push([command])
        if (body.outcomes.length > 0) next += 1
      }
      await stream.until((s) => {
        if (s.pokes().length > 0) return true
        if (!isBusy) {
          isBusy = true
          void tryOnce()
            .catch(() => undefined)
            .finally(() => (isBusy = false))
        }
        return false
      }, 60_000)
      expect(stream.pokes()[0]).toBe('{"partition":"branch:516"}')
      expect((await device.get('/health')).status).toBe(200)
    } finally {
      stream.close()
    }
  })
})
