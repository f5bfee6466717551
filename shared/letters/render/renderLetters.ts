import { jsPDF } from 'jspdf'
import type { LetterDocument } from '../blocks'
import { installFonts, type LetterFonts } from './fonts'
import { drawDocument } from './page'
import { Pen } from './pen'
import { fileIdOf, pdfDate, withoutOpenAction } from './pdfFile'

export interface RenderOptions {
  font: LetterFonts
  /** UTC instant (ISO) written into the file as its creation date. */
  createdAt: string
  /** Called after each drawn document. */
  onProgress?: (done: number, total: number) => void
}

export interface RenderedLetters {
  bytes: Uint8Array<ArrayBuffer>
  pageCount: number
  /** Characters the font cannot draw; printed as a box. Empty in the normal case. */
  unprintable: string[]
}

/**
 * Draws documents into one A4 PDF, each beginning on a page of its own and numbered for itself.
 * The same documents, fonts and `createdAt` give the same bytes. Needs neither DOM nor Node.
 * @throws Error when there is nothing to draw, the font is not TrueType or the instant is not UTC ISO
 */
export function renderLetters(
  documents: LetterDocument[],
  options: RenderOptions,
): RenderedLetters {
  const [first] = documents
  if (!first) throw new Error('Nothing to draw')
  const doc = new jsPDF({ unit: 'mm', format: 'a4', compress: true, putOnlyUsedFonts: true })
  installFonts(doc, options.font)
  const pen = new Pen(doc)
  doc.setProperties({
    title: pen.clean(first.title),
    author: pen.clean(first.head.lines[0]?.text ?? ''),
    creator: 'SMILE Loket',
  })
  doc.setLanguage('id')
  doc.setCreationDate(pdfDate(options.createdAt))
  doc.setFileId(fileIdOf(JSON.stringify([options.createdAt, documents])))

  documents.forEach((document, index) => {
    drawDocument(pen, document, index === 0)
    options.onProgress?.(index + 1, documents.length)
  })
  return {
    bytes: withoutOpenAction(new Uint8Array(doc.output('arraybuffer'))),
    pageCount: doc.getNumberOfPages(),
    unprintable: [...pen.unprintable],
  }
}

/** One document as a PDF of its own; see `renderLetters`. */
export function renderLetter(
  document: LetterDocument,
  options: RenderOptions,
): Uint8Array<ArrayBuffer> {
  return renderLetters([document], options).bytes
}
