import { randomBytes } from 'node:crypto'
import { open, rm, stat, truncate } from 'node:fs/promises'
import type { DiskSpace } from '#shared/host'
import { gateLimits } from '#shared/sync/gate'

const PIECE_BYTES = 1024 * 1024

export interface DiskReserve {
  /**
   * Free bytes for new work, `undefined` when the system does not say. Gives the reserve up when
   * the disk is nearly full, and makes it again when there is room; given up, it is for sending
   * only and not counted.
   */
  look(): Promise<DiskSpace | undefined>
}

export interface ReserveDeps {
  /** With no bytes in it, the file says that the reserve was given up. */
  readonly path: string
  /** Free bytes on the disk of the file. */
  space(): Promise<DiskSpace | undefined>
  /** Seconds of writing are in the way while the program starts. */
  mayMake(): boolean
  /** Bytes kept back; 256 MiB. */
  readonly bytes?: number
}

/** Room kept back beside our data, so that what waits can still be sent when the disk is full. */
export function createDiskReserve({
  path,
  space,
  mayMake,
  bytes = 256 * 1024 * 1024,
}: ReserveDeps): DiskReserve {
  let making: Promise<void> | undefined
  return {
    async look() {
      const found = await space()
      if (!found) return undefined
      const { freeBytes } = found
      if (freeBytes < gateLimits.newWorkFreeBytes) {
        // One that is just being written is given up, too.
        await making
        await giveUp(path)
        // Given up earlier, it may have been used since: there is no room for work either way.
        return found
      }
      if (making) return found
      const size = await sizeOf(path)
      if (size === bytes) return found
      if (mayMake() && freeBytes >= bytes + gateLimits.warnFreeBytes) {
        making = make(path, bytes).finally(() => (making = undefined))
        return { freeBytes: freeBytes - bytes }
      }
      return { freeBytes: size === 0 ? Math.max(0, freeBytes - bytes) : freeBytes }
    },
  }
}

/** Real bytes: a file of holes, or one that the file system can squeeze, keeps nothing back. */
async function make(path: string, bytes: number): Promise<void> {
  try {
    const file = await open(path, 'w')
    try {
      const piece = randomBytes(Math.min(PIECE_BYTES, bytes))
      for (let left = bytes; left > 0; left -= piece.length) {
        await file.write(piece, 0, Math.min(piece.length, left))
      }
      await file.sync()
    } finally {
      await file.close()
    }
  } catch {
    // Somebody else took the room meanwhile; a later look tries again.
    await rm(path, { force: true })
  }
}

/** A file that another program holds is tried again with the next look; work goes on. */
async function giveUp(path: string): Promise<void> {
  if (((await sizeOf(path)) ?? 0) > 0) await truncate(path, 0).catch(() => undefined)
}

async function sizeOf(path: string): Promise<number | undefined> {
  return stat(path).then(
    ({ size }) => size,
    () => undefined,
  )
}
