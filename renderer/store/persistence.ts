/**
 * Asks the browser to keep the data even when space runs short. Without that promise Chromium answers
 * a full disk by emptying the origin, database and private files alike.
 * @returns false when it did not promise: the screens then say so
 */
export async function requestPersistence(): Promise<boolean> {
  if (!('storage' in navigator) || !navigator.storage.persist) return false
  return (await navigator.storage.persisted()) || navigator.storage.persist()
}
