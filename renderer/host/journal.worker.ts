import { HostError, findHostErrorCode, type HostErrorCode } from '#shared/host'
import { TwoFileJournal, type JournalFile } from '#shared/journal/twoFiles'
import type { JournalAnswer, JournalRequest } from './journalMessages'

/**
 * The journal of a plain browser: two files of the origin's private file system. Only a worker gets
 * a handle that can flush. A handle shuts every other window out, so it is held for one batch.
 */
const LOCK = 'journal-files'
const FOLDER = 'journal'

const journal = new TwoFileJournal((work) =>
  navigator.locks.request(LOCK, async () => {
    const handles: FileSystemSyncAccessHandle[] = []
    try {
      const root = await navigator.storage.getDirectory()
      const folder = await root.getDirectoryHandle(FOLDER, { create: true })
      for (const name of ['a.journal', 'b.journal']) {
        handles.push(await openFile(folder, name))
      }
      const [a, b] = handles.map(fileOf)
      if (!a || !b) throw new Error('no files')
      return await work([a, b])
    } catch (error) {
      throw asHostError(error)
    } finally {
      for (const handle of handles) handle.close()
    }
  }),
)

self.addEventListener('message', (event: MessageEvent<JournalRequest>) => {
  void answer(event.data)
})

async function answer(request: JournalRequest): Promise<void> {
  const { id } = request
  try {
    send({ id, ok: true, value: await carryOut(request) })
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error)
    send({ id, ok: false, code: findHostErrorCode(error) ?? 'WRITE_FAILED', message })
  }
}

async function carryOut(request: JournalRequest): Promise<unknown> {
  switch (request.op) {
    case 'append':
      return journal.append(request.record)
    case 'read':
      return journal.read()
    case 'replace':
      return journal.replace(request.records, request.mark)
    case 'size':
      return journal.size()
  }
}

function send(message: JournalAnswer): void {
  self.postMessage(message)
}

/** A page that has just gone may hold its handle a moment longer than its lock. */
async function openFile(
  folder: FileSystemDirectoryHandle,
  name: string,
): Promise<FileSystemSyncAccessHandle> {
  const file = await folder.getFileHandle(name, { create: true })
  for (let left = 40; ; left -= 1) {
    try {
      return await file.createSyncAccessHandle()
    } catch (error) {
      const held = error instanceof DOMException && error.name === 'NoModificationAllowedError'
      if (!held || left === 0) throw error
      await new Promise((resolve) => setTimeout(resolve, 50))
    }
  }
}

function fileOf(handle: FileSystemSyncAccessHandle): JournalFile {
  return {
    size: async () => handle.getSize(),
    async read(at, length) {
      const bytes = new Uint8Array(Math.max(0, Math.min(length, handle.getSize() - at)))
      const count = handle.read(bytes, { at })
      return bytes.subarray(0, count)
    },
    async write(bytes, at) {
      const count = handle.write(bytes, { at })
      if (count < bytes.length) throw new HostError('DISK_FULL', `${count} of ${bytes.length}`)
    },
    truncate: async (size) => handle.truncate(size),
    flush: async () => handle.flush(),
  }
}

function asHostError(error: unknown): Error {
  if (error instanceof HostError) return error
  const { name, message } = error instanceof Error ? error : new Error(String(error))
  const code: HostErrorCode = name === 'QuotaExceededError' ? 'DISK_FULL' : 'WRITE_FAILED'
  return new HostError(code, `${name} ${message}`)
}
