import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { CHUNK_BYTES } from '#shared/attachments/content'
import type { Rejection } from '#shared/sync/clientPorts'
import { openStore, type Store } from '../../../renderer/store/database'
import { dropOldFiles, findFile, keepFile, listOutstanding } from '../../../renderer/store/files'
import type { AttachmentTransport } from '../../../renderer/sync/attachments'
import { HttpFailure } from '../../../renderer/sync/httpFailure'
import { newId } from '../../../renderer/sync/newId'
import { sha256Of } from '../../../renderer/sync/sha256'
import { Uploads } from '../../../renderer/sync/uploads'

const NOW = Date.parse('2026-11-10T03:00:00Z')
const offline = () => new HttpFailure({ kind: 'offline', reason: 'network' })

/** The server as the device sees it; `cutAt` breaks the line before or after that piece. */
class FakeServer implements AttachmentTransport {
  readonly expected = new Set<string>()
  readonly received = new Map<string, Uint8Array<ArrayBuffer>>()
  readonly complete = new Set<string>()
  sentBytes = 0
  pieces = 0
  throwsAway = false
  cutAt: { readonly piece: number; readonly when: 'before' | 'after' } | undefined

  constructor(readonly sizes: ReadonlyMap<string, number>) {}

  async ask(sha256: string) {
    return this.expected.has(sha256) ? this.#state(sha256) : undefined
  }

  async put(sha256: string, offset: number, bytes: Uint8Array<ArrayBuffer>) {
    this.pieces += 1
    this.sentBytes += bytes.length
    const cut = this.cutAt?.piece === this.pieces ? this.cutAt.when : undefined
    if (cut === 'before') throw offline()
    if (this.throwsAway) {
      const body = { error: 'WRONG_CONTENT', message: 'The bytes are not those of this file.' }
      throw new HttpFailure({ kind: 'refused', status: 422, body })
    }
    const had = this.received.get(sha256) ?? new Uint8Array()
    if (offset === had.length) {
      const all = new Uint8Array(had.length + bytes.length)
      all.set(had)
      all.set(bytes, had.length)
      this.received.set(sha256, all)
      if (all.length === this.sizes.get(sha256)) this.complete.add(sha256)
    }
    if (cut === 'after') throw offline()
    return this.#state(sha256)
  }

  async fetch(): Promise<Uint8Array<ArrayBuffer>> {
    throw offline()
  }

  #state(sha256: string) {
    return {
      offset: this.received.get(sha256)?.length ?? 0,
      complete: this.complete.has(sha256),
    }
  }
}

let store: Store
let sizes: Map<string, number>
let server: FakeServer
let stored: number
let uploads: Uploads
const signal = new AbortController().signal

beforeEach(async () => {
  store = await openStore({ name: newId() })
  sizes = new Map()
  server = new FakeServer(sizes)
  stored = 0
  uploads = makeUploads()
})

function makeUploads(): Uploads {
  return new Uploads({
    store,
    transport: server,
    isSignedIn: () => true,
    onStored: () => (stored += 1),
    now: () => NOW,
    random: () => 0,
  })
}

async function keep(size: number, more: Record<string, unknown> = {}, keptAt = '2026-11-10') {
  const bytes = new Uint8Array(size).fill(size % 251)
  const sha256 = await sha256Of(bytes)
  sizes.set(sha256, size)
  await keepFile({ sha256, bytes, mime: 'image/jpeg', keptAt: `${keptAt}T02:00:00Z` }, store)
  const row = { id: newId(), branchId: '516', sha256, size, name: 'ktp.jpg', status: 'ACTIVE' }
  await store.rows('document').put({ ...row, ...more })
  return sha256
}

describe('sending files', () => {
  it.each(
    [1, 2, 3, 4].flatMap((piece) =>
      (['before', 'after'] as const).map((when) => ({ piece, when })),
    ),
  )('[R-97] cut $when piece $piece of 4, no more than one piece is sent again', async (cutAt) => {
    const size = CHUNK_BYTES * 3 + 100
    const sha256 = await keep(size)
    server.expected.add(sha256)
    server.cutAt = cutAt
    await expect(uploads.round(signal)).rejects.toBeInstanceOf(HttpFailure)
    // Another program start goes on with what is kept.
    uploads = makeUploads()
    await uploads.round(signal)
    expect(server.complete.has(sha256)).toBe(true)
    expect(server.sentBytes - size).toBeLessThanOrEqual(CHUNK_BYTES)
    expect(await sha256Of(server.received.get(sha256)!)).toBe(sha256)
    expect(stored).toBe(1)
  })

  it('[R-97] waits for the document’s command and does not hold up another file', async () => {
    const first = await keep(1000)
    const second = await keep(2000)
    server.expected.add(second)
    await uploads.round(signal)
    expect([...server.complete]).toEqual([second])
    server.expected.add(first)
    await uploads.round(signal)
    expect(server.complete.has(first)).toBe(true)
  })

  it('[R-98] a file is outstanding until the row says that the server has it, and asks for one pull', async () => {
    const sha256 = await keep(1000)
    server.expected.add(sha256)
    await uploads.round(signal)
    await uploads.round(signal)
    expect(stored).toBe(1)
    expect(await listOutstanding(store)).toMatchObject([{ sha256, sent: 1000, size: 1000 }])
    const row = (await store.rows('document').where('sha256').equals(sha256).first())!
    await store.rows('document').put({ ...row, storedAt: '2026-11-10T03:00:00Z' } as typeof row)
    expect(await listOutstanding(store)).toEqual([])
  })

  it('[R-99] a server set back to its backup gets the file again, from a device that still has it', async () => {
    const sha256 = await keep(1000)
    server.expected.add(sha256)
    await uploads.round(signal)
    expect(server.complete.has(sha256)).toBe(true)
    server.complete.clear()
    server.received.clear()
    await uploads.round(signal)
    expect(server.complete.has(sha256)).toBe(true)
    expect(stored).toBe(2)
    // It counts from the day on which the server had it, like its command in the archive.
    const { keptAt } = (await store.files.get(sha256))!
    expect(keptAt).toBe(new Date(NOW).toISOString())
  })

  it('[R-99] a damaged file is set aside, holds up nothing, and heals when it is attached again', async () => {
    const damaged = await keep(1000)
    const sound = await keep(2000)
    server.expected.add(damaged).add(sound)
    await store.fileContents.put({ sha256: damaged, bytes: new Uint8Array(1000) })
    await uploads.round(signal)
    expect([...server.complete]).toEqual([sound])
    expect(await listOutstanding(store)).toContainEqual(
      expect.objectContaining({ sha256: damaged, damaged: true }),
    )
    const bytes = new Uint8Array(1000).fill(1000 % 251)
    const again = { sha256: damaged, bytes, mime: 'image/jpeg' as const }
    await keepFile({ ...again, keptAt: '2026-11-10T02:30:00Z' }, store)
    await uploads.round(signal)
    expect(server.complete.has(damaged)).toBe(true)
  })

  it('[R-99] a file that the server threw away is not sent over and over', async () => {
    const refused = await keep(1000)
    server.expected.add(refused)
    server.throwsAway = true
    await uploads.round(signal)
    await uploads.round(signal)
    expect(server.pieces).toBe(1)
    expect(await listOutstanding(store)).toMatchObject([{ sha256: refused, damaged: true }])
  })

  it('[R-98] a refused document that is not decided keeps its file', async () => {
    const refused = await keep(1000, { status: 'REMOVED' }, '2026-01-01')
    const args = {
      ...{ documentId: newId(), ownerType: 'employer', ownerId: newId(), kind: 'NIB' },
      ...{ sha256: refused, size: 1000, mime: 'application/pdf', name: 'nib.pdf' },
    }
    const command = { name: 'document.attach', args } as unknown as Rejection['command']
    const more = { code: 'OWNER_NOT_FOUND', detail: {}, rejectedAt: '2026-01-01T00:00:00Z' }
    const uid = newId()
    await store.rejections.put({ uid, command, ...more, state: 'open' } as Rejection)
    await dropOldFiles('2026-10-10T00:00:00Z', store)
    expect(await findFile(refused, store)).toBeDefined()
    await store.rejections.update(uid, { state: 'dismissed' })
    await dropOldFiles('2026-10-10T00:00:00Z', store)
    expect(await findFile(refused, store)).toBeUndefined()
  })

  it('[R-98] removed documents wait for nothing; waiting files are never dropped', async () => {
    const waiting = await keep(1000, {}, '2026-01-01')
    const removed = await keep(2000, { status: 'REMOVED' }, '2026-01-01')
    const fresh = await keep(3000, { status: 'REMOVED' })
    expect((await listOutstanding(store)).map(({ sha256 }) => sha256)).toEqual([waiting])
    await dropOldFiles('2026-10-10T00:00:00Z', store)
    expect(await findFile(waiting, store)).toBeDefined()
    expect(await findFile(removed, store)).toBeUndefined()
    expect(await findFile(fresh, store)).toBeDefined()
  })
})
