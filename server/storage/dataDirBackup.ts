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

/**
 * Makes the embedded database anew from such a file. The caller must give it a new identity
 * before anybody uses it.
 * @throws Error while there is a database in this directory, or when the file is no backup
 */
export async function restoreDataDir(dataDir: string, file: string): Promise<void> {
  const target = databaseDir(dataDir)
  const dump = await readFile(file)
  await mkdir(dataDir, { recursive: true, mode: 0o700 })
  const lock = await DataDirLock.take(dataDir)
  try {
    if (existsSync(target)) {
      throw new Error(`There is a database in ${target}. Move it away first; do not delete it.`)
    }
    const { PGlite } = await import('@electric-sql/pglite')
    try {
      const pglite = await PGlite.create(target, { loadDataDir: new Blob([dump]) })
      await pglite.close()
    } catch (error) {
      await rm(target, { recursive: true, force: true })
      throw new Error(`${file} is no backup of this program.`, { cause: error })
    }
  } finally {
    await lock.release()
  }
}
