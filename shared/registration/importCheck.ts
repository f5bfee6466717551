import { stripSeparators } from '../domain/identity/digits'
import { EMPTY_CELL, textCell, restoreReturned, type ImportCell, type SheetRow } from './importCell'
import type { RowFinding } from './importFindings'
import { ImportProblem } from './importProblem'
import { parseSippRow, type ImportContext } from './sipp'
import { matchColumns, REASON_COLUMN, type ColumnMatch, type SippColumn } from './sippColumns'
import type { WorkerInput } from './workerInput'

/** A row of the list with everything needed to correct it in a grid and to check it again. */
export interface CheckedRow {
  /** Row number in the company's file, as Excel shows it. */
  readonly number: number
  /** One cell per column of the file, in the file's order. */
  readonly cells: readonly ImportCell[]
  /** The worker; absent as long as the row has an error. */
  readonly row: WorkerInput | undefined
  readonly findings: readonly RowFinding[]
}

export interface ImportCheck {
  readonly fileName: string
  readonly sheet: string
  /** Columns of the file in its order, known or not. */
  readonly columns: readonly ColumnMatch[]
  /** Rows with content below the header: always `good.length + bad.length`. */
  readonly totalRows: number
  readonly good: readonly CheckedRow[]
  readonly bad: readonly CheckedRow[]
  /** Good rows with at least one warning. */
  readonly warnings: number
  readonly unknownColumns: readonly string[]
  /** Required columns that the file does not have; then no row can be good. */
  readonly missingColumns: readonly SippColumn[]
}

/** One corrected cell: `column` is the index in `ImportCheck.columns`. */
export interface CellEdit {
  readonly rowNumber: number
  readonly column: number
  readonly text: string
}

/**
 * Checks a whole list. Repeated NIK, KPJ and employee numbers are looked for across all rows; the
 * first row of a number is right, each later one names it.
 *
 * @throws ImportProblem REPEATED_COLUMN when two columns claim to be the same
 */
export function checkRows(
  source: {
    readonly fileName: string
    readonly sheet: string
    readonly header: SheetRow
    readonly rows: readonly SheetRow[]
  },
  ctx: ImportContext,
  onRows: (count: number) => void = () => {},
): ImportCheck {
  const width = Math.max(...[source.header, ...source.rows].map((row) => row.cells.length))
  const header = padCells(source.header.cells, width)
  const returned = matchColumns(header).columns.some((match) => match.column === REASON_COLUMN)
  const restore = (cells: readonly ImportCell[]) => (returned ? cells.map(restoreReturned) : cells)
  const { columns, missing, unknown, repeated } = matchColumns(restore(header))
  const twice = repeated[0]
  if (twice !== undefined) throw new ImportProblem('REPEATED_COLUMN', { column: twice })
  const rows = source.rows.map((row, index) => {
    if (index % 500 === 499) onRows(index + 1)
    return checkRow(row.number, restore(padCells(row.cells, width)), columns, ctx)
  })
  return sumUp(
    {
      fileName: source.fileName,
      sheet: source.sheet,
      columns,
      unknownColumns: unknown,
      missingColumns: missing,
    },
    rows,
  )
}

/**
 * The check after corrections in the grid. Because a correction may end or begin a repetition,
 * other rows can change side too.
 */
export function recheckRows(
  check: ImportCheck,
  edits: readonly CellEdit[],
  ctx: ImportContext,
): ImportCheck {
  const byRow = new Map<number, CellEdit[]>()
  for (const edit of edits) byRow.set(edit.rowNumber, [...(byRow.get(edit.rowNumber) ?? []), edit])
  const rows = allRows(check).map((row) => {
    const changes = byRow.get(row.number)
    if (changes === undefined) return { ...row, findings: row.findings.filter(notRepeated) }
    const cells = [...row.cells]
    for (const { column, text } of changes)
      if (column >= 0 && column < cells.length) cells[column] = textCell(text)
    return checkRow(row.number, cells, check.columns, ctx)
  })
  // A row that lost only a repetition has no worker yet: it is parsed again.
  const parsed = rows.map((row) =>
    row.row === undefined && !row.findings.some(isError)
      ? checkRow(row.number, row.cells, check.columns, ctx)
      : row,
  )
  return sumUp(check, parsed)
}

/** `recheckRows` for the one row that was edited: new text by column index. */
export function recheckRow(
  check: ImportCheck,
  rowNumber: number,
  edits: ReadonlyMap<number, string>,
  ctx: ImportContext,
): ImportCheck {
  return recheckRows(
    check,
    [...edits].map(([column, text]) => ({ rowNumber, column, text })),
    ctx,
  )
}

/** Good and bad rows together in the order of the file. */
export function allRows(check: ImportCheck): CheckedRow[] {
  return [...check.good, ...check.bad].sort((a, b) => a.number - b.number)
}

function checkRow(
  number: number,
  cells: readonly ImportCell[],
  columns: readonly ColumnMatch[],
  ctx: ImportContext,
): CheckedRow {
  return { number, ...parseSippRow(cells, columns, ctx) }
}

type Frame = Omit<ImportCheck, 'totalRows' | 'good' | 'bad' | 'warnings'>

function sumUp(frame: Frame, parsed: readonly CheckedRow[]): ImportCheck {
  const rows = markRepeated(parsed, frame.columns)
  const good = rows.filter((row) => row.row !== undefined)
  return {
    fileName: frame.fileName,
    sheet: frame.sheet,
    columns: frame.columns,
    unknownColumns: frame.unknownColumns,
    missingColumns: frame.missingColumns,
    totalRows: rows.length,
    good,
    bad: rows.filter((row) => row.row === undefined),
    warnings: good.filter((row) => row.findings.length > 0).length,
  }
}

const REPETITIONS = [
  { column: 'NO_IDENTITAS', code: 'NIK_REPEATED_IN_FILE', severity: 'ERROR' },
  { column: 'KPJ', code: 'KPJ_REPEATED_IN_FILE', severity: 'ERROR' },
  { column: 'NO_PEGAWAI', code: 'EMPLOYEE_NO_REPEATED_IN_FILE', severity: 'WARNING' },
] as const

function notRepeated(finding: RowFinding): boolean {
  return !REPETITIONS.some((repetition) => repetition.code === finding.code)
}

function isError(finding: RowFinding): boolean {
  return finding.severity === 'ERROR'
}

function markRepeated(
  rows: readonly CheckedRow[],
  columns: readonly ColumnMatch[],
): readonly CheckedRow[] {
  let marked = rows
  for (const { column, code, severity } of REPETITIONS) {
    const columnIndex = columns.find((match) => match.column === column)?.index
    if (columnIndex === undefined) continue
    const firstRow = new Map<string, number>()
    marked = marked.map((row) => {
      const key = comparable(row.cells[columnIndex])
      if (key === '') return row
      const first = firstRow.get(key)
      if (first === undefined) {
        firstRow.set(key, row.number)
        return row
      }
      const finding: RowFinding = { code, severity, column, columnIndex, detail: { row: first } }
      return {
        ...row,
        row: severity === 'ERROR' ? undefined : row.row,
        findings: [...row.findings, finding],
      }
    })
  }
  return marked
}

/** Two spellings of one number are the same number. A formula has no value to compare. */
function comparable(cell: ImportCell | undefined): string {
  if (cell === undefined || (cell.kind !== 'text' && cell.kind !== 'number')) return ''
  return stripSeparators(cell.text).toUpperCase()
}

function padCells(cells: readonly ImportCell[], width: number): readonly ImportCell[] {
  if (cells.length === width) return cells
  return [...cells, ...Array.from({ length: width - cells.length }, () => EMPTY_CELL)]
}
