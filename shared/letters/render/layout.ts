import type { Block, Inline } from '../blocks'
import { layoutCodePanel } from './codePanel'
import { BODY, SMALL, type Pen, type TextStyle } from './pen'
import { layoutSignature } from './signature'
import type { Slice } from './slice'
import { layoutTable } from './table'
import { drawLine, wrap } from './wrap'

const GAP = 2.1

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
      return [layoutCodePanel(pen, block.panel, width)]
    case 'signature':
      return [layoutSignature(pen, block, width)]
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
