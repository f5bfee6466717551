import { existsSync } from 'node:fs'
import { mkdir, open, readFile, rename, rm } from 'node:fs/promises'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { DataDirLock } from './dataDirLock'

/** Where the embedded database lies in the data directory. */
export function databaseDir(dataDir: string): string {
  return path.join(dataDir, 'database')
}

/**
 * Writes the whole embedded database into one compressed file, which appears when it is complete
 * and on disk.
 * @throws Error when there is a file of that name
 */
export async function backUp(pglite: PGlite, file: string): Promise<void> {
  if (existsSync(file)) throw new Error(`${file} exists already. A backup overwrites nothing.`)
  await pglite.exec('checkpoint')
  const dump = await pglite.dumpDataDir('gzip')
  const draft = `${file}.part`
  const handle = await open(draft, 'w', 0o600)
  try {
    await handle.writeFile(Buffer.from(await dump.arrayBuffer()))
    await handle.sync()
  } finally {
    await handle.close()
  }
  await rename(draft, file)
}

/** Stands beside the database from the first byte of a restore until it has its new identity. */
function markOf(dataDir: string): string {
  return path.join(dataDir, 'restore-unfinished')
}

/**
 * @throws Error when a restore was cut: under its old identity the devices would not notice that
 *   commands are missing
 */
export function assertRestoreFinished(dataDir: string): void {
  if (!existsSync(markOf(dataDir))) return
  throw new Error(
    `A restore into ${dataDir} did not come to its end. Run "restore" again with the same backup.`,
  )
}

/** The restored database has its new identity: it may be used. */
export async function noteRestoreFinished(dataDir: string): Promise<void> {
  await rm(markOf(dataDir), { force: true })
}

/**
 * Makes the embedded database anew from such a file. The caller must give it a new identity
 * before anybody uses it, and then call `noteRestoreFinished`. What a cut restore has left is
 * thrown away.
 * @throws Error while there is a database in this directory, or when the file is no backup
 */
export async function restoreDataDir(dataDir: string, file: string): Promise<void> {
  const target = databaseDir(dataDir)
  const dump = await readFile(file)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = await DataDirLock.take(dataDir)
  try {
    const mark = markOf(dataDir)
    if (existsSync(mark)) await rm(target, { recursive: true, force: true })
    if (existsSync(target)) {
      throw new Error(`There is a database in ${target}. Move it away first; do not delete it.`)
    }
    const { PGlite } = await import('@electric-sql/pglite')
    const handle = await open(mark, 'w', 0o600)
    await handle.sync()
    await handle.close()
    try {
      const pglite = await PGlite.create(target, { loadDataDir: new Blob([dump]) })
      await pglite.close()
    } catch (error) {
      await rm(target, { recursive: true, force: true })
      await rm(mark, { force: true })
      throw new Error(`${file} is no backup of this program.`, { cause: error })
    }
  } finally {
    await lock.release()
  }
}
