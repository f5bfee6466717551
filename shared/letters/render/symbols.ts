import type { jsPDF } from 'jspdf'
import { code128Bars, qrModules } from '../codes'

/** Quiet zones the standards ask for, in modules. */
const QR_QUIET = 4
const CODE128_QUIET = 10

/**
 * Draws a QR symbol as one filled path (no hairlines between modules in any viewer) into a square of
 * `side` mm that includes the quiet zone.
 */
export function drawQr(doc: jsPDF, text: string, x: number, y: number, side: number): void {
  const { size, dark } = qrModules(text)
  const module = side / (size + 2 * QR_QUIET)
  doc.setFillColor(0, 0, 0)
  for (let row = 0; row < size; row++) {
    for (let column = 0; column < size; column++) {
      if (!dark[row * size + column]) continue
      let run = 1
      while (column + run < size && dark[row * size + column + run]) run++
      const left = x + (QR_QUIET + column) * module
      doc.rect(left, y + (QR_QUIET + row) * module, run * module, module, null)
      column += run - 1
    }
  }
  doc.fill()
}

/** Draws Code128 bars into `width` × `height` mm; the quiet zones are part of the width. */
export function drawCode128(
  doc: jsPDF,
  text: string,
  box: { x: number; y: number; width: number; height: number },
): void {
  const bars = code128Bars(text)
  const modules = bars.reduce((sum, n) => sum + n, 0)
  const module = box.width / (modules + 2 * CODE128_QUIET)
  let left = box.x + CODE128_QUIET * module
  doc.setFillColor(0, 0, 0)
  bars.forEach((count, index) => {
    if (index % 2 === 0) doc.rect(left, box.y, count * module, box.height, null)
    left += count * module
  })
  doc.fill()
}
