import { type Checked, checked, finding } from '../findings'
import { stripSeparators } from './digits'

/** Business identity number (NIB) without separators. */
export function normaliseNib(text: string): string {
  return stripSeparators(text)
}

/** Thirteen digits, as the national licensing system (OSS) issues them. */
export function validateNib(text: string): Checked<string> {
  const nib = normaliseNib(text)
  const fine = /^\d{13}$/.test(nib)
  return checked(nib, fine ? [] : [finding('NIB_FORMAT', undefined, { length: nib.length })])
}
