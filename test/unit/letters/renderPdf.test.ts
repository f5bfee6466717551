import { afterEach, describe, expect, test, vi } from 'vitest'
import {
  MAX_ITEMS_PER_JOB,
  type PdfJob,
  type PdfWorkerMessage,
} from '../../../renderer/workers/pdf/job'
import { PdfError, renderPdf } from '../../../renderer/workers/pdf/renderPdf'
import { runPdfJob } from '../../../renderer/workers/pdf/runPdfJob'
import { pdfPages } from './pdfTools'
import { billingLetter, createdAt, fonts, rowOf, statement } from './samples'

/** Node has no Web Worker: this one runs the worker's own code, a message later, as a browser would. */
class WorkerInNode extends EventTarget {
  static all: WorkerInNode[] = []
  terminated = false

  constructor() {
    super()
    WorkerInNode.all.push(this)
  }

  postMessage(job: PdfJob): void {
    setTimeout(() => {
      try {
        const done = runPdfJob(job, fonts, (n, total) =>
          this.#say({ type: 'PROGRESS', done: n, total }),
        )
        this.#say({ type: 'DONE', ...done })
      } catch (error) {
        const { name, message } = error as Error
        this.#say({ type: 'FAILED', name, message })
      }
    })
  }

  terminate(): void {
    this.terminated = true
  }

  #say(data: PdfWorkerMessage): void {
    if (!this.terminated) this.dispatchEvent(new MessageEvent('message', { data }))
  }
}

const letter = { type: 'BILLING_LETTER', data: billingLetter([rowOf('2026-06', 1)]) } as const
const list = { type: 'STATEMENT', data: statement(2) } as const

function useWorker(): void {
  WorkerInNode.all = []
  vi.stubGlobal('Worker', WorkerInNode)
}

const allEnded = () => WorkerInNode.all.map(({ terminated }) => terminated)

describe('renderPdf', () => {
  afterEach(() => vi.unstubAllGlobals())

  test('[L-16] gives one PDF of all items, counts them, ends its worker', async () => {
    useWorker()
    const seen: string[] = []
    const bytes = await renderPdf(
      { items: [letter, list, letter], createdAt },
      { onProgress: (done, total) => seen.push(`${done}/${total}`) },
    )
    expect(pdfPages(bytes)).toHaveLength(4)
    expect(seen).toEqual(['1/3', '2/3', '3/3'])
    expect(allEnded()).toEqual([true])
  })

  test('[L-16] stops when asked to and never answers afterwards', async () => {
    useWorker()
    const abort = new AbortController()
    const work = renderPdf(
      { items: [letter, letter, letter], createdAt },
      { signal: abort.signal, onProgress: (done) => done === 2 && abort.abort() },
    )
    await expect(work).rejects.toMatchObject({ name: 'AbortError' })
    expect(allEnded()).toEqual([true])
    await expect(
      renderPdf({ items: [letter], createdAt }, { signal: abort.signal }),
    ).rejects.toThrow('abort')
    expect(WorkerInNode.all).toHaveLength(1)
  })

  test('[L-16] a letter that cannot be made is an error with its reason, not an empty file', async () => {
    useWorker()
    const wrong = { ...letter, data: { ...letter.data, rows: [] } }
    await expect(renderPdf({ items: [wrong], createdAt })).rejects.toThrow(PdfError)
    await expect(renderPdf({ items: [], createdAt })).rejects.toThrow('Nothing to draw')
    const items = Array.from({ length: MAX_ITEMS_PER_JOB + 1 }, () => letter)
    await expect(renderPdf({ items, createdAt })).rejects.toThrow(RangeError)
    expect(allEnded()).toEqual([true, true])
  })

  test('[L-16] a worker that cannot start is an error as well', async () => {
    useWorker()
    vi.spyOn(WorkerInNode.prototype, 'postMessage').mockImplementationOnce(function (
      this: WorkerInNode,
    ) {
      this.dispatchEvent(Object.assign(new Event('error'), { message: 'script not found' }))
    })
    await expect(renderPdf({ items: [letter], createdAt })).rejects.toThrow('script not found')
    expect(allEnded()).toEqual([true])
  })

  test('[L-14] characters that become boxes are reported', async () => {
    useWorker()
    const addressee = { ...letter.data.addressee, name: 'PT 😀 Contoh' }
    const found: string[] = []
    const item = { ...letter, data: { ...letter.data, addressee } }
    await renderPdf({ items: [item], createdAt }, { onUnprintable: (all) => found.push(...all) })
    expect(found).toEqual(['😀'])
  })
})
