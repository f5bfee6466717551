import { getStore, type Store } from './database'

/** This device's key pair; the private half cannot leave the browser's own storage. */
export async function findDeviceKeys(
  store: Store = getStore(),
): Promise<CryptoKeyPair | undefined> {
  return (await store.keys.get('device'))?.pair
}

/** Keeps a new pair unless another window was faster. @returns the pair that counts */
export async function addDeviceKeys(
  pair: CryptoKeyPair,
  store: Store = getStore(),
): Promise<CryptoKeyPair> {
  return store.db.transaction('rw', store.keys, async () => {
    const present = await store.keys.get('device')
    if (present) return present.pair
    await store.keys.put({ id: 'device', pair })
    return pair
  })
}
