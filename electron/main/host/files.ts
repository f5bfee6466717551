import { open, readFile, rename, rm, stat } from 'node:fs/promises'
import { basename, dirname, extname, join } from 'node:path'
import {
  HostError,
  MAX_FILE_BYTES,
  type FileToSave,
  type OpenedFile,
  type OpenFileRequest,
  type SaveResult,
} from '#shared/host'
import { safeFileName } from './fileNames'

export interface FileDialogs {
  /** Full path the person chose, or `undefined` when cancelled. */
  chooseTarget(options: { defaultPath: string; extension: string }): Promise<string | undefined>
  chooseSource(options: { extensions: readonly string[] }): Promise<string | undefined>
}

export interface FileDeps {
  readonly dialogs: FileDialogs
  /** Folder offered first. */
  readonly documentsFolder: string
}

export interface FileAbility {
  saveFile(file: FileToSave): Promise<SaveResult>
  openFile(request: OpenFileRequest): Promise<OpenedFile | undefined>
}

/** Saving and opening files in folders that the person chooses; the page never names a path. */
export function createFiles({ dialogs, documentsFolder }: FileDeps): FileAbility {
  return {
    async saveFile(file) {
      const name = safeFileName(file.suggestedName)
      const path = await dialogs.chooseTarget({
        defaultPath: join(documentsFolder, name),
        extension: extname(name).slice(1),
      })
      if (path === undefined) return { saved: false }
      await writeWhole(path, file.bytes)
      return { saved: true, path }
    },

    async openFile(request) {
      const extensions = request.accept.map((extension) => extension.slice(1))
      const path = await dialogs.chooseSource({ extensions })
      if (path === undefined) return undefined
      return readChosen(path, request)
    },
  }
}

/**
 * Writes beside the target, waits for the disk, then renames: a full disk or a crash leaves
 * either the old file or the new one, never half a letter.
 * @throws HostError DISK_FULL | WRITE_FAILED
 */
export async function writeWhole(path: string, bytes: Uint8Array, mode = 0o644): Promise<void> {
  const part = join(dirname(path), `.${basename(path).slice(0, 80)}.${process.pid}.part`)
  try {
    const handle = await open(part, 'w', mode)
    try {
      await handle.writeFile(bytes)
      await handle.sync()
    } finally {
      await handle.close()
    }
    await rename(part, path)
  } catch (error) {
    await rm(part, { force: true }).catch(() => undefined)
    throw writeError(error)
  }
}

/** What a failed write means to the page. */
export function writeError(error: unknown): HostError {
  if (error instanceof HostError) return error
  const code = errorCode(error)
  const full = code === 'ENOSPC' || code === 'EDQUOT'
  return new HostError(full ? 'DISK_FULL' : 'WRITE_FAILED', code)
}

async function readChosen(path: string, request: OpenFileRequest): Promise<OpenedFile> {
  const name = basename(path)
  // The dialog's filter is advice only: "all files" and typed names pass it.
  if (!request.accept.includes(extname(name).toLowerCase())) {
    throw new HostError('WRONG_FILE_TYPE', name)
  }
  try {
    const limit = Math.min(request.maxBytes ?? MAX_FILE_BYTES, MAX_FILE_BYTES)
    const info = await stat(path)
    if (!info.isFile()) throw new HostError('READ_FAILED', 'not a file')
    if (info.size > limit) throw new HostError('FILE_TOO_LARGE', name)
    const content = await readFile(path)
    // It may have grown between the two calls.
    if (content.byteLength > limit) throw new HostError('FILE_TOO_LARGE', name)
    return { name, bytes: new Uint8Array(content) }
  } catch (error) {
    throw error instanceof HostError ? error : new HostError('READ_FAILED', errorCode(error))
  }
}

export function errorCode(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : 'unknown'
}
