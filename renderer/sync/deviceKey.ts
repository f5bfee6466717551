import type { Store } from '../store/database'
import { addDeviceKeys, findDeviceKeys } from '../store/deviceKeys'
import { toBase64Url } from './base64'

const ALGORITHM = { name: 'ECDSA', namedCurve: 'P-256' } as const

/** This device's key pair, made on first use. The private key can be used but never read. */
export async function getDeviceKeys(store: Store): Promise<CryptoKeyPair> {
  const present = await findDeviceKeys(store)
  if (present) return present
  return addDeviceKeys(await crypto.subtle.generateKey(ALGORITHM, false, ['sign', 'verify']), store)
}

/** The public half as the server registers it. */
export async function publicJwk(keys: CryptoKeyPair): Promise<JsonWebKey> {
  const { kty, crv, x, y } = await crypto.subtle.exportKey('jwk', keys.publicKey)
  return { kty, crv, x, y }
}

/** Signs a text of the server: proof that this is the device that once signed in. */
export async function signText(keys: CryptoKeyPair, text: string): Promise<string> {
  const bytes = new TextEncoder().encode(text)
  const algorithm = { name: 'ECDSA', hash: 'SHA-256' }
  return toBase64Url(await crypto.subtle.sign(algorithm, keys.privateKey, bytes))
}
