import { buildDocument } from '#shared/letters/content/buildDocument'
import type { LetterFonts } from '#shared/letters/render/fonts'
import { renderLetters, type RenderedLetters } from '#shared/letters/render/renderLetters'
import type { PdfJob } from './job'

/** Content and drawing of a whole job; everything the worker does apart from messages and fonts. */
export function runPdfJob(
  job: PdfJob,
  font: LetterFonts,
  onProgress: (done: number, total: number) => void,
): RenderedLetters {
  return renderLetters(job.items.map(buildDocument), { font, createdAt: job.createdAt, onProgress })
}
