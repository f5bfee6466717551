import { BODY, type Pen, type TextStyle } from './pen'
import type { Slice } from './slice'
import { drawLine, wrap } from './wrap'

const NOTE: TextStyle = { size: 8, grey: 110 }
const COPIES: TextStyle = { size: 8.5 }
/** Room for a signature or a signature symbol, mm. */
const ROOM = 19
const NOTE_STEP = 3.6

export interface SignatureContent {
  title: string
  name: string
  note: string
  copies: string[]
}

/** Office title, room to sign and name on the right; carbon copies on the left, level with the name. */
export function layoutSignature(pen: Pen, content: SignatureContent, width: number): Slice {
  const left = width * 0.55
  const right = width - left
  const heading = wrap(pen, [`${content.title},`], right, BODY)
  const name = wrap(pen, [{ bold: content.name }], right, BODY)
  const note = wrap(pen, [content.note], right, NOTE)
  const copies = copyLines(content.copies).flatMap((line) => wrap(pen, [line], left - 6, COPIES))
  const step = pen.lineHeight(BODY)
  const copyStep = pen.lineHeight(COPIES)
  const signing = (heading.length + name.length) * step + ROOM
  const height = Math.max(signing, copies.length * copyStep)
  return {
    height,
    spaceBefore: 4,
    draw: (x, y) => {
      const at = x + left
      const below = y + heading.length * step
      heading.forEach((line, n) => drawLine(pen, line, at, y + n * step, BODY))
      note.forEach((line, n) => {
        drawLine(pen, line, at, below + ROOM / 2 - 2 + n * NOTE_STEP, NOTE)
      })
      name.forEach((line, n) => drawLine(pen, line, at, below + ROOM + n * step, BODY))
      const top = y + height - copies.length * copyStep
      copies.forEach((line, n) => drawLine(pen, line, x, top + n * copyStep, COPIES))
    },
  }
}

function copyLines(copies: string[]): string[] {
  if (copies.length === 0) return []
  return ['Tembusan:', ...copies.map((copy, index) => `${index + 1}. ${copy}`)]
}
