import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { readUsbFile, type UsbImportResult, type UsbServerKey } from '#shared/usb/format'
import { dismiss } from '../../../renderer/sync/decide'
import { KEEP_DAYS, purgeOld } from '../../../renderer/store/purge'
import { listOutbox } from '../../../renderer/store/queries/outbox'
import { listCarriedFiles } from '../../../renderer/store/queries/usbFiles'
import { execute } from '../../../renderer/sync/execute'
import { HttpFailure } from '../../../renderer/sync/httpFailure'
import { newId } from '../../../renderer/sync/newId'
import { deliverFiles, type UsbTransport } from '../../../renderer/sync/usb/deliver'
import { exportWork } from '../../../renderer/sync/usb/exportWork'
import { takeFile } from '../../../renderer/sync/usb/takeFile'
import {
  openTestStore,
  testProfile,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'

let author: TestRuntime
let carrier: TestRuntime
let brought: string[]
let keysAsked: number
let server: UsbTransport
let serverKey: UsbServerKey

beforeEach(async () => {
  author = testRuntime(await openTestStore())
  carrier = testRuntime(await openTestStore())
  brought = []
  keysAsked = 0
  const pair = await crypto.subtle.generateKey({ name: 'ECDH', namedCurve: 'P-256' }, true, [
    'deriveBits',
  ])
  const { x = '', y = '' } = await crypto.subtle.exportKey('jwk', pair.publicKey)
  serverKey = { keyId: crypto.randomUUID(), publicKey: { kty: 'EC', crv: 'P-256', x, y } }
  server = {
    async serverKey() {
      keysAsked += 1
      return serverKey
    },
    async bring(text) {
      brought.push(text)
      const { fileId, count } = readUsbFile(text).header
      return { fileId, count, alreadyKnown: 0, accepted: count, refused: 0, left: 0 }
    },
  }
})

const deliver = (runtime: TestRuntime, changes: Partial<UsbTransport> = {}) =>
  deliverFiles(runtime.store, { ...server, ...changes }, runtime.time)

async function register(legalName: string, npwp: string) {
  const result = await execute(
    registerEmployer,
    { employerId: newId(), profile: testProfile({ legalName, npwp }), acceptedFindings: [] },
    {},
    author,
  )
  if (!result.ok) throw result.violation
}

async function madeFile(): Promise<Uint8Array> {
  await deliver(author)
  await register('PT Rahasia Contoh', '0123456789012345')
  const made = await exportWork(author)
  if (made.kind !== 'file') throw new Error(made.kind)
  return made.file.bytes
}

const failing =
  (code: string, status = 422) =>
  async (): Promise<UsbImportResult> => {
    throw new HttpFailure({ kind: 'refused', status, body: { error: code, message: '' } })
  }

describe('unsent work on a stick', () => {
  it('[S-349] is made without a line from the key kept earlier, and says nothing to its finder', async () => {
    expect(await exportWork(author)).toEqual({ kind: 'noKey' })
    await deliver(author)
    expect(await exportWork(author)).toEqual({ kind: 'nothing' })
    const text = new TextDecoder().decode(await madeFile())
    expect(readUsbFile(text).header).toMatchObject({ count: 1, serverKeyId: serverKey.keyId })
    expect(text).not.toContain('Rahasia')
    // It stays here as well: whoever is first, it counts once.
    expect(await listOutbox({}, author.store)).toHaveLength(1)
  })

  it('[S-349] waits on the other computer until there is a line, and is brought once', async () => {
    const bytes = await madeFile()
    expect(await takeFile(bytes, carrier)).toMatchObject({ outcome: 'kept', header: { count: 1 } })
    expect(await takeFile(bytes, carrier)).toMatchObject({ outcome: 'known' })
    const offline = new HttpFailure({ kind: 'offline', reason: 'network' })
    const cut = deliver(carrier, { bring: () => Promise.reject(offline) })
    // It holds up nothing else of the sync.
    await cut
    expect(await listCarriedFiles(carrier.store)).toMatchObject([{ state: 'waiting' }])

    await deliver(carrier)
    await deliver(carrier)
    expect(brought).toEqual([new TextDecoder().decode(bytes)])
    expect(await listCarriedFiles(carrier.store)).toMatchObject([
      { state: 'done', result: { accepted: 1, refused: 0 } },
    ])
  })

  it('[S-349] the server’s refusal of a file is kept; a file carried out in part goes again', async () => {
    await takeFile(await madeFile(), carrier)
    const half = { fileId: newId(), count: 1, alreadyKnown: 0, accepted: 0, refused: 0, left: 1 }
    await deliver(carrier, { bring: async () => half })
    expect(await listCarriedFiles(carrier.store)).toMatchObject([{ state: 'waiting' }])
    await deliver(carrier, { bring: failing('USB_DEVICE_LOCKED') })
    expect(await listCarriedFiles(carrier.store)).toMatchObject([
      { state: 'refused', problem: 'USB_DEVICE_LOCKED' },
    ])
  })

  it('[S-349] a file that is none of ours changes nothing', async () => {
    const bytes = new TextEncoder().encode('{"hello":1}')
    await expect(takeFile(bytes, carrier)).rejects.toMatchObject({ problem: 'USB_NOT_OURS' })
    expect(await listCarriedFiles(carrier.store)).toEqual([])
  })

  it('[S-349] asks for the key once a day, and an old server without one stops nothing', async () => {
    await deliver(author)
    await deliver(author)
    expect(keysAsked).toBe(1)
    author.time += 25 * 3600_000
    await deliver(author)
    expect(keysAsked).toBe(2)
    await deliver(carrier, { serverKey: failing('NOT_FOUND', 404) as never })
  })
})

describe('old records', () => {
  it('[U-68] sent work and settled refusals go after 30 days, what waits never', async () => {
    // Sorted by id in the store.
    const [aside, open] = [newId(), newId()]
    await register('PT Lama Contoh', '0123456789012345')
    const [command] = await listOutbox({}, author.store)
    const { bytes: _bytes, ...pending } = command!
    const at = new Date(author.time).toISOString()
    await author.store.archive.put({ ...pending, uid: 'sent', acceptedAt: at })
    const rejection = { command: pending, code: 'X', detail: {}, rejectedAt: at }
    await author.store.rejections.bulkPut([
      { ...rejection, uid: open, state: 'open' },
      { ...rejection, uid: aside, state: 'open' },
    ])
    expect((await dismiss([aside], 'tidak perlu', author)).ok).toBe(true)
    const left = async () => [
      (await author.store.archive.toArray()).length,
      (await author.store.rejections.toArray()).map(({ uid }) => uid),
    ]
    await purgeOld(author.time + KEEP_DAYS * 24 * 3600_000, author.store)
    expect(await left()).toEqual([1, [aside, open]])
    await purgeOld(author.time + KEEP_DAYS * 24 * 3600_000 + 1, author.store)
    expect(await left()).toEqual([0, [open]])
    expect(await listOutbox({}, author.store)).toHaveLength(2)
  })
})
