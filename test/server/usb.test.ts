import { writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import type { WireCommand } from '#shared/protocol/messages'
import { readUsbFile, UsbServerKey, type UsbContents } from '#shared/usb/format'
import { sealUsbFile } from '../../renderer/sync/usb/sealUsbFile'
import { parseAdminTask } from '../../server/admin/arguments'
import { runAdminTask } from '../../server/admin/run'
import { TestDevice } from '../support/device'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

let server: TestServer
let ar: TestPerson
beforeAll(async () => {
  server = await startTestServer()
  ar = await server.addPerson('ar', ['AR'])
})
afterAll(() => server.close())

let author: TestDevice
let carrier: TestDevice
let work: WireCommand[]
let serial = 0
beforeEach(async () => {
  author = new TestDevice(server.url)
  await author.signIn(ar)
  carrier = new TestDevice(server.url)
  await carrier.signIn(await server.addPerson(`intern${(serial += 1)}`, ['MAGANG']))
  const npwp = `0123456782${String(700 + serial)}000`
  // The second takes the NPWP of the first: refused. The third is good again.
  const numbers = [npwp, npwp, `0123456782${String(800 + serial)}000`]
  work = numbers.map((number, place) =>
    author.command(place + 1, 'employer.register', {
      employerId: crypto.randomUUID(),
      profile: employerProfile({ npwp: number }),
      acceptedFindings: [],
    }),
  )
})

async function fileOf(commands: readonly WireCommand[], changes: Partial<UsbContents> = {}) {
  const key = UsbServerKey.parse((await author.get('/usb/key')).body)
  const contents = {
    fileId: crypto.randomUUID(),
    branchId: '516',
    deviceId: author.deviceId,
    clientId: author.clientId,
    madeAt: '2026-11-10T02:30:00Z',
    commands: [...commands],
    ...changes,
  }
  return sealUsbFile(contents, key, (text) => author.sign(text))
}

const bring = (text: string, by = carrier) => by.post('/usb/files', JSON.parse(text))

async function employersOf(commands: readonly WireCommand[]): Promise<number> {
  const ids = commands.map(({ args }) => String((args as { employerId: string }).employerId))
  const rows = await server.database.db
    .selectFrom('sync_row')
    .select('id')
    .where('entity', '=', 'employer')
    .where('id', 'in', ids)
    .execute()
  return rows.length
}

describe('work that travels on a stick', () => {
  it('[S-345] is carried out once, whoever brings it and however often, and later by its device', async () => {
    const text = await fileOf(work)
    expect((await bring(text)).body).toMatchObject({
      count: 3,
      alreadyKnown: 0,
      accepted: 2,
      refused: 1,
      left: 0,
    })
    const again = await bring(text, author)
    expect(again.body).toMatchObject({ alreadyKnown: 3, accepted: 2, refused: 1, left: 0 })
    const second = await bring(await fileOf(work))
    expect(second.body).toMatchObject({ alreadyKnown: 3, accepted: 2, refused: 1, left: 0 })

    // The device itself comes back: it gets the stored outcomes and changes nothing.
    const before = await seq()
    const pushed = await author.push(work)
    expect(pushed.body.stopped).toBeUndefined()
    expect(pushed.body.outcomes.map(({ outcome, code }) => code ?? outcome)).toEqual([
      'accepted',
      'NPWP_TAKEN',
      'accepted',
    ])
    expect(await seq()).toBe(before)
    const acks = (await author.pull()).at(-1)?.acks
    expect(acks?.map(({ uid }) => uid)).toEqual(work.map(({ uid }) => uid))
    expect(await employersOf(work)).toBe(2)
  })

  it('[S-345] after the device was faster with a part of it', async () => {
    const text = await fileOf(work)
    await author.push(work.slice(0, 1))
    expect((await bring(text)).body).toMatchObject({ alreadyKnown: 1, accepted: 2, refused: 1 })
    await author.push(work)
    expect(await employersOf(work)).toBe(2)
  })

  it('[S-345] by two carriers at the same moment', async () => {
    const [one, two] = [await fileOf(work), await fileOf(work)]
    const answers = await Promise.all([bring(one), bring(two, author)])
    for (const { body } of answers) {
      expect(body).toMatchObject({ accepted: 2, refused: 1, left: 0 })
    }
    expect(await employersOf(work)).toBe(2)
  })

  it('[S-346] counts by the rights of now: nobody else’s, and not those that were taken away', async () => {
    const other = await server.addPerson(`far${serial}`, ['AR'])
    // Never signed in on the device that made the file.
    const foreign = author.command(1, 'employer.register', work[0]!.args, { actorId: other.id })
    expect((await bring(await fileOf([foreign]))).body).toMatchObject({ accepted: 0, refused: 1 })
    await server.database.db
      .updateTable('auth_user')
      .set({ roles: JSON.stringify(['MAGANG']) })
      .where('id', '=', ar.id)
      .execute()
    expect((await bring(await fileOf([work[2]!]))).body).toMatchObject({ refused: 1 })
    await server.database.db
      .updateTable('auth_user')
      .set({ roles: JSON.stringify(['AR']) })
      .where('id', '=', ar.id)
      .execute()
  })

  it('[S-346] the refused part waits for its author as a row of the branch', async () => {
    await bring(await fileOf(work))
    const patches = (await author.pull()).flatMap(({ patch }) => patch)
    const row = patches.find((change) => change.op === 'put' && change.row.id === work[1]!.uid)
    expect(row).toMatchObject({
      entity: 'refusal',
      row: { state: 'open', code: 'NPWP_TAKEN', deviceId: author.deviceId },
    })
  })
})

describe('[S-347] a file that cannot be used is refused in a sentence and changes nothing', () => {
  it('shows nothing of its contents to whoever finds it', async () => {
    const text = await fileOf(work)
    expect(text).not.toContain('Contoh')
    expect(text).not.toContain(author.deviceId)
    expect(text).not.toContain(ar.id)
    expect(readUsbFile(text).header).toMatchObject({ count: 3 })
  })

  it.each([
    ['header', (file: Changed) => ({ ...file, header: { ...file.header, count: 2 } })],
    ['seal', (file: Changed) => ({ ...file, sealed: flipped(file.sealed) })],
    [
      'key',
      (file: Changed) => ({ ...file, ephemeralKey: { ...file.ephemeralKey, x: 'A'.repeat(43) } }),
    ],
    ['end', (file: Changed) => ({ ...file, sealed: file.sealed.slice(0, -40) })],
  ])('changed or cut: %s', async (_part, change) => {
    const file = JSON.parse(await fileOf(work)) as Changed
    const answer = await bring(JSON.stringify(change(file)))
    expect(answer).toMatchObject({ status: 422, body: { error: 'USB_DAMAGED' } })
    expect(await employersOf(work)).toBe(0)
  })

  it('sealed for another server', async () => {
    const file = JSON.parse(await fileOf(work)) as Changed
    const changed = { ...file, header: { ...file.header, serverKeyId: crypto.randomUUID() } }
    expect((await bring(JSON.stringify(changed))).body['error']).toBe('USB_FOREIGN')
  })

  it('signed by a device that the server does not know, or not by the one it names', async () => {
    for (const deviceId of [crypto.randomUUID(), carrier.deviceId]) {
      const answer = await bring(await fileOf(work, { deviceId }))
      expect(answer).toMatchObject({ status: 422, body: { error: 'USB_UNKNOWN_DEVICE' } })
    }
    expect((await bring(await fileOf(work, { branchId: '517' }))).body['error']).toBe(
      'USB_UNKNOWN_DEVICE',
    )
    expect(await employersOf(work)).toBe(0)
  })

  it('made on a device that was locked since', async () => {
    const text = await fileOf(work)
    await server.database.db
      .updateTable('auth_device')
      .set({ state: 'locked' })
      .where('id', '=', author.deviceId)
      .execute()
    expect((await bring(text)).body['error']).toBe('USB_DEVICE_LOCKED')
    expect(await employersOf(work)).toBe(0)
  })

  it('brought by nobody who is signed in', async () => {
    const answer = await bring(await fileOf(work), new TestDevice(server.url))
    expect(answer.status).toBe(401)
    expect((await new TestDevice(server.url).get('/usb/key')).status).toBe(401)
  })
})

describe('[S-348] at the server’s own terminal', () => {
  const run = async (text: string) => {
    const file = path.join(tmpdir(), `${crypto.randomUUID()}.loket`)
    await writeFile(file, text)
    const task = parseAdminTask(['import', '--file', file])
    return runAdminTask(server.database, task, server.clock.now, () => Promise.resolve(''))
  }

  it('does the same and says what became of it', async () => {
    const text = await fileOf(work)
    expect(await run(text)).toBe('3 pieces of work, 0 of them known before: 2 accepted, 1 refused.')
    expect(await run(text)).toBe('3 pieces of work, 3 of them known before: 2 accepted, 1 refused.')
    expect(await employersOf(work)).toBe(2)
  })

  it('says in a sentence why a file is of no use', async () => {
    const text = await fileOf(work)
    await expect(run('PK\u0003\u0004')).rejects.toThrow('not a file of SMILE Loket')
    await expect(run(text.slice(0, 400))).rejects.toThrow('cut off or was changed')
    const newer = text.replace('"version":1', '"version":2')
    await expect(run(newer)).rejects.toThrow('later version')
  })
})

interface Changed {
  header: Record<string, unknown>
  ephemeralKey: Record<string, unknown>
  sealed: string
}

function flipped(text: string): string {
  return (text[0] === 'A' ? 'B' : 'A') + text.slice(1)
}

async function seq(): Promise<number> {
  const row = await server.database.db
    .selectFrom('sync_partition')
    .select('seq')
    .where('id', '=', 'branch:516')
    .executeTakeFirstOrThrow()
  return row.seq
}
