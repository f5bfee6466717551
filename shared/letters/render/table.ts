import type { Column } from '../blocks'
import type { Pen, TextStyle } from './pen'
import type { Slice } from './slice'
import { drawLine, wrap, type WrappedLine } from './wrap'

export interface TableContent {
  columns: Column[]
  rows: string[][]
  total?: string[]
  dense?: boolean
}

const PAD_X = 1.1
const PAD_Y = 0.7
const SMALLEST = 5

/**
 * A table over the full width. Columns of figures take what they need and are never cut or wrapped;
 * the text size shrinks until the columns of words have room. The head is repeated on every page, and
 * the total never stands on a page without a row. Throws when the figures cannot fit even at 5 pt.
 */
export function layoutTable(pen: Pen, table: TableContent, width: number): Slice[] {
  const { size, widths } = fit(pen, table, width, table.dense ? 7.5 : 8.5)
  const style: TextStyle = { size }
  const heads = table.columns.map((column) => column.head)
  const row = (cells: string[], bold: boolean, sits: 'top' | 'bottom' = 'top') =>
    rowSlice(pen, table.columns, widths, cells, { ...style, bold }, sits)

  const head = withRules(pen, row(heads, true, 'bottom'), width, { above: 0.3, below: 0.3 })
  const slices: Slice[] = [{ ...head, keepWithNext: true, spaceBefore: 1.5 }]
  table.rows.forEach((cells, index) => {
    const isLast = index === table.rows.length - 1
    slices.push({
      ...withRules(pen, row(cells, false), width, { below: isLast ? 0.3 : 0.1 }),
      repeat: index === 0 ? undefined : head,
      keepWithNext: isLast
        ? table.total !== undefined
        : index === 0 || index === table.rows.length - 2,
    })
  })
  if (table.total) slices.push(withRules(pen, row(table.total, true), width, { below: 0.3 }))
  return slices
}

/** The largest text size at which every figure fits, and the column widths in mm that go with it. */
function fit(pen: Pen, table: TableContent, width: number, largest: number) {
  for (let size = largest; size >= SMALLEST; size -= 0.25) {
    const widths = columnWidths(pen, table, width, size)
    if (widths) return { size, widths }
  }
  throw new Error('Table is too wide for the page')
}

function columnWidths(
  pen: Pen,
  table: TableContent,
  width: number,
  size: number,
): number[] | undefined {
  const natural = table.columns.map((column, index) => {
    const texts: [string, boolean][] = table.rows.map((cells) => [cells[index] ?? '', false])
    if (table.total) texts.push([table.total[index] ?? '', true])
    const body = texts.map(([text, bold]) => pen.width(pen.clean(text), { size, bold }))
    const head = column.head
      .split(' ')
      .map((word) => pen.width(pen.clean(word), { size, bold: true }))
    return Math.max(0, ...body, ...head) + 2 * PAD_X
  })
  const least = natural.map((mm, index) => Math.min(mm, table.columns[index]?.wrapAt ?? mm))
  const spare = width - sum(least)
  if (spare < 0) return undefined
  // Columns that gave way get their room back first; what is left then widens all columns alike.
  const wanted = natural.map((mm, index) => mm - (least[index] ?? 0))
  const given = sum(wanted) === 0 ? 0 : Math.min(1, spare / sum(wanted))
  const widths = least.map((mm, index) => mm + (wanted[index] ?? 0) * given)
  const rest = (width - sum(widths)) / widths.length
  return widths.map((mm) => mm + rest)
}

function rowSlice(
  pen: Pen,
  columns: Column[],
  widths: number[],
  cells: string[],
  style: TextStyle,
  sits: 'top' | 'bottom',
): Slice {
  const wrapped = columns.map((_, index) =>
    // A hair of tolerance: a figure that was measured to fit must not wrap over rounding.
    wrap(pen, [cells[index] ?? ''], (widths[index] ?? 0) - 2 * PAD_X + 0.01, style),
  )
  const step = pen.lineHeight(style)
  const most = Math.max(...wrapped.map((lines) => lines.length))
  return {
    height: most * step + 2 * PAD_Y,
    draw: (x, y) => {
      let left = x
      columns.forEach(({ align }, index) => {
        const cell = widths[index] ?? 0
        const lines = wrapped[index] ?? []
        const top = y + PAD_Y + (sits === 'bottom' ? most - lines.length : 0) * step
        lines.forEach((line, n) => {
          drawLine(pen, line, left + offset(line, cell, align), top + n * step, style)
        })
        left += cell
      })
    },
  }
}

function offset(line: WrappedLine, cell: number, align: Column['align']): number {
  switch (align) {
    case 'left':
      return PAD_X
    case 'right':
      return cell - PAD_X - line.width
    case 'center':
      return (cell - line.width) / 2
  }
}

function withRules(
  pen: Pen,
  slice: Slice,
  width: number,
  rules: { above?: number; below?: number },
): Slice {
  const rule = (x: number, y: number, thickness: number) => {
    pen.doc.setLineWidth(thickness)
    pen.doc.setDrawColor(thickness < 0.2 ? 170 : 40)
    pen.doc.line(x, y, x + width, y)
  }
  return {
    ...slice,
    draw: (x, y) => {
      slice.draw(x, y)
      if (rules.above) rule(x, y, rules.above)
      if (rules.below) rule(x, y + slice.height, rules.below)
    },
  }
}

function sum(numbers: number[]): number {
  return numbers.reduce((total, n) => total + n, 0)
}
