import type { ImportCheck } from '#shared/registration/importCheck'
import { ImportProblem } from '#shared/registration/importProblem'
import type { ImportContext } from '#shared/registration/sipp'
import { IMPORT_LIMITS } from './limits'
import type { ImportAnswer, ImportProgress, ImportRequest } from './protocol'

export interface CheckOptions {
  readonly onProgress?: (progress: ImportProgress) => void
  /** Aborting ends the worker at once; the promise rejects with the signal's reason. */
  readonly signal?: AbortSignal
  /** Makes the thread; tests give another one. */
  readonly startWorker?: () => ImportThread
}

/** The part of `Worker` that is used. */
export interface ImportThread {
  onmessage: ((event: MessageEvent<ImportAnswer>) => void) | null
  onerror: ((event: ErrorEvent) => void) | null
  postMessage(request: ImportRequest): void
  terminate(): void
}

/**
 * Checks a company's worker list in a worker thread; the page stays responsive whatever the file
 * is. Nothing is stored: the caller decides what to do with the good and the bad rows.
 *
 * @throws ImportProblem when the file cannot be used (READER_STOPPED when the thread failed or
 * gave no sign of life for a minute); the signal's reason when aborted
 */
export function checkWorkerList(
  file: File,
  ctx: ImportContext,
  { onProgress = () => {}, signal, startWorker = startImportWorker }: CheckOptions = {},
): Promise<ImportCheck> {
  if (signal?.aborted === true) return Promise.reject(signal.reason)
  return new Promise<ImportCheck>((resolve, reject) => {
    const thread = startWorker()
    const stop = (finish: () => void) => {
      clearTimeout(watchdog)
      signal?.removeEventListener('abort', abort)
      thread.terminate()
      finish()
    }
    const fail = (problem: unknown) => stop(() => reject(problem))
    const abort = () => fail(signal?.reason)
    const watch = () =>
      setTimeout(
        () => fail(new ImportProblem('READER_STOPPED', { reason: 'timeout' })),
        IMPORT_LIMITS.silenceMs,
      )
    let watchdog = watch()
    signal?.addEventListener('abort', abort)
    thread.onerror = (event) => fail(new ImportProblem('READER_STOPPED', { reason: event.message }))
    thread.onmessage = ({ data }) => {
      switch (data.kind) {
        case 'progress':
          clearTimeout(watchdog)
          watchdog = watch()
          onProgress(data.progress)
          return
        case 'done':
          return stop(() => resolve(data.check))
        case 'problem':
          return fail(new ImportProblem(data.code, data.detail))
        default:
          data satisfies never
      }
    }
    thread.postMessage({ file, ctx })
  })
}

function startImportWorker(): ImportThread {
  return new Worker(new URL('./import.worker.ts', import.meta.url), { type: 'module' })
}
