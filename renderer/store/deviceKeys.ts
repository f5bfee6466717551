import { getStore, type Store } from './database'

/** This device's key pair; the private half cannot leave the browser's own storage. */
export async function findDeviceKeys(
  store: Store = getStore(),
): Promise<CryptoKeyPair | undefined> {
  const row = await store.keys.get('device')
  return row && 'pair' in row ? row.pair : undefined
}

/** Keeps a new pair unless another window was faster. @returns the pair that counts */
export async function addDeviceKeys(
  pair: CryptoKeyPair,
  store: Store = getStore(),
): Promise<CryptoKeyPair> {
  return store.db.transaction('rw', store.keys, async () => {
    const present = await store.keys.get('device')
    if (present && 'pair' in present) return present.pair
    await store.keys.put({ id: 'device', pair })
    return pair
  })
}

/** The key of the journal, where no key store of the operating system holds it. */
export async function findJournalKeyRow(
  store: Store = getStore(),
): Promise<{ readonly id: Uint8Array; readonly key: CryptoKey } | undefined> {
  const row = await store.keys.get('journal')
  return row && 'key' in row ? { id: row.keyId, key: row.key } : undefined
}

export async function putJournalKeyRow(
  { id, key }: { readonly id: Uint8Array; readonly key: CryptoKey },
  store: Store = getStore(),
): Promise<void> {
  await store.keys.put({ id: 'journal', keyId: id, key })
}
