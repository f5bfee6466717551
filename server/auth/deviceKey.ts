import { createPublicKey, verify } from 'node:crypto'
import { z } from 'zod'

const Coordinate = z.string().regex(/^[A-Za-z0-9_-]{43}$/)

/** The public half of a device's WebCrypto key pair (ECDSA, P-256). A private part is refused. */
export const DeviceKey = z
  .looseObject({
    kty: z.literal('EC'),
    crv: z.literal('P-256'),
    x: Coordinate,
    y: Coordinate,
    d: z.undefined().optional(),
  })
  .transform(({ kty, crv, x, y }) => ({ kty, crv, x, y }))
export type DeviceKey = z.infer<typeof DeviceKey>

/** Whether the point lies on the curve at all. */
export function isUsableKey(key: DeviceKey): boolean {
  try {
    createPublicKey({ format: 'jwk', key })
    return true
  } catch {
    return false
  }
}

/**
 * Whether `signature` (base64url, r‖s as WebCrypto makes it, SHA-256) over the UTF-8 bytes of
 * `text` was made by this device.
 */
export function isSignedBy(key: DeviceKey, text: string, signature: string): boolean {
  try {
    return verify(
      'sha256',
      Buffer.from(text, 'utf8'),
      { key: createPublicKey({ format: 'jwk', key }), dsaEncoding: 'ieee-p1363' },
      Buffer.from(signature, 'base64url'),
    )
  } catch {
    return false
  }
}
