import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout } from 'node:timers/promises'
import { findHostErrorCode, type Journal } from '#shared/host'
import { TwoFileJournal, type JournalFile, type JournalFilePair } from '#shared/journal/twoFiles'
import { errorCode, writeError } from './files'

const NAMES = ['a.journal', 'b.journal'] as const

export interface JournalDeps {
  readonly folder: string
  /** Space taken ahead. */
  readonly reserveBytes?: number
}

/** A scanner lets go of a file soon; until then a save waits rather than alarm anybody. */
const TRY_AGAIN_MS = [10, 40, 120, 300] as const

/**
 * The journal of the desktop program: two files in `folder`, opened for each batch, so that no
 * handle outlives it. One program at a time has the folder (single-instance lock). Work that meets
 * a locked or stumbling file is done again as a whole: a record may then stand there twice, which
 * means the same as once.
 * @throws HostError DISK_FULL | WRITE_FAILED from every function
 */
export function createJournal({ folder, reserveBytes }: JournalDeps): Journal {
  let isPrepared = false
  const once = async <T>(work: (files: JournalFilePair) => Promise<T>): Promise<T> => {
    const handles: FileHandle[] = []
    try {
      if (!isPrepared) await prepare(folder)
      isPrepared = true
      for (const name of NAMES) handles.push(await open(join(folder, name), 'r+'))
      return await work(handles.map(fileOf) as [JournalFile, JournalFile])
    } catch (error) {
      // Somebody has deleted the files: the next try makes them.
      if (errorCode(error) === 'ENOENT') isPrepared = false
      throw writeError(error)
    } finally {
      // What had to be on the disk has been flushed; a close that fails takes nothing back.
      await Promise.allSettled(handles.map((handle) => handle.close()))
    }
  }
  const journal = new TwoFileJournal(async (work) => {
    for (const ms of TRY_AGAIN_MS) {
      try {
        return await once(work)
      } catch (error) {
        if (findHostErrorCode(error) === 'DISK_FULL') throw error
        await setTimeout(ms)
      }
    }
    return once(work)
  }, reserveBytes)
  return {
    append: (record) => journal.append(record),
    async read() {
      const { records, ...rest } = await journal.read()
      // Parts of one big buffer would each cross to the page with all of it.
      return { ...rest, records: records.map((record) => record.slice()) }
    },
    replace: (records, mark) => journal.replace(records, mark),
    size: () => journal.size(),
  }
}

/** Makes what is missing, and never empties what is there. */
async function prepare(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 })
  for (const name of NAMES) await (await open(join(folder, name), 'a', 0o600)).close()
  // Windows keeps names by itself and does not open folders.
  if (process.platform === 'win32') return
  // A file whose name is not on the disk is lost with the power, however well it was flushed.
  const handle = await open(folder, 'r')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}

function fileOf(handle: FileHandle): JournalFile {
  return {
    size: async () => (await handle.stat()).size,
    async read(at, length) {
      const bytes = new Uint8Array(length)
      let filled = 0
      while (filled < length) {
        const { bytesRead } = await handle.read(bytes, filled, length - filled, at + filled)
        if (bytesRead === 0) break
        filled += bytesRead
      }
      return bytes.subarray(0, filled)
    },
    async write(bytes, at) {
      let written = 0
      while (written < bytes.length) {
        const left = bytes.length - written
        const { bytesWritten } = await handle.write(bytes, written, left, at + written)
        written += bytesWritten
      }
    },
    truncate: (size) => handle.truncate(size),
    flush: () => handle.datasync(),
  }
}
