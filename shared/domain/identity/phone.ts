import { type Checked, checked, type Finding, finding } from '../findings'

const mobile = /^\+628\d{8,11}$/
const landline = /^\+62[2-79]\d{6,10}$/
const foreign = /^\+(?!62)[1-9]\d{6,14}$/

/**
 * The number in international form (E.164) as far as it can be understood: `0812…`, `812…`,
 * `62812…` and `+62 (0)812…` all become `+62812…`. Text that is no number stays recognisable and
 * fails `validatePhone`.
 */
export function normalisePhone(text: string): string {
  const kept = withoutTrunkZero(text.normalize('NFKC')).normalize('NFKC').trim()
  if (/[^\d\s+().\-\u2010-\u2015]/.test(kept)) return kept
  const digits = kept.replace(/\D/g, '')
  if (kept.startsWith('+') || kept.startsWith('(+')) return international(digits)
  if (digits.startsWith('00')) return international(digits.slice(2))
  if (digits.startsWith('62')) return international(digits)
  if (digits.startsWith('0')) return `+62${digits.slice(1)}`
  if (/^8\d{8,11}$/.test(digits)) return `+62${digits}`
  return digits
}

/** Checks a number; `mobileOnly` for numbers that messages are sent to. Never throws. */
export function validatePhone(
  text: string,
  options: { mobileOnly?: boolean } = {},
): Checked<string> {
  const phone = normalisePhone(text)
  const findings: Finding[] = []
  if (foreign.test(phone)) findings.push(finding('PHONE_FOREIGN'))
  else if (landline.test(phone)) {
    if (options.mobileOnly === true) findings.push(finding('PHONE_NOT_MOBILE'))
  } else if (!mobile.test(phone)) findings.push(finding('PHONE_FORMAT'))
  return checked(phone, findings)
}

export function isMobilePhone(phone: string): boolean {
  return mobile.test(phone)
}

/** `+6281234567890` is shown as `0812-3456-7890`; other text unchanged. */
export function formatPhone(phone: string): string {
  if (!mobile.test(phone)) return phone
  const national = `0${phone.slice(3)}`
  return [national.slice(0, 4), national.slice(4, 8), national.slice(8)].join('-')
}

// "+62 (0)812": the zero is for callers inside the country. Removing one may uncover another.
function withoutTrunkZero(text: string): string {
  const shorter = text.replaceAll('(0)', '')
  return shorter === text ? text : withoutTrunkZero(shorter)
}

// People write +62 0812 as often as +62 812; the trunk zero never belongs behind the country code.
function international(digits: string): string {
  return `+${digits.replace(/^620+/, '62')}`
}
