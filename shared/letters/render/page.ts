import type { LetterDocument } from '../blocks'
import { layoutBlock } from './layout'
import type { Pen, TextStyle } from './pen'
import { groupsOf, heightOf, type Slice } from './slice'
import { drawWatermark } from './watermark'
import { drawLine, wrap } from './wrap'

type Orientation = 'portrait' | 'landscape'

const MARGIN = { left: 25, right: 20, top: 13, bottom: 17 }
const PAPER = { short: 210, long: 297 }
const FOOT: TextStyle = { size: 8, grey: 90 }

/**
 * Draws one document on pages of its own: letterhead on the first page, a running line on the others,
 * page numbers at the foot. `isFirst` says that the PDF's first, empty page is to be used.
 */
export function drawDocument(pen: Pen, document: LetterDocument, isFirst: boolean): void {
  const flow = new Flow(pen, document, isFirst)
  let pending: Slice[] = []
  for (const block of document.blocks) {
    if (block.kind === 'newPage') {
      flow.place(pending)
      pending = []
      flow.newPage(block.orientation)
    } else {
      pending.push(...layoutBlock(pen, block, flow.width))
    }
  }
  flow.place(pending)
  flow.finish()
}

class Flow {
  readonly #pages: { number: number; orientation: Orientation }[] = []
  #y = 0
  #isTop = true

  constructor(
    private readonly pen: Pen,
    private readonly document: LetterDocument,
    isFirst: boolean,
  ) {
    this.#openPage('portrait', isFirst)
    this.#y = letterhead(pen, document, this.width, this.#y)
  }

  get width(): number {
    return this.#paper.width - MARGIN.left - MARGIN.right
  }

  place(slices: Slice[]): void {
    for (const group of groupsOf(slices)) {
      const fits = this.#y + heightOf(group, this.#isTop) <= this.#bottom
      if (!fits && !this.#isTop) this.newPage(this.#orientation)
      for (const slice of group) this.#put(slice)
    }
  }

  newPage(orientation: Orientation): void {
    this.#openPage(orientation, false)
    const { pen, document } = this
    const style: TextStyle = { size: 8, grey: 90 }
    const lines = wrap(pen, [document.running], this.width, style).slice(0, 2)
    lines.forEach((line, n) => drawLine(pen, line, MARGIN.left, this.#y + n * 3.8, style))
    this.#y += lines.length * 3.8 + 1
    pen.doc.setDrawColor(170)
    pen.doc.setLineWidth(0.1)
    pen.doc.line(MARGIN.left, this.#y, MARGIN.left + this.width, this.#y)
    this.#y += 4
  }

  /** Foot lines, once the number of pages is known. */
  finish(): void {
    const { pen, document } = this
    this.#pages.forEach(({ number, orientation }, index) => {
      pen.doc.setPage(number)
      const { width, height } = paperOf(orientation)
      const top = height - 12
      const label = `Halaman ${index + 1} dari ${this.#pages.length}`
      pen.line(label, width - MARGIN.right - pen.width(label, FOOT), top, FOOT)
      if (document.head.notice) pen.line(pen.clean(document.head.notice), MARGIN.left, top, FOOT)
    })
    pen.doc.setPage(this.#pages.at(-1)?.number ?? 1)
  }

  /** A group higher than a page is broken between its slices rather than lost. */
  #put(slice: Slice): void {
    if (!this.#isTop && this.#y + (slice.spaceBefore ?? 0) + slice.height > this.#bottom) {
      this.newPage(this.#orientation)
    }
    if (this.#isTop && slice.repeat) {
      slice.repeat.draw(MARGIN.left, this.#y)
      this.#y += slice.repeat.height
    } else if (!this.#isTop) {
      this.#y += slice.spaceBefore ?? 0
    }
    slice.draw(MARGIN.left, this.#y)
    this.#y += slice.height
    this.#isTop = false
  }

  #openPage(orientation: Orientation, isFirst: boolean): void {
    const { doc } = this.pen
    if (!isFirst) doc.addPage('a4', orientation)
    this.#pages.push({ number: doc.getNumberOfPages(), orientation })
    this.#y = MARGIN.top
    this.#isTop = true
    if (this.document.watermark) drawWatermark(doc, this.#paper)
    this.#mark(this.document.watermark, 'left')
    this.#mark(this.document.copyMark, 'right')
  }

  /** A word in the corner above the head. */
  #mark(words: string | undefined, side: 'left' | 'right'): void {
    if (words === undefined) return
    const text = this.pen.clean(words)
    const style: TextStyle = { size: 9, bold: true }
    const right = this.#paper.width - MARGIN.right - this.pen.width(text, style)
    this.pen.line(text, side === 'left' ? MARGIN.left : right, 7, style)
  }

  get #orientation(): Orientation {
    return this.#pages.at(-1)?.orientation ?? 'portrait'
  }

  get #paper() {
    return paperOf(this.#orientation)
  }

  get #bottom(): number {
    return this.#paper.height - MARGIN.bottom
  }
}

function paperOf(orientation: Orientation): { width: number; height: number } {
  return orientation === 'portrait'
    ? { width: PAPER.short, height: PAPER.long }
    : { width: PAPER.long, height: PAPER.short }
}

/** Returns the y below the head. */
function letterhead(pen: Pen, document: LetterDocument, width: number, top: number): number {
  let y = top
  const centred = (text: string, style: TextStyle) => {
    for (const line of wrap(pen, [text], width, style)) {
      drawLine(pen, line, MARGIN.left + (width - line.width) / 2, y, style)
      y += pen.lineHeight(style)
    }
  }
  for (const { text, weight } of document.head.lines) {
    centred(text, weight === 'name' ? { size: 13, bold: true } : { size: 9 })
  }
  y += 1.5
  pen.doc.setDrawColor(40)
  pen.doc.setLineWidth(0.7)
  pen.doc.line(MARGIN.left, y, MARGIN.left + width, y)
  pen.doc.setLineWidth(0.2)
  pen.doc.line(MARGIN.left, y + 0.9, MARGIN.left + width, y + 0.9)
  y += 2
  if (document.head.notice) centred(document.head.notice, { size: 8.5, bold: true, grey: 90 })
  return y + 2.5
}
