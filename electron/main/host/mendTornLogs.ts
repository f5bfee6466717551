import { open, readdir, readFile } from 'node:fs/promises'
import { join } from 'node:path'
import { findTornTail } from './logTail'

/**
 * Cuts the incomplete record off that a kill may leave at the end of a LevelDB log; it was never
 * called saved. Chromium would write on behind it, and at the start after that delete the whole
 * database as corrupt (https://github.com/google/leveldb/issues/1287). To be called before a page
 * opens a database.
 * @param folder `IndexedDB` of the profile; need not exist
 * @returns the files that were cut
 */
export async function mendTornLogs(folder: string): Promise<string[]> {
  const databases = (await namesIn(folder)).filter((name) => name.endsWith('.leveldb'))
  const mended: string[] = []
  for (const database of databases) {
    for (const file of await filesWrittenOn(join(folder, database))) {
      if (await mend(file)) mended.push(file)
    }
  }
  return mended
}

/** The latest log, and the list of files that is in force. */
async function filesWrittenOn(database: string): Promise<string[]> {
  const logs = (await namesIn(database)).filter((name) => /^\d+\.log$/.test(name))
  const latest = logs.sort((a, b) => Number.parseInt(a, 10) - Number.parseInt(b, 10)).at(-1)
  const current = await readFile(join(database, 'CURRENT'), 'utf8').catch(() => '')
  const manifest = /^(MANIFEST-\d+)\n$/.exec(current)?.[1]
  return [latest, manifest].flatMap((name) => (name ? [join(database, name)] : []))
}

async function mend(file: string): Promise<boolean> {
  const end = findTornTail(await readFile(file))
  if (end === undefined) return false
  const handle = await open(file, 'r+')
  try {
    await handle.truncate(end)
    await handle.sync()
  } finally {
    await handle.close()
  }
  return true
}

function namesIn(folder: string): Promise<string[]> {
  return readdir(folder).catch(() => [])
}
