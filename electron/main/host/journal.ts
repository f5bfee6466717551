import { mkdir, open, type FileHandle } from 'node:fs/promises'
import { join } from 'node:path'
import type { Journal } from '#shared/host'
import { TwoFileJournal, type JournalFile } from '#shared/journal/twoFiles'
import { writeError } from './files'

const NAMES = ['a.journal', 'b.journal'] as const

export interface JournalDeps {
  readonly folder: string
  /** Space taken ahead. */
  readonly reserveBytes?: number
}

/**
 * The journal of the desktop program: two files in `folder`, opened for each batch, so that no
 * handle outlives it. One program at a time has the folder (single-instance lock).
 * @throws HostError DISK_FULL | WRITE_FAILED from every function
 */
export function createJournal({ folder, reserveBytes }: JournalDeps): Journal {
  let isPrepared = false
  const journal = new TwoFileJournal(async (work) => {
    const handles: FileHandle[] = []
    try {
      if (!isPrepared) await prepare(folder)
      isPrepared = true
      for (const name of NAMES) handles.push(await open(join(folder, name), 'r+'))
      return await work(handles.map(fileOf) as [JournalFile, JournalFile])
    } catch (error) {
      // Perhaps somebody has deleted the files: the next call makes them.
      isPrepared = false
      throw writeError(error)
    } finally {
      for (const handle of handles) await handle.close()
    }
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
