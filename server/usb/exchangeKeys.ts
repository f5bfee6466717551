import { webcrypto } from 'node:crypto'
import type { Kysely } from 'kysely'
import { UsbPublicKey, type UsbServerKey } from '#shared/usb/format'
import type { Tables } from '../storage/tables'
import { uuidv7 } from '../uuid'

const ALGORITHM = { name: 'ECDH', namedCurve: 'P-256' } as const

/**
 * The public key that devices seal their files for; made at the first question. It lives in the
 * database, so that every process has it and a backup can open what was sealed before.
 * @param now epoch milliseconds
 */
export async function getExchangeKey(db: Kysely<Tables>, now: number): Promise<UsbServerKey> {
  const present = await first(db)
  if (present) return present
  const pair = await webcrypto.subtle.generateKey(ALGORITHM, true, ['deriveBits'])
  const { kty, crv, x, y } = await webcrypto.subtle.exportKey('jwk', pair.publicKey)
  const privateKey = await webcrypto.subtle.exportKey('jwk', pair.privateKey)
  await db
    .insertInto('usb_key')
    .values({
      id: uuidv7(now),
      public_key: JSON.stringify({ kty, crv, x, y }),
      private_key: JSON.stringify(privateKey),
      created_at: now,
    })
    .execute()
  // Another process may have been faster: the same row counts for both.
  const made = await first(db)
  if (!made) throw new Error('the exchange key was not stored')
  return made
}

/** The private half of a key of this server, also of an older one. */
export async function findPrivateKey(
  db: Kysely<Tables>,
  keyId: string,
): Promise<webcrypto.CryptoKey | undefined> {
  const row = await db
    .selectFrom('usb_key')
    .select('private_key')
    .where('id', '=', keyId)
    .executeTakeFirst()
  if (!row) return undefined
  const jwk = row.private_key as webcrypto.JsonWebKey
  return webcrypto.subtle.importKey('jwk', jwk, ALGORITHM, false, ['deriveBits'])
}

async function first(db: Kysely<Tables>): Promise<UsbServerKey | undefined> {
  const row = await db
    .selectFrom('usb_key')
    .select(['id', 'public_key'])
    .orderBy('id')
    .limit(1)
    .executeTakeFirst()
  return row && { keyId: row.id, publicKey: UsbPublicKey.parse(row.public_key) }
}
