import { z } from 'zod'
import { WireCommand } from '../protocol/messages'

/**
 * The file by which unsent work travels on a stick. A program that holds only the file reads its
 * header; everything about people is sealed for the server (ECDH P-256 with a key made for this
 * one file, HKDF-SHA-256, AES-256-GCM over the contents with the header as additional data) and
 * signed inside by the device that made it.
 */
export const USB_EXTENSION = '.loket'
export const USB_MIME = 'application/octet-stream'
/** Larger files are neither made nor read. */
export const USB_MAX_BYTES = 24 * 1024 * 1024
export const USB_MAX_COMMANDS = 20_000
export const USB_VERSION = 1

const Base64Url = z.string().regex(/^[A-Za-z0-9_-]+$/)
const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** A public key of the curve P-256. */
export const UsbPublicKey = z.object({
  kty: z.literal('EC'),
  crv: z.literal('P-256'),
  x: Coordinate,
  y: Coordinate,
})
export type UsbPublicKey = z.infer<typeof UsbPublicKey>

/** What GET /usb/key answers. */
export const UsbServerKey = z.object({ keyId: z.uuid(), publicKey: UsbPublicKey })
export type UsbServerKey = z.infer<typeof UsbServerKey>

/** Readable by everybody: no names, no numbers of people. */
export const UsbHeader = z.strictObject({
  format: z.literal('smile-loket-usb'),
  version: z.literal(USB_VERSION),
  fileId: z.uuid(),
  /** For whom it is sealed. */
  serverKeyId: z.uuid(),
  /** UTC instant by the clock of the device. */
  madeAt: z.iso.datetime(),
  count: z.number().int().min(1).max(USB_MAX_COMMANDS),
})
export type UsbHeader = z.infer<typeof UsbHeader>

export const UsbFile = z.strictObject({
  header: UsbHeader,
  /** Made for this file alone. */
  ephemeralKey: UsbPublicKey,
  salt: Base64Url.length(43),
  iv: Base64Url.length(16),
  sealed: Base64Url.max(USB_MAX_BYTES),
})
export type UsbFile = z.infer<typeof UsbFile>

/** What the device signs, as JSON text. */
export const UsbContents = z.strictObject({
  fileId: z.uuid(),
  branchId: z.string().regex(/^\d{3}$/),
  deviceId: z.uuid(),
  clientId: z.uuid(),
  madeAt: z.iso.datetime(),
  /** Unsent work in its order, as it would be pushed. */
  commands: z.array(WireCommand).min(1).max(USB_MAX_COMMANDS),
})
export type UsbContents = z.infer<typeof UsbContents>

/** What is sealed: the contents as text, the device's signature over exactly that text, its hash. */
export const UsbPlain = z.strictObject({
  contents: z.string(),
  /** SHA-256 of the UTF-8 bytes of `contents`, base64url. */
  sha256: Base64Url.length(43),
  /** ECDSA P-256 with SHA-256, r‖s, base64url. */
  signature: Base64Url.max(120),
})
export type UsbPlain = z.infer<typeof UsbPlain>

/** The header's one spelling, bound to the seal as additional data. */
export function headerText(header: UsbHeader): string {
  const { format, version, fileId, serverKeyId, madeAt, count } = header
  return JSON.stringify([format, version, fileId, serverKeyId, madeAt, count])
}

/** Separates this use of the keys from every other. */
export const USB_KEY_INFO = 'smile-loket-usb-1'

/** Why a file cannot be used; each has a sentence on the screens and at the server's terminal. */
export const usbProblems = [
  /** Not made by this program. */
  'USB_NOT_OURS',
  /** Made by a later version of it. */
  'USB_NEWER',
  /** Cut off or changed on the way. */
  'USB_DAMAGED',
  'USB_TOO_LARGE',
  /** Sealed for another server. */
  'USB_FOREIGN',
  /** The device that made it is unknown here, or the signature is not its own. */
  'USB_UNKNOWN_DEVICE',
  'USB_DEVICE_LOCKED',
] as const
export type UsbProblem = (typeof usbProblems)[number]

export class UsbFileError extends Error {
  override readonly name = 'UsbFileError'
  constructor(
    readonly problem: UsbProblem,
    options?: ErrorOptions,
  ) {
    super(problem, options)
  }
}

/**
 * Reads the outside of a file.
 * @throws UsbFileError NOT_OURS, NEWER, DAMAGED, TOO_LARGE
 */
export function readUsbFile(text: string): UsbFile {
  if (text.length > USB_MAX_BYTES) throw new UsbFileError('USB_TOO_LARGE')
  let json: unknown
  try {
    json = JSON.parse(text)
  } catch {
    throw new UsbFileError(
      /^\s*\{"header":\{"format":"smile-loket-usb"/.test(text) ? 'USB_DAMAGED' : 'USB_NOT_OURS',
    )
  }
  const mark = z
    .looseObject({
      header: z.looseObject({ format: z.literal('smile-loket-usb'), version: z.number() }),
    })
    .safeParse(json).data
  if (!mark) throw new UsbFileError('USB_NOT_OURS')
  if (mark.header.version > USB_VERSION) throw new UsbFileError('USB_NEWER')
  const file = UsbFile.safeParse(json).data
  if (!file) throw new UsbFileError('USB_DAMAGED')
  return file
}

/** What became of a file on the server. */
export const UsbImportResult = z.object({
  fileId: z.uuid(),
  count: z.number().int(),
  /** Of these: known to the server before, by the device itself or by another file. */
  alreadyKnown: z.number().int(),
  accepted: z.number().int(),
  refused: z.number().int(),
  /** Not carried out because the server has trouble: bring the file again. */
  left: z.number().int(),
})
export type UsbImportResult = z.infer<typeof UsbImportResult>
