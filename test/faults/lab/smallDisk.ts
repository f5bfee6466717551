import { execFileSync } from 'node:child_process'
import { copyFile, mkdir, mkdtemp, open, rename, rm, statfs, truncate } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'

const PIECE = 64 * 1024
/** It commits when a process asks for it only, not while its image is copied. */
const OPTIONS = 'loop,commit=3600'

/** A file system of its own, small enough to be filled. */
export class SmallDisk {
  readonly #filler: string

  private constructor(
    private readonly folder: string,
    readonly path: string,
    readonly kind: 'ext4' | 'tmpfs',
  ) {
    this.#filler = join(path, 'filler')
  }

  /**
   * @param megabytes its size
   * @returns `undefined` where nothing can be mounted: only root can, and not in every container
   */
  static async mount(megabytes: number): Promise<SmallDisk | undefined> {
    const folder = await mkdtemp(join(tmpdir(), 'loket-disk-'))
    const path = join(folder, 'disk')
    await mkdir(path)
    const image = join(folder, 'image')
    await (await open(image, 'w')).close()
    await truncate(image, megabytes * 1024 * 1024)
    if (ran('mkfs.ext4', ['-q', '-m', '0', image]) && ran('mount', ['-o', OPTIONS, image, path])) {
      return new SmallDisk(folder, path, 'ext4')
    }
    if (ran('mount', ['-t', 'tmpfs', '-o', `size=${megabytes}m`, 'tmpfs', path])) {
      return new SmallDisk(folder, path, 'tmpfs')
    }
    await rm(folder, { recursive: true, force: true })
    return undefined
  }

  async freeBytes(): Promise<number> {
    const { bavail, bsize } = await statfs(this.path)
    return bavail * bsize
  }

  /** Another program takes the room, all but about `left` bytes. */
  async fill(left: number): Promise<void> {
    const file = await open(this.#filler, 'a')
    try {
      for (let free = await this.freeBytes(); free - left > 4096; free = await this.freeBytes()) {
        await file.write(Buffer.alloc(Math.min(PIECE, free - left), 1))
        await file.sync()
      }
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'ENOSPC') throw error
    } finally {
      await file.close()
    }
  }

  /** Half a minute goes by, after which everything that was written is on the disk. */
  async settle(): Promise<void> {
    if (!ran('sync', ['-f', this.path])) throw new Error('not synced')
  }

  /**
   * The computer loses its power: what had not reached the disk is gone. Nothing may write meanwhile.
   * @param end ends whatever has files open here
   */
  async cutPower(end: () => Promise<void>): Promise<void> {
    // Read beside the file system: what it still holds in memory is not in the image.
    const image = join(this.folder, 'image')
    const left = join(this.folder, 'left')
    await copyFile(image, left)
    await end()
    await this.#unmount()
    await rename(left, image)
    if (!ran('mount', ['-o', OPTIONS, image, this.path])) throw new Error('not mountable any more')
  }

  /** There is room again, as after the reserve was given up or a file was deleted. */
  async empty(): Promise<void> {
    await rm(this.#filler, { force: true })
  }

  async scrap(): Promise<void> {
    await this.#unmount()
    await rm(this.folder, { recursive: true, force: true })
  }

  async #unmount(): Promise<void> {
    for (let attempt = 0; attempt < 20 && !ran('umount', [this.path]); attempt += 1) {
      await new Promise((resolve) => setTimeout(resolve, 250))
    }
  }
}

function ran(command: string, args: readonly string[]): boolean {
  try {
    execFileSync(command, args, { stdio: 'ignore' })
    return true
  } catch {
    return false
  }
}
