import type { Inline } from '../blocks'
import type { Pen, TextStyle } from './pen'

/** A stretch of one line in one weight, `x` mm from the line's start. */
export interface Piece {
  text: string
  bold: boolean
  x: number
}

export interface WrappedLine {
  pieces: Piece[]
  width: number
}

/** Breaks running text into lines of at most `width` mm. A word longer than a line is cut. */
export function wrap(pen: Pen, runs: Inline[], width: number, style: TextStyle): WrappedLine[] {
  const lines: WrappedLine[] = []
  let line = new LineBuilder(pen, style)
  for (const word of wordsOf(pen, runs)) {
    for (const part of fitWord(pen, word, width, style)) {
      if (!line.isEmpty && line.widthWith(part) > width) {
        lines.push(line.finish())
        line = new LineBuilder(pen, style)
      }
      line.add(part)
    }
  }
  if (!line.isEmpty || lines.length === 0) lines.push(line.finish())
  return lines
}

/** Draws a wrapped line with its upper left corner at (x, top). */
export function drawLine(pen: Pen, line: WrappedLine, x: number, top: number, style: TextStyle) {
  for (const piece of line.pieces) {
    pen.line(piece.text, x + piece.x, top, { ...style, bold: piece.bold })
  }
}

/** Parts of a word that touch each other; only their weight differs. */
type Word = { text: string; bold: boolean }[]

function wordsOf(pen: Pen, runs: Inline[]): Word[] {
  const words: Word[] = []
  let open = false
  for (const run of runs) {
    const bold = typeof run !== 'string'
    const text = pen.clean(bold ? run.bold : run)
    for (const token of text.split(/( )/)) {
      if (token === ' ') open = false
      else if (token !== '') {
        const last = words.at(-1)
        if (open && last) last.push({ text: token, bold })
        else words.push([{ text: token, bold }])
        open = true
      }
    }
  }
  return words
}

function wordWidth(pen: Pen, word: Word, style: TextStyle): number {
  return word.reduce(
    (sum, { text, bold }) => sum + pen.width(text, { ...style, bold: bold || style.bold }),
    0,
  )
}

function fitWord(pen: Pen, word: Word, width: number, style: TextStyle): Word[] {
  if (wordWidth(pen, word, style) <= width) return [word]
  const parts: Word[] = []
  let part: Word = []
  let used = 0
  for (const { text, bold } of word) {
    for (const char of text) {
      const step = pen.width(char, { ...style, bold: bold || style.bold })
      if (used + step > width && part.length > 0) {
        parts.push(part)
        part = []
        used = 0
      }
      const last = part.at(-1)
      if (last && last.bold === bold) last.text += char
      else part.push({ text: char, bold })
      used += step
    }
  }
  parts.push(part)
  return parts
}

/** Joins words of one weight, so that a copied or searched line reads as it was written. */
class LineBuilder {
  readonly #pieces: Piece[] = []
  #width = 0

  constructor(
    private readonly pen: Pen,
    private readonly style: TextStyle,
  ) {}

  get isEmpty(): boolean {
    return this.#pieces.length === 0
  }

  widthWith(word: Word): number {
    return this.#width + this.pen.width(' ', this.style) + wordWidth(this.pen, word, this.style)
  }

  add(word: Word): void {
    let space = this.isEmpty ? '' : ' '
    for (const { text, bold } of word) {
      const heavy = bold || this.style.bold === true
      const last = this.#pieces.at(-1)
      if (last && last.bold === heavy) last.text += space + text
      else {
        // The space before a change of weight belongs to the earlier piece: trailing, so harmless.
        if (last) last.text += space
        this.#width += space === '' ? 0 : this.pen.width(' ', { ...this.style, bold: last?.bold })
        this.#pieces.push({ text, bold: heavy, x: this.#width })
        space = ''
      }
      this.#measure()
      space = ''
    }
  }

  finish(): WrappedLine {
    return { pieces: this.#pieces, width: this.#width }
  }

  #measure(): void {
    const last = this.#pieces.at(-1)
    if (last) this.#width = last.x + this.pen.width(last.text, { ...this.style, bold: last.bold })
  }
}
