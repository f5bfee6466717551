/**
 * One cell of a company's list, as it was stored in the file. How a value was stored matters as
 * much as the value: a NIK kept as a number has already lost its last digit, and a formula shows a
 * result that nobody typed.
 *
 * `text` holds: the text itself; for a number the digits exactly as the file has them; for a date
 * the ISO date; for a formula the formula with its `=` (never its cached result).
 */
export interface ImportCell {
  readonly kind: ImportCellKind
  readonly text: string
}

export type ImportCellKind = 'empty' | 'text' | 'number' | 'date' | 'boolean' | 'formula' | 'error'

export const EMPTY_CELL: ImportCell = Object.freeze({ kind: 'empty', text: '' })

/** A cell as a person types it in the correction grid: always text, never a formula. */
export function textCell(text: string): ImportCell {
  return text.trim() === '' ? EMPTY_CELL : { kind: 'text', text }
}

export function isBlank(cell: ImportCell | undefined): boolean {
  return cell === undefined || (cell.kind !== 'formula' && cell.text.trim() === '')
}

/** A row of the sheet: `number` is the row number the person sees in Excel (1-based). */
export interface SheetRow {
  readonly number: number
  readonly cells: readonly ImportCell[]
}

const RISKY_START = /^'?[=+\-@\t\r]/

/**
 * Makes text that a spreadsheet could take for a formula harmless with a leading apostrophe.
 * `undoNeutralise` takes exactly one apostrophe away again, so a returned file can be imported
 * without change. A lone `-` (blood type "unknown") cannot start a formula and stays.
 */
export function neutralise(text: string): string {
  return text !== '-' && RISKY_START.test(text) ? `'${text}` : text
}

const UNUSABLE_MARK = '?? '

/**
 * How a cell that could not be used (a formula, a damaged number) is written into a returned file.
 * Without the mark it would come back as good-looking text: a NIK with a wrong last digit.
 */
export function markUnusable(text: string): string {
  return UNUSABLE_MARK + text
}

/** A cell of a returned file as it was before: text as it stood, marked cells still unusable. */
export function restoreReturned(cell: ImportCell): ImportCell {
  if (cell.kind !== 'text') return cell
  const { text } = cell
  if (text.startsWith(UNUSABLE_MARK))
    return { kind: 'error', text: text.slice(UNUSABLE_MARK.length) }
  return text.startsWith("'") && RISKY_START.test(text.slice(1)) ? textCell(text.slice(1)) : cell
}
