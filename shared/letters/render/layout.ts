import type { Block, CodePanel, Inline } from '../blocks'
import type { Pen, TextStyle } from './pen'
import type { Slice } from './slice'
import { drawCode128, drawQr } from './symbols'
import { layoutTable } from './table'
import { drawLine, wrap } from './wrap'

export const BODY: TextStyle = { size: 10 }
export const SMALL: TextStyle = { size: 8, grey: 60 }
const GAP = 2.4

/** Strips for one block in a column of `width` mm; 'newPage' has none. */
export function layoutBlock(pen: Pen, block: Block, width: number): Slice[] {
  const slices = stripsOf(pen, block, width)
  const last = slices.at(-1)
  if (last && block.keepWithNext) last.keepWithNext = true
  return slices
}

function stripsOf(pen: Pen, block: Block, width: number): Slice[] {
  switch (block.kind) {
    case 'title':
      return title(pen, block.text, block.subtitle, width)
    case 'heading':
      return [
        {
          ...text(pen, [{ bold: block.text }], width, { size: 10.5, bold: true })[0]!,
          spaceBefore: 4,
          keepWithNext: true,
        },
      ]
    case 'paragraph':
      return spaced(text(pen, block.runs, width, block.small ? SMALL : BODY), GAP)
    case 'list':
      return numbered(pen, block.items, width, block.small ? SMALL : BODY)
    case 'fields':
      return fields(pen, block.rows, block.right, width)
    case 'lines':
      return together(
        spaced(
          block.lines.flatMap((runs) => text(pen, runs, width * 0.62, BODY)),
          GAP + 1,
        ),
      )
    case 'table':
      return layoutTable(pen, block, width)
    case 'code':
      return [codePanel(pen, block.panel, width)]
    case 'signature':
      return [signature(pen, block, width)]
    case 'copies':
      return together([
        ...spaced(text(pen, [block.label], width, { size: 9 }), GAP),
        ...numbered(
          pen,
          block.items.map((item) => [item]),
          width,
          { size: 9 },
          0,
        ),
      ])
    case 'newPage':
      return []
  }
}

/** Lines of running text; never one line alone at the foot or at the top of a page. */
function text(pen: Pen, runs: Inline[], width: number, style: TextStyle): Slice[] {
  const lines = wrap(pen, runs, width, style)
  return lines.map((line, index) => ({
    height: pen.lineHeight(style),
    keepWithNext: lines.length > 1 && (index === 0 || index === lines.length - 2),
    draw: (x, y) => drawLine(pen, line, x, y, style),
  }))
}

function spaced(slices: Slice[], mm: number): Slice[] {
  return slices.map((slice, index) => (index === 0 ? { ...slice, spaceBefore: mm } : slice))
}

function together(slices: Slice[]): Slice[] {
  return slices.map((slice, index) => ({ ...slice, keepWithNext: index < slices.length - 1 }))
}

function title(pen: Pen, main: string, subtitle: string | undefined, width: number): Slice[] {
  const centred = (words: string, style: TextStyle): Slice[] =>
    wrap(pen, [words], width, style).map((line) => ({
      height: pen.lineHeight(style),
      draw: (x, y) => drawLine(pen, line, x + (width - line.width) / 2, y, style),
    }))
  const slices = [
    ...centred(main, { size: 14, bold: true }),
    ...(subtitle ? centred(subtitle, { size: 10 }) : []),
  ]
  return spaced(slices, 2).map((slice) => ({ ...slice, keepWithNext: true }))
}

function numbered(
  pen: Pen,
  items: Inline[][],
  width: number,
  style: TextStyle,
  gap = 1.2,
): Slice[] {
  const indent = pen.width(`${items.length}. `, style) + 1.2
  return items.flatMap((runs, index) => {
    const lines = text(pen, runs, width - indent, style).map((slice) => ({
      ...slice,
      draw: (x: number, y: number) => slice.draw(x + indent, y),
    }))
    const [first, ...rest] = lines
    if (!first) return []
    const marked: Slice = {
      ...first,
      spaceBefore: gap,
      draw: (x, y) => {
        pen.line(`${index + 1}.`, x, y, style)
        first.draw(x, y)
      },
    }
    return [marked, ...rest]
  })
}

type FieldRow = { label: string; value: Inline[] }

function fields(pen: Pen, rows: FieldRow[], right: string | undefined, width: number): Slice[] {
  const style = BODY
  const labels = Math.max(...rows.map(({ label }) => pen.width(pen.clean(label), style))) + 3
  const colon = labels + 3
  const rightText = right === undefined ? '' : pen.clean(right)
  const rightWidth = pen.width(rightText, style)
  const slices = rows.flatMap(({ label, value }, rowIndex) => {
    const room = width - colon - (right && rowIndex === 0 ? rightWidth + 4 : 0)
    return text(pen, value, room, style).map((slice, index): Slice => ({
      height: slice.height,
      draw: (x, y) => {
        slice.draw(x + colon, y)
        if (index > 0) return
        pen.line(pen.clean(label), x, y, style)
        pen.line(':', x + labels, y, style)
        if (rowIndex === 0) pen.line(rightText, x + width - rightWidth, y, style)
      },
    }))
  })
  return together(spaced(slices, GAP))
}

function signature(
  pen: Pen,
  block: { title: string; name: string; note: string },
  width: number,
): Slice {
  const left = width * 0.55
  const room = width - left
  const heading = wrap(pen, [`${block.title},`], room, BODY)
  const name = wrap(pen, [{ bold: block.name }], room, BODY)
  const note = wrap(pen, [block.note], room, { size: 8, grey: 110 })
  const step = pen.lineHeight(BODY)
  const space = 22
  return {
    height: (heading.length + name.length) * step + space,
    spaceBefore: 5,
    draw: (x, y) => {
      const at = x + left
      heading.forEach((line, n) => drawLine(pen, line, at, y + n * step, BODY))
      const below = y + heading.length * step
      note.forEach((line, n) =>
        drawLine(pen, line, at, below + space / 2 - 2 + n * 3.6, { size: 8, grey: 110 }),
      )
      name.forEach((line, n) => drawLine(pen, line, at, below + space + n * step, BODY))
    },
  }
}

/** Framed box: code and facts on the left, bars in the middle, QR on the right. */
function codePanel(pen: Pen, panel: CodePanel, width: number): Slice {
  const pad = 3.5
  const qr = 27
  const bars = { width: Math.min(62, width * 0.37), height: 13 }
  const facts = width - 2 * pad - qr - bars.width - 4
  const label: TextStyle = { size: 8, grey: 60 }
  const big: TextStyle = { size: fitSize(pen, panel.shown, facts, 16), bold: true }
  const plain: TextStyle = { size: 8.5 }
  const labels = Math.max(...panel.lines.map((l) => pen.width(pen.clean(l.label), label))) + 2
  const rows = panel.lines.map((line) => ({
    label: pen.clean(line.label),
    lines: wrap(pen, [{ bold: line.value }], facts - labels, plain),
  }))
  const warning = panel.warning
    ? wrap(pen, [panel.warning], facts + bars.width, { size: 8, bold: true })
    : []
  const step = pen.lineHeight(plain)
  const body =
    pen.lineHeight(label) +
    pen.lineHeight(big) +
    1 +
    rows.reduce((n, r) => n + r.lines.length, 0) * step
  const content =
    Math.max(body, bars.height + 5) + (warning.length > 0 ? warning.length * 3.8 + 1.5 : 0)
  const height = Math.max(content, qr - 4) + 2 * pad
  return {
    height,
    spaceBefore: 3.5,
    draw: (x, y) => {
      const { doc } = pen
      doc.setDrawColor(40)
      doc.setLineWidth(0.3)
      doc.rect(x, y, width, height, 'S')
      let top = y + pad
      pen.line(pen.clean(panel.label), x + pad, top, label)
      top += pen.lineHeight(label)
      pen.line(pen.clean(panel.shown), x + pad, top, big)
      top += pen.lineHeight(big) + 1
      for (const row of rows) {
        pen.line(row.label, x + pad, top, label)
        row.lines.forEach((line, n) => drawLine(pen, line, x + pad + labels, top + n * step, plain))
        top += row.lines.length * step
      }
      warning.forEach((line, n) =>
        drawLine(pen, line, x + pad, y + height - pad - (warning.length - n) * 3.8, {
          size: 8,
          bold: true,
        }),
      )
      const barsX = x + pad + facts + 2
      drawCode128(doc, panel.machine, { x: barsX, y: y + pad + 1, ...bars })
      const digits = pen.clean(panel.machine)
      const centre = barsX + (bars.width - pen.width(digits, { size: 7.5 })) / 2
      pen.line(digits, centre, y + pad + bars.height + 1.5, { size: 7.5 })
      drawQr(doc, panel.machine, x + width - qr - 0.5, y + (height - qr) / 2, qr)
    },
  }
}

function fitSize(pen: Pen, words: string, width: number, largest: number): number {
  const cleaned = pen.clean(words)
  let size = largest
  while (size > 6 && pen.width(cleaned, { size, bold: true }) > width) size -= 0.5
  return size
}
