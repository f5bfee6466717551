import writeXlsxFile from 'write-excel-file/browser'
import type { SheetData } from 'write-excel-file/browser'
import { markUnusable, neutralise } from '#shared/registration/importCell'
import type { CheckedRow } from '#shared/registration/importCheck'
import type { ImportFindingCode, RowFinding } from '#shared/registration/importFindings'
import { REASON_COLUMN, SIPP_SHEET, type ColumnMatch } from '#shared/registration/sippColumns'

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
export async function returnFile(
  rows: readonly CheckedRow[],
  columns: readonly ColumnMatch[],
  sentence: (finding: RowFinding) => string,
): Promise<Uint8Array> {
  const kept = columns.filter((match) => match.column !== REASON_COLUMN)
  const header = [...kept.map((match) => match.header), REASON_COLUMN]
  const data: SheetData = [
    header.map((title) => ({ ...textCellOf(neutralise(title)), fontWeight: 'bold' as const })),
    ...rows.map((row) => [
      ...kept.map((match) => textCellOf(shownText(row, match.index))),
      textCellOf(neutralise(reason(row, sentence))),
    ]),
  ]
  const widths = [...kept.map(() => ({ width: 20 })), { width: 80 }]
  const blob = await writeXlsxFile(data, {
    sheet: SIPP_SHEET,
    columns: widths,
    stickyRowsCount: 1,
  }).toBlob()
  return new Uint8Array(await blob.arrayBuffer())
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

// The format `@` keeps a corrected NIK text when the company types it again.
function textCellOf(value: string) {
  return { value: escapeForSheet(value), type: String, format: '@' }
}

/**
 * Spreadsheets write characters that XML cannot hold as `_x0009_`. The same notation also gets
 * text that merely looks like it through, and words such as `constructor`, which the writer's
 * table of texts would confuse with properties every object has.
 */
function escapeForSheet(text: string): string {
  const escaped = text
    .replace(/_(?=x[0-9a-f]{4}_)/gi, '_x005F_')
    .replace(/[\u0000-\u0008\u000b-\u001f\t\ufffe\uffff]/g, escapeCharacter)
  return escaped in Object.prototype
    ? escapeCharacter(escaped.charAt(0)) + escaped.slice(1)
    : escaped
}

function escapeCharacter(character: string): string {
  return `_x${character.charCodeAt(0).toString(16).padStart(4, '0').toUpperCase()}_`
}
