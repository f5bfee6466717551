import { createHash, webcrypto } from 'node:crypto'
import type { Kysely } from 'kysely'
import {
  headerText,
  UsbContents,
  UsbFileError,
  UsbPlain,
  USB_KEY_INFO,
  type UsbFile,
} from '#shared/usb/format'
import { DeviceKey, isSignedBy } from '../auth/deviceKey'
import type { Tables } from '../storage/tables'
import { findPrivateKey } from './exchangeKeys'

/** What a stick brought, proven to come from a device of this server. */
export interface OpenedUsbFile {
  readonly contents: UsbContents
  /** Names these very contents, however often they come. */
  readonly digest: string
}

/**
 * Opens the seal and checks who made the file.
 * @throws UsbFileError FOREIGN, DAMAGED, UNKNOWN_DEVICE, DEVICE_LOCKED
 */
export async function openUsbFile(db: Kysely<Tables>, file: UsbFile): Promise<OpenedUsbFile> {
  const privateKey = await findPrivateKey(db, file.header.serverKeyId)
  if (!privateKey) throw new UsbFileError('USB_FOREIGN')
  const plain = readPlain(await unseal(privateKey, file))
  const digest = createHash('sha256').update(plain.contents, 'utf8').digest('base64url')
  const contents = UsbContents.safeParse(parsed(plain.contents)).data
  const { fileId, madeAt, count } = file.header
  if (
    digest !== plain.sha256 ||
    contents?.fileId !== fileId ||
    contents.madeAt !== madeAt ||
    contents.commands.length !== count
  ) {
    throw new UsbFileError('USB_DAMAGED')
  }
  await checkDevice(db, contents, plain)
  return { contents, digest }
}

async function unseal(privateKey: webcrypto.CryptoKey, file: UsbFile): Promise<string> {
  const { subtle } = webcrypto
  try {
    const ephemeral = await subtle.importKey(
      'jwk',
      file.ephemeralKey,
      { name: 'ECDH', namedCurve: 'P-256' },
      false,
      [],
    )
    const shared = await subtle.deriveBits({ name: 'ECDH', public: ephemeral }, privateKey, 256)
    const secret = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
    const key = await subtle.deriveKey(
      {
        name: 'HKDF',
        hash: 'SHA-256',
        salt: bytesOf(file.salt),
        info: Buffer.from(USB_KEY_INFO, 'utf8'),
      },
      secret,
      { name: 'AES-GCM', length: 256 },
      false,
      ['decrypt'],
    )
    const additionalData = Buffer.from(headerText(file.header), 'utf8')
    const opened = await subtle.decrypt(
      { name: 'AES-GCM', iv: bytesOf(file.iv), additionalData },
      key,
      bytesOf(file.sealed),
    )
    return Buffer.from(opened).toString('utf8')
  } catch (error) {
    throw new UsbFileError('USB_DAMAGED', { cause: error })
  }
}

async function checkDevice(
  db: Kysely<Tables>,
  { deviceId, branchId }: UsbContents,
  { contents, signature }: UsbPlain,
): Promise<void> {
  const device = await db
    .selectFrom('auth_device')
    .select(['public_key', 'state'])
    .where('id', '=', deviceId)
    .where('branch_id', '=', branchId)
    .executeTakeFirst()
  const key = DeviceKey.safeParse(device?.public_key).data
  if (!device || !key || !isSignedBy(key, contents, signature)) {
    throw new UsbFileError('USB_UNKNOWN_DEVICE')
  }
  if (device.state === 'locked') throw new UsbFileError('USB_DEVICE_LOCKED')
}

function readPlain(text: string): UsbPlain {
  const plain = UsbPlain.safeParse(parsed(text)).data
  if (!plain) throw new UsbFileError('USB_DAMAGED')
  return plain
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function bytesOf(text: string): Buffer {
  return Buffer.from(text, 'base64url')
}
