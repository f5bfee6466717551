import { isRealDate, type LocalDate } from '../domain/calendar/localDate'
import type { ImportCell } from './importCell'
import type { ImportFindingCode } from './importFindings'

/** A value, or the reason why there is none. Both absent: the cell is blank. */
export interface Reading<T> {
  readonly value?: T
  readonly problem?: ImportFindingCode
}

/** Numbers up to this many digits pass through a spreadsheet's floating point unharmed. */
const EXACT_DIGITS = 15

/**
 * An identity number of exactly `length` characters that may start with zero. A number cell has
 * no leading zeros and keeps 15 digits; it is accepted only when neither can have harmed it.
 */
export function readIdentityNumber(cell: ImportCell, length: number): Reading<string> {
  if (cell.kind === 'number')
    return length <= EXACT_DIGITS && plainDigits(cell.text) && cell.text.length === length
      ? { value: cell.text }
      : { problem: 'IDENTITY_AS_NUMBER' }
  const text = readText(cell).value
  // What is left when a number of 16 digits went through a CSV written by a spreadsheet.
  if (text !== undefined && /^\d([.,]\d+)?E\+?\d+$/i.test(text))
    return { problem: 'IDENTITY_AS_NUMBER' }
  return text === undefined ? {} : { value: text }
}

/** Text as it is, without blanks around it; a number cell only when all its digits are intact. */
export function readText(cell: ImportCell): Reading<string> {
  switch (cell.kind) {
    case 'empty':
      return {}
    case 'text': {
      const text = cell.text.trim().replace(/\s+/g, ' ')
      return text === '' ? {} : { value: text }
    }
    case 'number':
      return plainDigits(cell.text) && cell.text.length <= EXACT_DIGITS
        ? { value: cell.text }
        : { problem: 'NUMBER_NOT_TEXT' }
    case 'date':
      return { problem: 'DATE_NOT_TEXT' }
    case 'boolean':
      return { problem: 'UNREADABLE_CELL' }
    case 'error':
      return { problem: 'UNREADABLE_CELL' }
    case 'formula':
      return { problem: 'FORMULA_CELL' }
  }
}

/**
 * Whole rupiah from `4500000`, `4.500.000`, `4,500,000`, `Rp 4.500.000` or a whole number cell.
 * Cents are refused rather than rounded: a wage with decimals is usually a wrong separator.
 */
export function readRupiah(cell: ImportCell): Reading<number> {
  if (cell.kind === 'number') return wholeNumber(cell.text)
  const { value, problem } = readText(cell)
  if (problem !== undefined)
    return { problem: problem === 'DATE_NOT_TEXT' ? 'MONEY_UNREADABLE' : problem }
  if (value === undefined) return {}
  const text = value.replace(/^rp\.?\s*/i, '')
  if (/^-|^\(.*\)$/.test(text)) return { problem: 'MONEY_NEGATIVE' }
  if (/^\d{1,15}$/.test(text)) return { value: Number(text) }
  if (/^\d{1,3}(\.\d{3}){1,4}$/.test(text) || /^\d{1,3}(,\d{3}){1,4}$/.test(text))
    return { value: Number(text.replace(/[.,]/g, '')) }
  return { problem: /^\d[\d.,]*[.,][\d.,]*$/.test(text) ? 'MONEY_DECIMAL' : 'MONEY_UNREADABLE' }
}

/** `dd-mm-yyyy`, `dd/mm/yyyy`, `yyyy-mm-dd` or a date cell; a bare number is a guess and refused. */
export function readDate(cell: ImportCell): Reading<LocalDate> {
  if (cell.kind === 'date')
    return isRealDate(cell.text) ? { value: cell.text } : { problem: 'DATE_UNREADABLE' }
  if (cell.kind === 'number') return { problem: 'DATE_UNREADABLE' }
  const { value, problem } = readText(cell)
  if (problem !== undefined) return { problem }
  if (value === undefined) return {}
  const local = /^(\d{1,2})([-/])(\d{1,2})\2(\d{4})$/.exec(value)
  const iso =
    local === null
      ? value
      : `${local[4]}-${(local[3] ?? '').padStart(2, '0')}-${(local[1] ?? '').padStart(2, '0')}`
  return isRealDate(iso) ? { value: iso } : { problem: 'DATE_UNREADABLE' }
}

/** One of a fixed set of codes, with the spellings that companies use for them. */
export function readChoice<T>(cell: ImportCell, choices: ReadonlyMap<string, T>): Reading<T> {
  const { value, problem } = readText(cell)
  if (problem !== undefined)
    return { problem: problem === 'FORMULA_CELL' ? problem : 'UNKNOWN_CHOICE' }
  if (value === undefined) return {}
  const choice = choices.get(value.toUpperCase())
  return choice === undefined ? { problem: 'UNKNOWN_CHOICE' } : { value: choice }
}

function plainDigits(text: string): boolean {
  return /^\d+$/.test(text)
}

/** Number cells may be written as `4500000`, `4500000.0` or `4.5E6`. */
function wholeNumber(text: string): Reading<number> {
  const number = Number(text)
  if (text === '' || !Number.isFinite(number)) return { problem: 'MONEY_UNREADABLE' }
  if (number < 0) return { problem: 'MONEY_NEGATIVE' }
  if (!Number.isInteger(number)) return { problem: 'MONEY_DECIMAL' }
  return number < 10 ** EXACT_DIGITS ? { value: number } : { problem: 'MONEY_UNREADABLE' }
}
