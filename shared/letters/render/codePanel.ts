import type { CodePanel } from '../blocks'
import { BODY, type Pen, type TextStyle } from './pen'
import type { Slice } from './slice'
import { drawCode128, drawQr } from './symbols'
import { drawLine, wrap } from './wrap'

const PAD = 3.5
const QR_SIDE = 26
const BAR_HEIGHT = 13
const LABEL: TextStyle = { size: 8, grey: 60 }
const FACT: TextStyle = { size: 8.5 }
const WARNING: TextStyle = { size: 8, bold: true }
const DIGITS: TextStyle = { size: 7.5 }
const LARGEST_CODE = 16

/** Framed box: code and facts on the left, Code128 in the middle, QR on the right. */
export function layoutCodePanel(pen: Pen, panel: CodePanel, width: number): Slice {
  const barWidth = Math.min(62, width * 0.37)
  const factWidth = width - 2 * PAD - QR_SIDE - barWidth - 4
  const code = largestFitting(pen, pen.clean(panel.shown), factWidth)
  const labelWidth = Math.max(...panel.lines.map((l) => pen.width(pen.clean(l.label), LABEL))) + 2
  const facts = panel.lines.map(({ label, value }) => ({
    label: pen.clean(label),
    lines: wrap(pen, [{ bold: value }], factWidth - labelWidth, FACT),
  }))
  const warning = panel.warning ? wrap(pen, [panel.warning], factWidth + barWidth, WARNING) : []
  const step = pen.lineHeight(FACT)
  const warningStep = pen.lineHeight(WARNING)
  const factLines = facts.reduce((sum, { lines }) => sum + lines.length, 0)
  const left = pen.lineHeight(LABEL) + pen.lineHeight(code) + 0.8 + factLines * step
  const upper = Math.max(left, BAR_HEIGHT + 1.5 + pen.lineHeight(DIGITS))
  const lower = warning.length === 0 ? 0 : 1 + warning.length * warningStep
  const height = Math.max(upper + lower + 2 * PAD, QR_SIDE + 1)

  return {
    height,
    spaceBefore: 3,
    draw: (x, y) => {
      frame(pen, x, y, width, height)
      let top = y + PAD
      pen.line(pen.clean(panel.label), x + PAD, top, LABEL)
      top += pen.lineHeight(LABEL)
      pen.line(pen.clean(panel.shown), x + PAD, top, code)
      top += pen.lineHeight(code) + 0.8
      for (const { label, lines } of facts) {
        pen.line(label, x + PAD, top, LABEL)
        lines.forEach((line, n) => drawLine(pen, line, x + PAD + labelWidth, top + n * step, FACT))
        top += lines.length * step
      }
      warning.forEach((line, n) =>
        drawLine(pen, line, x + PAD, y + PAD + upper + 1 + n * warningStep, WARNING),
      )
      symbols(pen, panel.machine, { x: x + PAD + factWidth + 2, y: y + PAD, width: barWidth })
      drawQr(pen.doc, panel.machine, x + width - QR_SIDE - 1, y + (height - QR_SIDE) / 2, QR_SIDE)
    },
  }
}

function symbols(pen: Pen, machine: string, at: { x: number; y: number; width: number }): void {
  drawCode128(pen.doc, machine, { ...at, height: BAR_HEIGHT })
  const digits = pen.clean(machine)
  const x = at.x + (at.width - pen.width(digits, DIGITS)) / 2
  pen.line(digits, x, at.y + BAR_HEIGHT + 1, DIGITS)
}

function frame(pen: Pen, x: number, y: number, width: number, height: number): void {
  pen.doc.setDrawColor(40)
  pen.doc.setLineWidth(0.3)
  pen.doc.rect(x, y, width, height, 'S')
}

function largestFitting(pen: Pen, words: string, width: number): TextStyle {
  let size = LARGEST_CODE
  while (size > BODY.size / 2 && pen.width(words, { size, bold: true }) > width) size -= 0.5
  return { size, bold: true }
}
