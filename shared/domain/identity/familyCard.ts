import { isRealDate } from '../calendar/localDate'
import { type Checked, checked, type Finding, finding } from '../findings'
import { stripSeparators } from './digits'
import { provinceCodes } from './provinces'

/** The family card number (KK) without separators. */
export function normaliseFamilyCard(text: string): string {
  return stripSeparators(text)
}

/**
 * Sixteen digits, built like a NIK but with the card's own issue date, so without the 40 added for
 * women. Shared by a family: not unique. Equal to the NIK is a typical typing error.
 */
export function validateFamilyCard(
  text: string,
  form: { nik?: string | undefined } = {},
): Checked<string> {
  const number = normaliseFamilyCard(text)
  if (!/^\d{16}$/.test(number)) {
    return {
      value: undefined,
      findings: [finding('FAMILY_CARD_FORMAT', undefined, { length: number.length })],
    }
  }
  const findings: Finding[] = []
  if (form.nik !== undefined && stripSeparators(form.nik) === number) {
    findings.push(finding('FAMILY_CARD_EQUALS_NIK'))
  } else if (!provinceCodes.has(number.slice(0, 2)) || !hasIssueDate(number)) {
    findings.push(finding('FAMILY_CARD_STRUCTURE'))
  }
  return checked(number, findings)
}

function hasIssueDate(number: string): boolean {
  const [day, month, year] = [number.slice(6, 8), number.slice(8, 10), number.slice(10, 12)]
  return isRealDate(`20${year}-${month}-${day}`) || isRealDate(`19${year}-${month}-${day}`)
}
