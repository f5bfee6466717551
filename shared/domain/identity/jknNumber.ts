import { type Checked, checked, finding } from '../findings'
import { stripSeparators } from './digits'

/** Health insurance number (JKN) without separators. */
export function normaliseJknNumber(text: string): string {
  return stripSeparators(text)
}

/** Thirteen digits. */
export function validateJknNumber(text: string): Checked<string> {
  const number = normaliseJknNumber(text)
  return checked(number, /^\d{13}$/.test(number) ? [] : [finding('JKN_FORMAT')])
}
