import { EMPTY_CELL, type ImportCell, type SheetRow } from '#shared/registration/importCell'
import { ImportProblem } from '#shared/registration/importProblem'
import { IMPORT_LIMITS } from './limits'

/**
 * Reads comma, semicolon or tab separated text (RFC 4180 quoting). Every cell is text, except one
 * that starts with `=`: spreadsheets write and read that as a formula. Row numbers count records,
 * as a spreadsheet shows them.
 *
 * @param maxRows stops with TOO_MANY_ROWS at one more row with content
 * @throws ImportProblem TOO_MANY_ROWS, TOO_MANY_COLUMNS, UNCLOSED_QUOTE
 */
export function readCsv(
  text: string,
  maxRows: number,
  onRows: (count: number) => void = () => {},
): SheetRow[] {
  const delimiter = findDelimiter(text)
  const rows: SheetRow[] = []
  let number = 0
  for (let at = 0; at < text.length;) {
    number += 1
    const record = readRecord(text, at, delimiter, number)
    at = record.next
    if (record.cells.every((cell) => cell.kind === 'empty')) continue
    if (rows.length >= maxRows)
      throw new ImportProblem('TOO_MANY_ROWS', { limit: IMPORT_LIMITS.rows })
    rows.push({ number, cells: record.cells })
    if (rows.length % 500 === 0) onRows(rows.length)
  }
  return rows
}

function readRecord(text: string, start: number, delimiter: string, number: number) {
  const cells: ImportCell[] = []
  let at = start
  for (;;) {
    if (cells.length >= IMPORT_LIMITS.columns)
      throw new ImportProblem('TOO_MANY_COLUMNS', { limit: IMPORT_LIMITS.columns })
    const field = text[at] === '"' ? quotedField(text, at, number) : plainField(text, at, delimiter)
    // After a closing quote anything up to the delimiter is kept rather than lost.
    const tail = plainField(text, field.next, delimiter)
    cells.push(toCell(field.value + (field.next === tail.next ? '' : tail.value)))
    at = tail.next
    if (text[at] === delimiter) at += 1
    else break
  }
  if (text[at] === '\r') at += 1
  if (text[at] === '\n') at += 1
  return { cells, next: at }
}

function quotedField(text: string, start: number, number: number) {
  let value = ''
  let from = start + 1
  for (;;) {
    const quote = text.indexOf('"', from)
    if (quote < 0) throw new ImportProblem('UNCLOSED_QUOTE', { row: number })
    value += text.slice(from, quote)
    if (text[quote + 1] !== '"') return { value, next: quote + 1 }
    value += '"'
    from = quote + 2
  }
}

function plainField(text: string, start: number, delimiter: string) {
  let end = start
  while (end < text.length) {
    const char = text[end]
    if (char === delimiter || char === '\n' || char === '\r') break
    end += 1
  }
  return { value: text.slice(start, end), next: end }
}

function toCell(value: string): ImportCell {
  if (value.trim() === '') return EMPTY_CELL
  return { kind: value.startsWith('=') ? 'formula' : 'text', text: value }
}

/** The separator that the first lines use most, outside quotes. */
function findDelimiter(text: string): string {
  const sample = text.slice(0, 20_000).replace(/"[^"]*"/g, '')
  const first = sample.split(/\r?\n/).slice(0, IMPORT_LIMITS.headerSearchRows).join('\n')
  let best = ','
  let most = 0
  for (const delimiter of [';', ',', '\t']) {
    const count = first.split(delimiter).length
    if (count > most) [best, most] = [delimiter, count]
  }
  return best
}
