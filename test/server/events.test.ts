import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestDevice } from '../support/device'
import { EventStream } from '../support/eventStream'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let device: TestDevice
const streams: EventStream[] = []

beforeEach(async () => {
  server = await startTestServer({ limits: { heartbeatSeconds: 0.1 } })
  device = new TestDevice(server.url)
  await device.signIn(await server.addPerson('ar', ['AR']))
})
afterEach(async () => {
  for (const stream of streams.splice(0)) stream.close()
  await server.close()
})

async function listen(by = device): Promise<EventStream> {
  const stream = await EventStream.open(`${server.url}/sync/events`, {
    authorization: `Bearer ${by.token}`,
    'x-device-id': by.deviceId,
    origin: 'app://bundle',
  })
  streams.push(stream)
  await stream.until(({ text }) => text.includes(': connected'))
  return stream
}

function register(commandId: number, npwp: string) {
  const args = {
    employerId: crypto.randomUUID(),
    profile: employerProfile({ npwp }),
    acceptedFindings: [],
  }
  return device.command(commandId, 'employer.register', args)
}

describe('GET /sync/events', () => {
  it('[S-130] pokes the branch after a commit, with the partition and no data', async () => {
    const stream = await listen()
    expect(stream.headers.get('content-type')).toContain('text/event-stream')
    expect(stream.headers.get('access-control-allow-origin')).toBe('app://bundle')
    expect(stream.headers.get('cache-control')).toBe('no-store')
    await device.push([register(1, '0123456782699000')])
    await stream.until((s) => s.pokes().length > 0)
    expect(stream.pokes()).toEqual(['{"partition":"branch:516"}'])
    expect(stream.text).not.toContain('Contoh')
  })

  it('[S-131] other branches do not poke, and refused work pokes only its own', async () => {
    const other = new TestDevice(server.url)
    await other.signIn(await server.addPerson('ar517', ['AR'], '517'))
    const [own, foreign] = [await listen(), await listen(other)]
    for (const n of [1, 2]) await device.push([register(n, '0123456782699000')])
    await own.until((s) => s.pokes().length > 1)
    const beats = own.text.split('still here').length
    await own.until(({ text }) => text.split('still here').length > beats + 1)
    // One for the work that was accepted, one for the row that tells of the refusal.
    expect(own.pokes()).toHaveLength(2)
    expect(foreign.pokes()).toEqual([])
  })

  it('[S-132] keeps the line open with heartbeats, and ends it with the token', async () => {
    const stream = await listen()
    await stream.until(({ text }) => text.split('still here').length > 2)
    server.clock.now += 15 * 60 * 1000
    await stream.until(({ ended }) => ended)
    expect(stream.ended).toBe(true)
  })

  it('[S-133] ends at once when the device is locked', async () => {
    const stream = await listen()
    await server.database.db.updateTable('auth_device').set({ state: 'locked' }).execute()
    await stream.until(({ ended }) => ended)
    expect(stream.text).not.toContain('poke')
  })

  it('[S-134] an open stream does not keep the server from stopping', async () => {
    const stream = await listen()
    const closing = server.app.close()
    await stream.until(({ ended }) => ended)
    await closing
    await expect(fetch(`${server.url}/health`)).rejects.toThrow('fetch failed')
  })
})
