import type { SheetRow } from '#shared/registration/importCell'
import { ImportProblem } from '#shared/registration/importProblem'
import { columnNumber } from './cellReference'

/** More cells than any real worker list fills with array formulas. */
const MAX_CELLS = 5_000_000

/**
 * Areas that one formula fills (array formulas, data tables). Only the first cell of such an area
 * names the formula; the others look like typed values and must not be taken for them.
 */
export class FormulaAreas {
  private readonly areas: { top: number; bottom: number; left: number; right: number }[] = []

  /** @param reference such as `B2:B900` */
  add(reference: string): void {
    const match = /^([A-Z]{1,3})(\d{1,7}):([A-Z]{1,3})(\d{1,7})$/.exec(reference)
    if (match === null) return
    const [, left = '', top, right = '', bottom] = match
    this.areas.push({
      top: Number(top),
      bottom: Number(bottom),
      left: columnNumber(left),
      right: columnNumber(right),
    })
  }

  /** The rows, with every filled cell inside an area turned into a formula cell. */
  mark(rows: readonly SheetRow[]): SheetRow[] {
    let work = 0
    return rows.map((row) => {
      const covering = this.areas.filter((area) => {
        if (++work > MAX_CELLS) throw new ImportProblem('CORRUPT_FILE')
        return row.number >= area.top && row.number <= area.bottom
      })
      if (covering.length === 0) return row
      return {
        number: row.number,
        cells: row.cells.map((cell, index) => {
          if (cell.kind === 'empty' || cell.kind === 'formula') return cell
          work += covering.length
          return covering.some((area) => index >= area.left && index <= area.right)
            ? { kind: 'formula', text: '=' }
            : cell
        }),
      }
    })
  }
}
