import { closeSync, fsyncSync, openSync } from 'node:fs'
import { open, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { PGlite, type PGliteOptions } from '@electric-sql/pglite'
import { NodeFS } from '@electric-sql/pglite/nodefs'

/** What Emscripten's file system over Node gives us; see its library_nodefs.js. */
interface NodeFileSystem {
  readonly stream_ops: { fsync?: (stream: Stream) => number }
  realPath(node: unknown): string
}
interface Stream {
  readonly node: unknown
  /** Absent for a folder. */
  readonly nfd?: number
}

/**
 * Opens an embedded database that outlives a power cut. PGlite runs PostgreSQL without fsync, and its
 * files have none: what was answered would be gone, and mostly the whole database.
 */
export async function openFlushed(folder: string, options: PGliteOptions): Promise<PGlite> {
  const fs = new FlushedFiles(folder)
  const pglite = await PGlite.create({ ...options, fs, startParams: [...flushingParams] })
  // A new or restored one was made without.
  await flushFolder(folder)
  return pglite
}

/** Its own, with fsync; by the call that the files here offer. */
const flushingParams: readonly string[] = [
  ...PGlite.defaultStartParams.filter((param) => param !== '-F'),
  ...['-c', 'wal_sync_method=fsync'],
]

/** Files that flush when PostgreSQL asks for it. */
class FlushedFiles extends NodeFS {
  override async init(...args: Parameters<NodeFS['init']>): ReturnType<NodeFS['init']> {
    const { emscriptenOpts } = await super.init(...args)
    const preRun = [...(emscriptenOpts.preRun ?? [])].flat()
    return {
      emscriptenOpts: {
        ...emscriptenOpts,
        preRun: [
          (module: { readonly NODEFS: NodeFileSystem }): void => {
            const { NODEFS } = module
            NODEFS.stream_ops.fsync = (stream) => flush(NODEFS, stream)
          },
          ...preRun,
        ],
      },
    }
  }
}

/** WASI's number for it; PostgreSQL then stops, as it must. */
const EIO = 29

function flush(files: NodeFileSystem, { node, nfd }: Stream): number {
  try {
    if (nfd === undefined) flushEntries(files.realPath(node))
    else fsyncSync(nfd)
    return 0
  } catch {
    return EIO
  }
}

/** Which files are in a folder; Windows keeps that by itself and cannot be asked to. */
function flushEntries(folder: string): void {
  if (process.platform === 'win32') return
  const handle = openSync(folder, 'r')
  try {
    fsyncSync(handle)
  } finally {
    closeSync(handle)
  }
}

async function flushFolder(folder: string): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  for (const entry of entries) {
    const path = join(entry.parentPath, entry.name)
    if (entry.isDirectory()) flushEntries(path)
    else if (entry.isFile()) await flushFile(path)
  }
  flushEntries(folder)
}

async function flushFile(path: string): Promise<void> {
  const handle = await open(path, 'r+')
  try {
    await handle.sync()
  } finally {
    await handle.close()
  }
}
