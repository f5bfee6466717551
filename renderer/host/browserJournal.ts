import { HostError, type Journal, type JournalContents } from '#shared/host'
import type { JournalAnswer, JournalCall, JournalRequest } from './journalMessages'

/** Whether this browser has a private file system whose files can be flushed. */
export function canKeepJournal(): boolean {
  return (
    window.isSecureContext &&
    'locks' in navigator &&
    'storage' in navigator &&
    'getDirectory' in navigator.storage &&
    'FileSystemFileHandle' in window
  )
}

interface Waiting {
  resolve(value: unknown): void
  reject(error: unknown): void
}

/** The journal in the origin's private file system; its worker is started on first use. */
export function createBrowserJournal(): Journal {
  const waiting = new Map<number, Waiting>()
  let worker: Worker | undefined
  let last = 0

  const call = (request: JournalCall): Promise<unknown> =>
    new Promise((resolve, reject) => {
      const id = (last += 1)
      waiting.set(id, { resolve, reject })
      worker ??= start()
      worker.postMessage({ ...request, id } satisfies JournalRequest)
    })

  const start = (): Worker => {
    const started = new Worker(new URL('./journal.worker.ts', import.meta.url), { type: 'module' })
    started.addEventListener('message', ({ data }: MessageEvent<JournalAnswer>) => {
      const { resolve, reject } = waiting.get(data.id) ?? {}
      waiting.delete(data.id)
      if (data.ok) resolve?.(data.value)
      else reject?.(new HostError(data.code, data.message))
    })
    started.addEventListener('error', (event) => {
      // The next call starts another one.
      worker = undefined
      started.terminate()
      for (const { reject } of waiting.values()) {
        reject(new HostError('WRITE_FAILED', event.message))
      }
      waiting.clear()
    })
    return started
  }

  return {
    append: async (record) => void (await call({ op: 'append', record })),
    read: async () => (await call({ op: 'read' })) as JournalContents,
    replace: async (records, mark) => (await call({ op: 'replace', records, mark })) as boolean,
    size: async () => (await call({ op: 'size' })) as number,
  }
}
