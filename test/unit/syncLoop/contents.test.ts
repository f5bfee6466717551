import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { openStore, type Store } from '../../../renderer/store/database'
import { findFile } from '../../../renderer/store/files'
import type { AttachmentTransport } from '../../../renderer/sync/attachments'
import { getContent, keepContent, setContentTransport } from '../../../renderer/sync/contents'
import { diskStore } from '../../../renderer/sync/diskGuard'
import { HttpFailure } from '../../../renderer/sync/httpFailure'
import { newId } from '../../../renderer/sync/newId'
import { sha256Of } from '../../../renderer/sync/sha256'

const MB = 1_000_000
const content = {
  bytes: new Uint8Array([...'%PDF-1.4 contoh'].map((letter) => letter.charCodeAt(0))),
  mime: 'application/pdf' as const,
}
const other = new Uint8Array([...'%PDF-1.4 lain'].map((letter) => letter.charCodeAt(0)))

let store: Store
let served: Uint8Array<ArrayBuffer> | undefined
let fetched: number

beforeEach(async () => {
  store = await openStore({ name: newId() })
  served = undefined
  fetched = 0
  setContentTransport({
    async fetch() {
      fetched += 1
      if (!served) throw new HttpFailure({ kind: 'offline', reason: 'network' })
      return served
    },
  } as Pick<AttachmentTransport, 'fetch'> as AttachmentTransport)
})
afterEach(() => {
  diskStore.setState({ freeBytes: undefined, writeFailed: false })
  setContentTransport(undefined)
  vi.restoreAllMocks()
})

describe('contents on this device', () => {
  it('[R-97] keeps one copy of a content, however often it is attached', async () => {
    const sha256 = await keepContent(content)
    expect(await keepContent(content)).toBe(sha256)
    expect(await store.files.count()).toBe(1)
    expect(await store.fileContents.count()).toBe(1)
  })

  it.each([
    ['DISK_LOW', { freeBytes: 180 * MB, writeFailed: false }],
    ['DISK_FULL', { freeBytes: 90 * MB, writeFailed: false }],
    ['DISK_FULL', { freeBytes: undefined, writeFailed: true }],
  ])('[H-30] writes nothing when the disk runs short: %s', async (code, disk) => {
    diskStore.setState(disk)
    expect(await keepContent(content)).toMatchObject({ code })
    expect(await store.files.count()).toBe(0)
    expect(await store.fileContents.count()).toBe(0)
  })

  it('[H-31] a file that the disk did not take is a refusal, and leaves nothing', async () => {
    vi.spyOn(store.fileContents, 'put').mockRejectedValue(
      new DOMException('no room', 'QuotaExceededError'),
    )
    expect(await keepContent(content)).toMatchObject({ code: 'DISK_FULL' })
    expect(await store.files.count()).toBe(0)
  })

  it('[R-97] shows its own copy without the server', async () => {
    const sha256 = String(await keepContent(content))
    expect((await getContent(sha256)).bytes).toEqual(content.bytes)
    expect(fetched).toBe(0)
  })

  it('[R-99] never shows bytes that are not those of the hash, wherever they come from', async () => {
    const sha256 = String(await keepContent(content))
    await store.fileContents.put({ sha256, bytes: other })
    await expect(getContent(sha256)).rejects.toBeInstanceOf(HttpFailure)
    expect((await findFile(sha256))?.damaged).toBe(true)
    served = other
    await expect(getContent(sha256)).rejects.toThrow('not the bytes of this file')
    served = content.bytes
    expect((await getContent(sha256)).bytes).toEqual(content.bytes)
    // What the server had is at hand again.
    expect((await findFile(sha256))?.damaged).toBeUndefined()
  })

  it('[H-30] shows a colleague’s file also when the disk has no room to keep it', async () => {
    const sha256 = await sha256Of(content.bytes)
    served = content.bytes
    diskStore.setState({ freeBytes: 90 * MB })
    expect((await getContent(sha256)).bytes).toEqual(content.bytes)
    expect(await findFile(sha256)).toBeUndefined()
  })
})
