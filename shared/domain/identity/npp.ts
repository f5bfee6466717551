import { type Checked, checked, finding } from '../findings'
import { stripSeparators, stripToCapitals } from './digits'

/** The usual form of an employer number; the official one is not published, so it is a setting. */
export const defaultNppPattern = /^[A-Z0-9]{8}$/
export const defaultDivisionPattern = /^\d{3}$/
export const headOfficeDivision = '000'

/** Employer number (NPP) without separators, in capitals. */
export function normaliseNpp(text: string): string {
  return stripToCapitals(text)
}

export function validateNpp(text: string, pattern: RegExp = defaultNppPattern): Checked<string> {
  const npp = normaliseNpp(text)
  return checked(npp, fits(pattern, npp) ? [] : [finding('NPP_FORMAT')])
}

/** Division code; empty means the head office, `000`. */
export function normaliseDivision(text: string): string {
  const division = stripSeparators(text)
  return division === '' ? headOfficeDivision : division
}

export function validateDivision(
  text: string,
  pattern: RegExp = defaultDivisionPattern,
): Checked<string> {
  const division = normaliseDivision(text)
  return checked(division, fits(pattern, division) ? [] : [finding('DIVISION_FORMAT')])
}

// A pattern with the g flag remembers where it stopped; `search` does not.
function fits(pattern: RegExp, text: string): boolean {
  return text.search(pattern) >= 0
}
