import { type Checked, checked, finding } from '../findings'
import { stripSeparators } from './digits'

export function normalisePostcode(text: string): string {
  return stripSeparators(text)
}

/** Five digits, the first not 0. */
export function validatePostcode(text: string): Checked<string> {
  const postcode = normalisePostcode(text)
  return checked(postcode, /^[1-9]\d{4}$/.test(postcode) ? [] : [finding('POSTCODE_FORMAT')])
}
