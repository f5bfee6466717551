import 'fake-indexeddb/auto'
import { sql } from 'kysely'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { execute } from '../../renderer/sync/execute'
import { newId } from '../../renderer/sync/newId'
import { PullPace } from '../../renderer/sync/pullPace'
import { PushPace } from '../../renderer/sync/pushPace'
import { assertWholeIndex } from '../support/database'
import { HttpDevice, type Line } from '../support/httpDevice'
import { employerProfile } from '../support/samples'
import { Random } from '../model/random'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

/** Weeks of work; more with a variable, for a long look. */
const COMMANDS = Number(process.env['THIN_COMMANDS'] ?? 300)

const BYTES_PER_MS = 8

let server: TestServer
let officer: TestPerson
beforeEach(async () => {
  server = await startTestServer()
  officer = await server.addPerson('ar', ['AR'])
})
afterEach(async () => {
  await assertWholeIndex(server.database)
  await server.close()
})

/** 64 kbit/s, and each byte may be the last one of its connection, on either way. */
class ThinLine implements Line {
  readonly paces?: { push: PushPace; pull: PullPace }
  /** Bytes of commands that went into the line. */
  sent = 0
  breaks = 0
  cutPerByte = 0

  constructor(
    private readonly random: Random,
    remembers: boolean,
  ) {
    if (remembers) this.paces = { push: new PushPace(), pull: new PullPace() }
  }

  readonly fetch: typeof fetch = async (input, init) => {
    const body = typeof init?.body === 'string' ? init.body : ''
    const way = this.#wayUntilBreak()
    if (new Request(input).url.endsWith('/sync/push')) this.sent += Math.min(way, body.length)
    if (way < body.length) throw this.#break(way)
    const response = await fetch(input, init)
    const text = await response.text()
    const there = Math.min(text.length, way - body.length)
    server.clock.now += Math.ceil((body.length + there) / BYTES_PER_MS)
    if (there === text.length) return new Response(text, response)
    this.breaks += 1
    const cut = new ReadableStream({
      start(controller) {
        controller.enqueue(new TextEncoder().encode(text.slice(0, there)))
        controller.error(new TypeError('the line broke'))
      },
    })
    return new Response(cut, response)
  }

  #wayUntilBreak(): number {
    if (this.cutPerByte === 0) return Infinity
    return Math.log(1 - this.random.next()) / Math.log(1 - this.cutPerByte)
  }

  #break(after: number): Error {
    this.breaks += 1
    server.clock.now += Math.ceil(after / BYTES_PER_MS)
    return new TypeError('the line broke')
  }
}

async function deviceWithWork(line: ThinLine): Promise<HttpDevice> {
  const device = await HttpDevice.open(server.url, officer, () => server.clock.now, line)
  await device.sync()
  for (let n = 0; n < COMMANDS; n += 1) {
    const profile = employerProfile({ npwp: undefined, legalName: `PT JAUH ${n}` })
    const args = { employerId: newId(), profile, acceptedFindings: [] }
    expect(await execute(registerEmployer, args, {}, device.runtime)).toMatchObject({ ok: true })
  }
  line.sent = 0
  return device
}

/** @returns how many rounds it took; `limit` when it did not end */
async function rounds(device: HttpDevice, limit: number): Promise<number> {
  for (let n = 1; n <= limit; n += 1) {
    try {
      await device.syncOnce()
      return n
    } catch {
      // The loop would wait and try again.
    }
  }
  return limit
}

const payload = async (device: HttpDevice): Promise<number> =>
  (await device.store.outbox.toArray()).reduce((sum, one) => sum + one._bytes, 0)

const registered = async (): Promise<number> => {
  const { rows } = await sql<{
    count: number
  }>`select count(*)::int as count from employer`.execute(server.database.db)
  return rows[0]?.count ?? 0
}

describe('weeks of work over a line that breaks', () => {
  it('[S-237] goes on behind what was answered, and sends little twice', async () => {
    const line = new ThinLine(new Random(16), true)
    const device = await deviceWithWork(line)
    const bytes = await payload(device)
    // On 64 kbit/s: the connection breaks every half minute.
    line.cutPerByte = 1 / 240_000
    expect(await rounds(device, 60)).toBeLessThan(60)
    expect(await device.store.outbox.count()).toBe(0)
    expect(await registered()).toBe(COMMANDS)
    expect(line.breaks).toBeGreaterThan(0)
    if (process.env['THIN_COMMANDS']) console.info(bytes, line.sent / bytes, line.breaks)
    expect(line.sent).toBeLessThan(1.2 * bytes)
  })

  it('[S-237] gets through where no full batch ever would', async () => {
    const line = new ThinLine(new Random(17), true)
    const device = await deviceWithWork(line)
    line.cutPerByte = 1 / 40_000
    expect(await rounds(device, 200)).toBeLessThan(200)
    expect(await device.store.outbox.count()).toBe(0)
    expect(await registered()).toBe(COMMANDS)
  })

  it('who remembers nothing begins anew each time, and does not get through', async () => {
    const line = new ThinLine(new Random(17), false)
    const device = await deviceWithWork(line)
    line.cutPerByte = 1 / 40_000
    expect(await rounds(device, 60)).toBe(60)
    expect(await device.store.outbox.count()).toBe(COMMANDS)
  })
})
