import { MAX_ITEMS_PER_JOB, type PdfJob, type PdfWorkerMessage } from './job'

export interface RenderPdfOptions {
  /** Letters drawn so far; called in order, from 1 to the number of items. */
  onProgress?: (done: number, total: number) => void
  /** Aborting ends the worker at once; the promise rejects with the signal's reason. */
  signal?: AbortSignal
  /** Characters the letter font cannot draw (printed as a box); only called when there are some. */
  onUnprintable?: (characters: string[]) => void
}

/** The letters could not be made; the message names the worker's own error. */
export class PdfError extends Error {
  override readonly name = 'PdfError'
}

/**
 * Makes one PDF of `job.items` in a worker of its own, which ends with the job whatever happens, so
 * that its memory is given back. Works without a network once the application has been loaded.
 * @throws PdfError (rejection) for figures that do not add up, a missing font, an empty job;
 *   RangeError for more than MAX_ITEMS_PER_JOB items; the signal's reason after an abort
 */
export async function renderPdf(
  job: PdfJob,
  options: RenderPdfOptions = {},
): Promise<Uint8Array<ArrayBuffer>> {
  const { signal } = options
  signal?.throwIfAborted()
  if (job.items.length > MAX_ITEMS_PER_JOB) {
    throw new RangeError(`A print job holds at most ${MAX_ITEMS_PER_JOB} letters`)
  }
  const worker = new Worker(new URL('./pdf.worker.ts', import.meta.url), { type: 'module' })
  const abandoned = new AbortController()
  try {
    return await new Promise((resolve, reject) => {
      const until = { signal: abandoned.signal }
      signal?.addEventListener('abort', () => reject(signal.reason as Error), until)
      worker.addEventListener('error', (event) => reject(new PdfError(event.message)), until)
      worker.addEventListener(
        'messageerror',
        () => reject(new PdfError('Unreadable answer of the PDF worker')),
        until,
      )
      worker.addEventListener(
        'message',
        ({ data }: MessageEvent<PdfWorkerMessage>) => {
          switch (data.type) {
            case 'PROGRESS':
              options.onProgress?.(data.done, data.total)
              break
            case 'DONE':
              if (data.unprintable.length > 0) options.onUnprintable?.(data.unprintable)
              resolve(data.bytes)
              break
            case 'FAILED':
              reject(new PdfError(`${data.name}: ${data.message}`))
              break
          }
        },
        until,
      )
      worker.postMessage(job)
    })
  } finally {
    abandoned.abort()
    worker.terminate()
  }
}
