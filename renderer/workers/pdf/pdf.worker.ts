import type { LetterFonts } from '#shared/letters/render/fonts'
import boldUrl from '../../../resources/fonts/LiberationSans-Bold.ttf?url'
import regularUrl from '../../../resources/fonts/LiberationSans-Regular.ttf?url'
import type { PdfJob, PdfWorkerMessage } from './job'
import { runPdfJob } from './runPdfJob'

self.addEventListener('message', (event: MessageEvent<PdfJob>) => {
  void answer(event.data)
})

async function answer(job: PdfJob): Promise<void> {
  try {
    const { bytes, pageCount, unprintable } = runPdfJob(job, await loadFonts(), (done, total) => {
      send({ type: 'PROGRESS', done, total })
    })
    // Moved, not copied: a batch can be several megabytes.
    send({ type: 'DONE', bytes, pageCount, unprintable }, [bytes.buffer])
  } catch (error) {
    const { name, message } = error instanceof Error ? error : new Error(String(error))
    send({ type: 'FAILED', name, message })
  }
}

async function loadFonts(): Promise<LetterFonts> {
  const [regular, bold] = await Promise.all([load(regularUrl), load(boldUrl)])
  return { regular, bold }
}

async function load(url: string): Promise<Uint8Array> {
  const response = await fetch(url)
  if (!response.ok) throw new Error(`Letter font could not be read (${response.status})`)
  return new Uint8Array(await response.arrayBuffer())
}

function send(message: PdfWorkerMessage, transfer: Transferable[] = []): void {
  self.postMessage(message, { transfer })
}
