import { readFileSync } from 'node:fs'
import { afterEach, describe, expect, test, vi } from 'vitest'
import { answerImport } from '../../../renderer/workers/import/answerImport'
import {
  checkWorkerList,
  type ImportThread,
} from '../../../renderer/workers/import/checkWorkerList'
import type { ImportAnswer } from '../../../renderer/workers/import/protocol'
import { fileOf } from './makeXlsx'

const ctx = { today: '2026-11-22', knownNiks: new Set(['3516992501990001']) }
const sample = () =>
  fileOf(readFileSync('resources/samples/tenaga-kerja-contoh-250.xlsx'), 'a.xlsx')

/** Runs the worker's own code; messages are cloned as between threads. */
function makeThread(work: typeof answerImport | 'silent' | 'broken' = answerImport) {
  const thread: ImportThread & { ended: boolean } = {
    ended: false,
    onmessage: null,
    onerror: null,
    postMessage({ file, ctx: given }) {
      if (work === 'silent') return
      if (work === 'broken') {
        queueMicrotask(() => thread.onerror?.({ message: 'no script' } as ErrorEvent))
        return
      }
      void work({ file, ctx: structuredClone(given) }, (answer) =>
        thread.onmessage?.({ data: structuredClone(answer) } as MessageEvent<ImportAnswer>),
      )
    },
    terminate() {
      thread.ended = true
    },
  }
  return thread
}

describe('checking in a worker thread', () => {
  afterEach(() => vi.useRealTimers())

  test('[R-20] gives the check, reports progress and ends the thread', async () => {
    const thread = makeThread()
    const steps: string[] = []
    const check = await checkWorkerList(
      fileOf(`NAMA,NIK,UPAH\n${'Sekar,1,2\n'.repeat(1200)}`, 'b.csv'),
      ctx,
      { startWorker: () => thread, onProgress: ({ step, rows }) => steps.push(`${step} ${rows}`) },
    )
    expect([check.fileName, check.totalRows]).toEqual(['b.csv', 1200])
    expect(steps).toEqual(['READING 500', 'READING 1000', 'CHECKING 500', 'CHECKING 1000'])
    expect(thread.ended).toBe(true)
  })

  test('the known workers of the employer cross the thread', async () => {
    const thread = makeThread()
    const check = await checkWorkerList(sample(), ctx, { startWorker: () => thread })
    expect([check.good.length, check.bad.length]).toEqual([242, 8])
    expect(check.bad[0]?.findings[0]?.code).toBe('NIK_ALREADY_AT_EMPLOYER')
  })

  test('[R-24] a problem arrives with its code and detail', async () => {
    const thread = makeThread()
    await expect(
      checkWorkerList(fileOf('%PDF'), ctx, { startWorker: () => thread }),
    ).rejects.toMatchObject({ name: 'ImportProblem', code: 'WRONG_FILE_TYPE' })
    expect(thread.ended).toBe(true)
  })

  test('aborting ends the thread and rejects with the reason', async () => {
    const thread = makeThread('silent')
    const stop = new AbortController()
    const running = checkWorkerList(sample(), ctx, {
      startWorker: () => thread,
      signal: stop.signal,
    })
    stop.abort()
    await expect(running).rejects.toMatchObject({ name: 'AbortError' })
    expect(thread.ended).toBe(true)
    await expect(
      checkWorkerList(sample(), ctx, {
        startWorker: () => expect.unreachable('an aborted check starts no thread'),
        signal: stop.signal,
      }),
    ).rejects.toMatchObject({ name: 'AbortError' })
  })

  test('a thread that fails or falls silent is a problem, not an endless wait', async () => {
    await expect(
      checkWorkerList(sample(), ctx, { startWorker: () => makeThread('broken') }),
    ).rejects.toMatchObject({ code: 'READER_STOPPED', detail: { reason: 'no script' } })
    vi.useFakeTimers()
    const thread = makeThread('silent')
    const running = checkWorkerList(sample(), ctx, { startWorker: () => thread })
    const problem = running.catch((error: unknown) => error)
    await vi.advanceTimersByTimeAsync(61_000)
    expect(await problem).toMatchObject({ code: 'READER_STOPPED' })
    expect(thread.ended).toBe(true)
  })

  test('a bug in the reader is told as a problem', async () => {
    const answers: ImportAnswer[] = []
    const broken = fileOf('NAMA,NIK,UPAH\na,b,c')
    broken.arrayBuffer = () => Promise.reject(new TypeError('disk gone'))
    await answerImport({ file: broken, ctx }, (answer) => answers.push(answer))
    expect(answers).toEqual([
      { kind: 'problem', code: 'READER_STOPPED', detail: { reason: 'disk gone' } },
    ])
  })
})
