import { hasLuhnCheckDigit } from '../codes/luhn'
import { type Checked, checked, type Finding, finding } from '../findings'
import { stripSeparators } from './digits'
import { parseNik } from './nik'

/** A taxpayer number in today's form (PMK 112/PMK.03/2022). */
export interface NpwpParts {
  /** 16 digits: `0` and the old 15, or a resident's NIK. */
  npwp: string
  /** 6 digits of a branch office when 22 were given. */
  branch?: string
  /** True when it begins with 0, as organisations' numbers do. */
  organisationForm: boolean
}

const headOfficeBranch = '000000'

/** The number of a place of business (NITKU): 22 digits, the head office when no branch is named. */
export function nitkuOf({ npwp, branch = headOfficeBranch }: NpwpParts): string {
  return `${npwp}${branch}`
}

/** True unless the number names a branch; 000000 is the head office itself. */
export function isHeadOffice({ branch = headOfficeBranch }: NpwpParts): boolean {
  return branch === headOfficeBranch
}

/**
 * Without separators, in the form that is stored: old 15 digits get a leading 0; 16 stay; 22
 * (with a branch number) stay.
 */
export function normaliseNpwp(text: string): string {
  const digits = stripSeparators(text)
  return /^\d{15}$/.test(digits) ? `0${digits}` : digits
}

/** Splits a number of 15, 16 or 22 digits. Never throws. */
export function parseNpwp(text: string): Checked<NpwpParts> {
  const number = normaliseNpwp(text)
  if (!/^\d{16}(\d{6})?$/.test(number)) {
    return {
      value: undefined,
      findings: [finding('NPWP_FORMAT', undefined, { length: number.length })],
    }
  }
  const npwp = number.slice(0, 16)
  const organisationForm = npwp.startsWith('0')
  const findings: Finding[] = []
  // Old form after the leading zero: nine digits of the taxpayer, the ninth a check digit.
  if (organisationForm && !hasLuhnCheckDigit(npwp.slice(1, 10))) {
    findings.push(finding('NPWP_CHECK_DIGIT'))
  }
  if (!organisationForm && parseNik(npwp).value === undefined) {
    findings.push(finding('NPWP_NIK_STRUCTURE'))
  }
  const branch = number.slice(16)
  return checked({ npwp, ...(branch !== '' && { branch }), organisationForm }, findings)
}

/** The stored form with everything noticed; `organisation` expects a number that begins with 0. */
export function validateNpwp(
  text: string,
  options: { organisation?: boolean } = {},
): Checked<string> {
  const { value, findings } = parseNpwp(text)
  const more: Finding[] = [...findings]
  if (options.organisation === true && value?.organisationForm === false) {
    more.push(finding('NPWP_NOT_ORGANISATION'))
  }
  return checked(normaliseNpwp(text), more)
}

/** Grouped for reading: old form as `01.234.567.8-901.000`, others in fours. */
export function formatNpwp(npwp: string): string {
  if (/^0\d{15}$/.test(npwp)) {
    return npwp.slice(1).replace(/^(\d{2})(\d{3})(\d{3})(\d)(\d{3})(\d{3})$/, '$1.$2.$3.$4-$5.$6')
  }
  return /^\d{16}(\d{6})?$/.test(npwp) ? npwp.replace(/(\d{4})(?=\d)/g, '$1 ') : npwp
}
