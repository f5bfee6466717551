import { EMPTY_CELL, type ImportCell, type SheetRow } from '#shared/registration/importCell'
import { ImportProblem } from '#shared/registration/importProblem'
import { findColumn } from './cellReference'
import { serialToIso } from './excelDate'
import { FormulaAreas } from './formulaAreas'
import { IMPORT_LIMITS } from './limits'
import { readSharedStrings, unescapeControl } from './sharedStrings'
import type { Workbook } from './workbook'
import { XmlScanner, type XmlListener } from './xmlScanner'
import type { ZipArchive, ZipEntry } from './zipArchive'

/**
 * Reads one worksheet into rows of cells that still know whether they were text, number, date or
 * formula; general readers hand out a formula's cached result as if someone had typed it.
 * Empty rows are left out. Formulas are never evaluated and their cached results never read.
 *
 * @param maxRows stops with TOO_MANY_ROWS as soon as one more row with content is met
 * @param onRows called now and then with the number of rows read
 * @throws ImportProblem TOO_MANY_ROWS, TOO_MANY_COLUMNS, CORRUPT_FILE, SUSPICIOUS_ARCHIVE
 */
export function readSheet(
  zip: ZipArchive,
  workbook: Workbook,
  entry: ZipEntry,
  maxRows: number,
  onRows: (count: number) => void = () => {},
): SheetRow[] {
  const collector = new SheetCollector(maxRows, onRows)
  const scanner = new XmlScanner(collector)
  const decoder = new TextDecoder()
  zip.stream(entry, IMPORT_LIMITS.sheetBytes, (chunk) => {
    scanner.push(decoder.decode(chunk, { stream: true }))
    return !collector.finished
  })
  if (!collector.finished) throw new ImportProblem('CORRUPT_FILE')
  const needed = new Set<number>()
  for (const row of collector.rows)
    for (const cell of row.cells) if (cell?.type === 's') needed.add(Number(cell.value))
  const shared = readSharedStrings(zip, workbook.sharedStrings, needed)
  const rows = collector.rows.map((row) => ({
    number: row.number,
    cells: Array.from(row.cells, (raw) =>
      raw === undefined ? EMPTY_CELL : toImportCell(raw, workbook, shared),
    ),
  }))
  return collector.areas.mark(rows)
}

interface RawCell {
  readonly type: string
  readonly style: number
  formula: string | undefined
  value: string
}

interface RawRow {
  readonly number: number
  readonly cells: (RawCell | undefined)[]
}

class SheetCollector implements XmlListener {
  readonly rows: RawRow[] = []
  readonly areas = new FormulaAreas()
  finished = false
  private row: RawRow | undefined
  private lastRow = 0
  private column = -1
  private cell: RawCell | undefined
  private target: 'value' | 'formula' | undefined
  private phonetic = false

  constructor(
    private readonly maxRows: number,
    private readonly onRows: (count: number) => void,
  ) {}

  open(name: string, attribute: (name: string) => string | undefined): void {
    if (name === 'row') this.openRow(attribute('r'))
    else if (name === 'c') this.openCell(attribute)
    else if (name === 'f') this.openFormula(attribute)
    else if (name === 'rPh') this.phonetic = true
    else if (name === 'v' || (name === 't' && !this.phonetic)) this.target = 'value'
  }

  close(name: string): void {
    if (name === 'c') this.closeCell()
    else if (name === 'row') this.closeRow()
    else if (name === 'rPh') this.phonetic = false
    else if (name === 'sheetData') this.finished = true
    else if (name === 'v' || name === 't' || name === 'f') this.target = undefined
  }

  text(value: string): void {
    if (this.cell === undefined || this.target === undefined) return
    if (this.target === 'formula') this.cell.formula = (this.cell.formula ?? '') + value
    else this.cell.value += value
  }

  private openRow(number: string | undefined): void {
    const given = Number(number ?? this.lastRow + 1)
    if (!Number.isSafeInteger(given) || given <= this.lastRow)
      throw new ImportProblem('CORRUPT_FILE')
    this.lastRow = given
    this.column = -1
    this.row = { number: given, cells: [] }
  }

  private openCell(attribute: (name: string) => string | undefined): void {
    const reference = attribute('r')
    const column = reference === undefined ? this.column + 1 : findColumn(reference)
    if (column === undefined) throw new ImportProblem('CORRUPT_FILE')
    this.column = column
    this.cell = {
      type: attribute('t') ?? 'n',
      style: Number(attribute('s') ?? 0),
      formula: undefined,
      value: '',
    }
  }

  private openFormula(attribute: (name: string) => string | undefined): void {
    if (this.cell === undefined) return
    // A formula shared with another cell may have no text of its own; it is a formula all the same.
    this.cell.formula = ''
    this.target = 'formula'
    const area = attribute('ref')
    if (area !== undefined) this.areas.add(area)
  }

  private closeCell(): void {
    const { cell, row } = this
    this.cell = undefined
    this.target = undefined
    if (cell === undefined || row === undefined) return
    if (cell.value === '' && cell.formula === undefined) return
    if (this.column >= IMPORT_LIMITS.columns)
      throw new ImportProblem('TOO_MANY_COLUMNS', { limit: IMPORT_LIMITS.columns })
    row.cells[this.column] = cell
  }

  private closeRow(): void {
    const { row } = this
    this.row = undefined
    if (row === undefined || row.cells.length === 0) return
    if (this.rows.length >= this.maxRows)
      throw new ImportProblem('TOO_MANY_ROWS', { limit: IMPORT_LIMITS.rows })
    this.rows.push(row)
    if (this.rows.length % 500 === 0) this.onRows(this.rows.length)
  }
}

function toImportCell(
  raw: RawCell,
  workbook: Workbook,
  shared: ReadonlyMap<number, string>,
): ImportCell {
  if (raw.formula !== undefined) return { kind: 'formula', text: `=${raw.formula}` }
  switch (raw.type) {
    case 's':
      return asText(shared.get(Number(raw.value)) ?? '')
    case 'str':
    case 'inlineStr':
      return asText(unescapeControl(raw.value))
    case 'b':
      return { kind: 'boolean', text: raw.value === '1' ? 'TRUE' : 'FALSE' }
    case 'e':
      return { kind: 'error', text: raw.value }
    case 'd':
      return { kind: 'date', text: raw.value.slice(0, 10) }
    case 'n': {
      const date = workbook.isDateStyle(raw.style)
        ? serialToIso(raw.value, workbook.epoch1904)
        : undefined
      return date === undefined
        ? { kind: 'number', text: raw.value.trim() }
        : { kind: 'date', text: date }
    }
    default:
      throw new ImportProblem('CORRUPT_FILE')
  }
}

function asText(text: string): ImportCell {
  return text.trim() === '' ? EMPTY_CELL : { kind: 'text', text }
}
