import { getStore, type Store } from '../database'
import type { CarriedFile } from '../records'
import { useLive } from './live'

/** Files that were brought on a stick, the latest first. */
export async function listCarriedFiles(store: Store = getStore()): Promise<CarriedFile[]> {
  const files = await store.usbFiles.toArray()
  return files.sort((a, b) => (a.takenAt < b.takenAt ? 1 : -1))
}

export function useCarriedFiles(): CarriedFile[] | undefined {
  return useLive(() => listCarriedFiles(), [])
}

/**
 * Keeps a file until the server has it.
 * @returns `known` when it is here already: the same file twice is one file
 */
export async function keepCarriedFile(
  file: CarriedFile,
  store: Store = getStore(),
): Promise<'kept' | 'known'> {
  return store.db.transaction('rw', store.usbFiles, async () => {
    const known = await store.usbFiles.get(file.fileId)
    // What the server has refused may be brought again, e.g. from a better copy.
    if (known && known.state !== 'refused') return 'known'
    await store.usbFiles.put(file)
    return 'kept'
  })
}

export async function updateCarriedFile(
  fileId: string,
  news: Partial<Pick<CarriedFile, 'state' | 'result' | 'problem'>>,
  store: Store = getStore(),
): Promise<void> {
  await store.usbFiles.update(fileId, news)
}
