import type { Secrets } from '#shared/host'
import { findJournalKeyRow, putJournalKeyRow } from '../../store/deviceKeys'
import type { Store } from '../../store/database'
import { reportTrouble } from '../../store/reportTrouble'
import { fromBase64Url } from '../base64'

/** What the records of a journal are sealed with. */
export interface JournalKey {
  /** Eight bytes that say which key it is, without telling it. */
  readonly id: Uint8Array
  /** AES-256-GCM; cannot be exported. */
  readonly key: CryptoKey
}

/** Where this device keeps the key: the key store of the operating system, else the database. */
export interface JournalKeyPlace {
  readonly store: Store
  readonly secrets?: Secrets
}

const SECRET = 'journal-key'
const ID_BYTES = 8

/** @returns undefined when it was never given to this device, or is lost */
export async function findJournalKey({
  store,
  secrets,
}: JournalKeyPlace): Promise<JournalKey | undefined> {
  if (!secrets) return findJournalKeyRow(store)
  try {
    const raw = await secrets.get(SECRET)
    return raw === undefined ? undefined : await importJournalKey(raw)
  } catch (error) {
    // The operating system's key store has changed; the next sign-in brings the key again.
    reportTrouble('the key of the journal cannot be read', error)
    return undefined
  }
}

/** @param raw 32 bytes as base64url, from the server */
export async function keepJournalKey(
  raw: string,
  { store, secrets }: JournalKeyPlace,
): Promise<void> {
  if (secrets) await secrets.set(SECRET, raw)
  else await putJournalKeyRow(await importJournalKey(raw), store)
}

export function isSameKey(one: JournalKey | undefined, other: JournalKey): boolean {
  return one?.id.every((byte, place) => byte === other.id[place]) ?? false
}

export async function importJournalKey(raw: string): Promise<JournalKey> {
  const bytes = fromBase64Url(raw)
  const digest = await crypto.subtle.digest('SHA-256', bytes)
  return {
    id: new Uint8Array(digest, 0, ID_BYTES).slice(),
    key: await crypto.subtle.importKey('raw', bytes, 'AES-GCM', false, ['encrypt', 'decrypt']),
  }
}
