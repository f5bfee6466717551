import { statfs } from 'node:fs/promises'
import type { DiskSpace } from '#shared/host'

/**
 * Free bytes for an ordinary user on the disk of our data folder; `undefined` when the system
 * does not say. Taken from the file system, because Chromium's own estimate is a quota.
 */
export async function findDiskSpace(folder: string): Promise<DiskSpace | undefined> {
  try {
    const { bavail, bsize } = await statfs(folder)
    return { freeBytes: bavail * bsize }
  } catch {
    return undefined
  }
}
