import {
  headerText,
  USB_KEY_INFO,
  USB_VERSION,
  type UsbContents,
  type UsbFile,
  type UsbHeader,
  type UsbPlain,
  type UsbPublicKey,
  type UsbServerKey,
} from '#shared/usb/format'
import { toBase64Url } from '../base64'

/**
 * Seals work so that only the server can read it, not even the computer that made the file.
 * @param sign signs a text with the key by which the server knows this device
 * @returns the text of the file
 */
export async function sealUsbFile(
  contents: UsbContents,
  serverKey: UsbServerKey,
  sign: (text: string) => Promise<string>,
): Promise<string> {
  const text = JSON.stringify(contents)
  const plain: UsbPlain = {
    contents: text,
    sha256: toBase64Url(await crypto.subtle.digest('SHA-256', utf8(text))),
    signature: await sign(text),
  }
  const header: UsbHeader = {
    format: 'smile-loket-usb',
    version: USB_VERSION,
    fileId: contents.fileId,
    serverKeyId: serverKey.keyId,
    madeAt: contents.madeAt,
    count: contents.commands.length,
  }
  const salt = crypto.getRandomValues(new Uint8Array(32))
  const iv = crypto.getRandomValues(new Uint8Array(12))
  const { key, ephemeralKey } = await agree(serverKey.publicKey, salt)
  const sealed = await crypto.subtle.encrypt(
    { name: 'AES-GCM', iv, additionalData: utf8(headerText(header)) },
    key,
    utf8(JSON.stringify(plain)),
  )
  const file: UsbFile = {
    header,
    ephemeralKey,
    salt: toBase64Url(salt.buffer),
    iv: toBase64Url(iv.buffer),
    sealed: toBase64Url(sealed),
  }
  return JSON.stringify(file)
}

/** A key that only the holder of the server's private key can make as well. */
async function agree(
  serverKey: UsbPublicKey,
  salt: Uint8Array<ArrayBuffer>,
): Promise<{ key: CryptoKey; ephemeralKey: UsbPublicKey }> {
  const { subtle } = crypto
  const curve = { name: 'ECDH', namedCurve: 'P-256' } as const
  const pair = await subtle.generateKey(curve, false, ['deriveBits'])
  const server = await subtle.importKey('jwk', serverKey, curve, false, [])
  const shared = await subtle.deriveBits({ name: 'ECDH', public: server }, pair.privateKey, 256)
  const secret = await subtle.importKey('raw', shared, 'HKDF', false, ['deriveKey'])
  const key = await subtle.deriveKey(
    { name: 'HKDF', hash: 'SHA-256', salt, info: utf8(USB_KEY_INFO) },
    secret,
    { name: 'AES-GCM', length: 256 },
    false,
    ['encrypt'],
  )
  const { x, y } = await subtle.exportKey('jwk', pair.publicKey)
  return { key, ephemeralKey: { kty: 'EC', crv: 'P-256', x: x ?? '', y: y ?? '' } }
}

function utf8(text: string): Uint8Array<ArrayBuffer> {
  return new TextEncoder().encode(text)
}
