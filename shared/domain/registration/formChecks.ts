import { isRealDate } from '../calendar/localDate'
import { type Checked, type Finding, finding, onField } from '../findings'

/** A required text field: an error when empty, else the findings of its check. */
export function required(
  field: string,
  text: string | undefined,
  check?: (text: string) => Checked<unknown>,
): Finding[] {
  if (text === undefined || text.trim() === '') return [finding('REQUIRED', field)]
  return check === undefined ? [] : onField(field, check(text).findings)
}

/** An optional text field: nothing when empty, else the findings of its check. */
export function optional(
  field: string,
  text: string | undefined,
  check: (text: string) => Checked<unknown>,
): Finding[] {
  return text === undefined || text.trim() === '' ? [] : onField(field, check(text).findings)
}

/** A required choice or number: an error while it is absent. */
export function present(field: string, value: unknown): Finding[] {
  return value === undefined || value === null ? [finding('REQUIRED', field)] : []
}

/** The date when it is one; a finding only when something was typed that is no date. */
export function readDate(
  field: string,
  text: string | undefined,
): { date: string | undefined; findings: Finding[] } {
  if (text === undefined || text.trim() === '') return { date: undefined, findings: [] }
  return isRealDate(text)
    ? { date: text, findings: [] }
    : { date: undefined, findings: [finding('NOT_A_DATE', field)] }
}

/** Whole rupiah ≥ 0 when given. */
export function amount(field: string, value: number | undefined): Finding[] {
  if (value === undefined || (Number.isSafeInteger(value) && value >= 0)) return []
  return [finding('AMOUNT_INVALID', field)]
}
