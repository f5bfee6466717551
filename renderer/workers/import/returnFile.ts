import { markUnusable, neutralise } from '#shared/registration/importCell'
import type { CheckedRow } from '#shared/registration/importCheck'
import type { ImportFindingCode, RowFinding } from '#shared/registration/importFindings'
import { REASON_COLUMN, SIPP_SHEET, type ColumnMatch } from '#shared/registration/sippColumns'
import { writeTextWorkbook } from './textWorkbook'

/**
 * The file that goes back to the company: the given rows in the layout of their own file (same
 * columns, same order, unknown ones too) plus a column ALASAN that says what to correct. It can
 * be corrected and imported again as it is. Every cell is text; what a spreadsheet could take for
 * a formula starts with an apostrophe, which the import takes away again, and what could not be
 * used because of how it was stored starts with `??` until somebody types it anew.
 *
 * @param sentence the sentence for a finding in the person's language
 * @returns an .xlsx file
 */
export function returnFile(
  rows: readonly CheckedRow[],
  columns: readonly ColumnMatch[],
  sentence: (finding: RowFinding) => string,
): Uint8Array {
  const kept = columns.filter((match) => match.column !== REASON_COLUMN)
  const header = [...kept.map((match) => neutralise(match.header)), REASON_COLUMN]
  const body = rows.map((row) => [
    ...kept.map((match) => shownText(row, match.index)),
    neutralise(reason(row, sentence)),
  ])
  return writeTextWorkbook(SIPP_SHEET, [header, ...body], [...kept.map(() => 20), 80])
}

function reason(row: CheckedRow, sentence: (finding: RowFinding) => string): string {
  return row.findings
    .filter((finding) => finding.severity === 'ERROR')
    .map((finding) => `${finding.column}: ${sentence(finding)}`)
    .join(' | ')
}

/** Findings about how a cell was stored: its text must not come back as if it had been typed. */
const UNUSABLE: ReadonlySet<string> = new Set<ImportFindingCode>([
  'FORMULA_CELL',
  'IDENTITY_AS_NUMBER',
  'NUMBER_NOT_TEXT',
  'DATE_NOT_TEXT',
  'UNREADABLE_CELL',
])

/** Dates go back as the layout wants them; a formula as the text it was, never as a formula. */
function shownText(row: CheckedRow, column: number): string {
  const cell = row.cells[column]
  if (cell === undefined) return ''
  const unusable = row.findings.some(
    (finding) => finding.columnIndex === column && UNUSABLE.has(finding.code),
  )
  if (unusable) return markUnusable(cell.text)
  if (cell.kind !== 'date') return neutralise(cell.text)
  const [year, month, day] = cell.text.split('-')
  return `${day}-${month}-${year}`
}
