import { createHash } from 'node:crypto'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { CHUNK_BYTES } from '#shared/attachments/content'
import { Document } from '#shared/model/document'
import { removeAbandonedUploads } from '../../server/attachments/uploads'
import { assertWholeIndex, availableEngines } from '../support/database'
import { TestDevice, type Answer } from '../support/device'
import { employerProfile } from '../support/samples'
import { startTestServer, type TestServer } from '../support/server'

type State = { offset: number; complete: boolean; error?: string }

/** A "photo" of this many bytes, different for each seed. */
function photo(size: number, seed = 1): Buffer {
  const bytes = Buffer.alloc(size)
  for (let at = 0; at < size; at += 1) bytes[at] = (at * 31 + seed * 17 + (at >> 8)) & 255
  bytes.set([0xff, 0xd8, 0xff])
  return bytes
}

const hashOf = (bytes: Uint8Array) => createHash('sha256').update(bytes).digest('hex')

describe.each(availableEngines())('contents of documents on %s', (engine) => {
  let server: TestServer
  let beside: TestServer
  let device: TestDevice
  let other: TestDevice
  let employerId: string
  let commands = 0

  beforeEach(async () => {
    server = await startTestServer({ engine })
    beside = engine === 'postgresql' ? await startTestServer({ engine, beside: server }) : server
    const officer = await server.addPerson('ar', ['AR'])
    device = new TestDevice(server.url)
    await device.signIn(officer)
    other = new TestDevice(beside.url)
    await other.signIn(officer)
    commands = 0
    employerId = crypto.randomUUID()
    await must('employer.register', {
      employerId,
      profile: employerProfile(),
      acceptedFindings: [],
    })
  })
  afterEach(async () => {
    await assertWholeIndex(server.database)
    if (beside !== server) await beside.close()
    await server.close()
  })

  async function must(name: string, args: Parameters<TestDevice['command']>[2]) {
    commands += 1
    const { body } = await device.push([device.command(commands, name, args)])
    expect(body.outcomes[0]).toMatchObject({ outcome: 'accepted' })
  }

  async function attach(bytes: Buffer, more: Record<string, string> = {}) {
    const documentId = crypto.randomUUID()
    await must('document.attach', {
      documentId,
      ownerType: 'employer',
      ownerId: employerId,
      kind: 'KTP',
      sha256: hashOf(bytes),
      size: bytes.length,
      mime: 'image/jpeg',
      name: 'ktp.jpg',
      ...more,
    })
    return documentId
  }

  const ask = (by: TestDevice, sha256: string): Promise<Answer<State>> =>
    by.post(`/attachments/${sha256}/ask`, {})
  const put = (by: TestDevice, sha256: string, offset: number, bytes: Buffer) =>
    by.send<State>(`/attachments/${sha256}?offset=${offset}`, {
      method: 'PUT',
      headers: { 'content-type': 'application/octet-stream' },
      body: new Uint8Array(bytes),
    })

  /** Sends what is missing, a piece at a time; returns the last answer and the pieces sent. */
  async function send(by: TestDevice, bytes: Buffer, sha256 = hashOf(bytes), pieces = 99) {
    let answer = await ask(by, sha256)
    let sent = 0
    while (answer.status === 200 && !answer.body.complete && sent < pieces) {
      const { offset } = answer.body
      answer = await put(by, sha256, offset, bytes.subarray(offset, offset + CHUNK_BYTES))
      sent += 1
    }
    return { answer, sent }
  }

  async function fetchFile(by: TestDevice, sha256: string) {
    const response = await fetch(`${by.url}/attachments/${sha256}`, {
      headers: { authorization: `Bearer ${by.token}`, 'x-device-id': by.deviceId },
    })
    return { response, bytes: Buffer.from(await response.arrayBuffer()) }
  }

  async function documentOf(id: string) {
    const scope = { branches: ['516'], deviceId: device.deviceId, now: server.clock.now }
    const row = await server.database.transaction(scope, (tx) => tx.get('document', id))
    return Document.parse(row)
  }

  it('[R-92] an upload goes on at every boundary of a piece, and nothing is sent twice', async () => {
    const bytes = photo(CHUNK_BYTES * 3 + 1000)
    const sha256 = hashOf(bytes)
    const id = await attach(bytes)
    for (let pieces = 0; pieces < 4; pieces += 1) {
      expect((await ask(device, sha256)).body).toEqual({
        offset: pieces * CHUNK_BYTES,
        complete: false,
      })
      expect((await documentOf(id)).storedAt).toBeUndefined()
      expect((await fetchFile(device, sha256)).response.status).toBe(404)
      // An answer that got lost: the same piece again changes nothing and says where to go on.
      if (pieces > 0) {
        const before = (pieces - 1) * CHUNK_BYTES
        const repeat = bytes.subarray(before, before + CHUNK_BYTES)
        expect((await put(device, sha256, before, repeat)).body.offset).toBe(pieces * CHUNK_BYTES)
      }
      expect((await send(device, bytes, sha256, 1)).sent).toBe(1)
    }
    expect((await ask(device, sha256)).body).toEqual({ offset: bytes.length, complete: true })
    const { response, bytes: stored } = await fetchFile(other, sha256)
    expect(stored.equals(bytes)).toBe(true)
    expect(response.headers.get('content-type')).toBe('image/jpeg')
    expect(response.headers.get('content-disposition')).toBe('attachment')
    expect(response.headers.get('x-content-type-options')).toBe('nosniff')
    expect(response.headers.get('content-security-policy')).toContain('sandbox')
    expect((await documentOf(id)).storedAt).toBeDefined()
    // Every device of the branch learns of it by its pull.
    const rows = (await other.pull()).flatMap(({ patch }) => patch)
    expect(JSON.stringify(rows)).toContain('storedAt')
  })

  it('[R-93] bytes that are not those of the hash, or no such kind of file, are never served', async () => {
    const bytes = photo(CHUNK_BYTES + 10)
    const sha256 = hashOf(bytes)
    await attach(bytes)
    const wrong = Buffer.from(bytes)
    wrong[CHUNK_BYTES + 5] = wrong[CHUNK_BYTES + 5]! ^ 1
    const { answer } = await send(device, wrong, sha256)
    expect(answer.status).toBe(422)
    expect(answer.body.error).toBe('WRONG_CONTENT')
    expect((await fetchFile(device, sha256)).response.status).toBe(404)
    expect((await ask(device, sha256)).body).toEqual({ offset: 0, complete: false })
    expect((await send(device, bytes)).answer.body.complete).toBe(true)

    const script = Buffer.from('<script>alert(1)</script>')
    await attach(script)
    expect((await send(device, script)).answer.status).toBe(422)
    expect((await fetchFile(device, hashOf(script))).response.status).toBe(404)
    expect(await chunksLeft()).toBe(2)
  })

  async function chunksLeft(): Promise<number> {
    return (await server.database.db.selectFrom('attachment_chunk').select('position').execute())
      .length
  }

  it('[R-94] one file sent by two devices at once is stored once, whoever is slower', async () => {
    const bytes = photo(CHUNK_BYTES * 2 + 7)
    const id = await attach(bytes)
    const ends = await Promise.all([send(device, bytes), send(other, bytes)])
    for (const { answer } of ends) expect(answer.body).toMatchObject({ complete: true })
    expect((await fetchFile(device, hashOf(bytes))).bytes.equals(bytes)).toBe(true)
    const { db } = server.database
    expect(await db.selectFrom('attachment').select('sha256').execute()).toHaveLength(1)
    expect((await documentOf(id)).storedAt).toBeDefined()
    // What the slower one had begun goes with the abandoned ones.
    server.clock.now += 8 * 24 * 60 * 60 * 1000
    await removeAbandonedUploads(db, server.clock.now)
    expect(await chunksLeft()).toBe(3)
  })

  it('[R-94] a wrong piece of one device does not spoil the upload of another', async () => {
    const bytes = photo(CHUNK_BYTES + 10)
    await attach(bytes)
    await put(other, hashOf(bytes), 0, photo(CHUNK_BYTES, 9))
    expect((await send(device, bytes)).answer.body.complete).toBe(true)
  })

  it('[R-94] a second document with the same file is stored at once, without sending it', async () => {
    const bytes = photo(5000)
    await attach(bytes)
    await send(device, bytes)
    const second = await attach(bytes, { kind: 'OTHER' })
    expect((await documentOf(second)).storedAt).toBeDefined()
    expect((await send(device, bytes)).sent).toBe(0)
  })

  it('[R-95] only files of documents are taken, only for the branch, and never without sign-in', async () => {
    const bytes = photo(5000)
    const sha256 = hashOf(bytes)
    expect((await ask(device, sha256)).body.error).toBe('NOT_EXPECTED')
    expect((await put(device, sha256, 0, bytes)).status).toBe(404)
    await attach(bytes)
    await send(device, bytes)

    const far = new TestDevice(server.url)
    await far.signIn(await server.addPerson('far', ['AR'], '517'))
    expect((await fetchFile(far, sha256)).response.status).toBe(404)
    expect((await ask(far, sha256)).status).toBe(404)
    expect((await put(far, sha256, 0, bytes)).status).toBe(404)

    const stranger = new TestDevice(server.url)
    expect((await fetchFile(stranger, sha256)).response.status).toBe(401)
    expect((await put(stranger, sha256, 0, bytes)).status).toBe(401)
  })

  it('[R-95] pieces of another size, names that are no hash and other types are refused', async () => {
    const bytes = photo(CHUNK_BYTES * 2)
    const sha256 = hashOf(bytes)
    await attach(bytes)
    expect((await put(device, sha256, 0, bytes.subarray(0, 100))).status).toBe(400)
    expect((await put(device, sha256, 0, bytes)).status).toBe(413)
    expect((await put(device, 'x', 0, bytes.subarray(0, 100))).status).toBe(400)
    const text = await device.send<State>(`/attachments/${sha256}?offset=0`, {
      method: 'PUT',
      headers: { 'content-type': 'application/json' },
      body: '{}',
    })
    expect(text.status).toBe(400)
    expect((await ask(device, sha256)).body.offset).toBe(0)
  })

  it('[R-96] an upload that nobody goes on with for seven days is forgotten', async () => {
    const bytes = photo(CHUNK_BYTES * 2)
    await attach(bytes)
    await send(device, bytes, hashOf(bytes), 1)
    const day = 24 * 60 * 60 * 1000
    const { db } = server.database
    expect(await removeAbandonedUploads(db, server.clock.now + 6 * day)).toBe(0)
    expect(await chunksLeft()).toBe(1)
    expect(await removeAbandonedUploads(db, server.clock.now + 8 * day)).toBe(1)
    expect(await chunksLeft()).toBe(0)
    expect((await send(device, bytes)).answer.body.complete).toBe(true)
  })
})
