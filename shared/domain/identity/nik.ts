import { ageOn, isRealDate, type LocalDate } from '../calendar/localDate'
import { type Checked, checked, type Finding, finding } from '../findings'
import type { Sex } from '../programmes'
import { stripSeparators } from './digits'
import { provinceCodes } from './provinces'

/** What an identity number says about its owner: `PPRRDD ddmmyy SSSS`, women's day plus 40. */
export interface NikParts {
  nik: string
  province: string
  regency: string
  district: string
  day: number
  month: number
  /** Two-digit year as printed; the century is not in the number. */
  yy: number
  sex: Sex
  serial: string
}

/** What the form says, to compare the number with. */
export interface NikContext {
  birthDate?: LocalDate | undefined
  sex?: Sex | undefined
}

/** The number without separators; anything else in it stays. Never a number: zeros lead. */
export function normaliseNik(text: string): string {
  return stripSeparators(text)
}

/** Splits the number and checks its structure. Total: never throws. */
export function parseNik(text: string): Checked<NikParts> {
  const nik = normaliseNik(text)
  if (!/^\d{16}$/.test(nik)) {
    return {
      value: undefined,
      findings: [finding('NIK_FORMAT', undefined, { length: nik.length })],
    }
  }
  const dayField = Number(nik.slice(6, 8))
  const female = dayField > 40
  const parts: NikParts = {
    nik,
    province: nik.slice(0, 2),
    regency: nik.slice(0, 4),
    district: nik.slice(0, 6),
    day: female ? dayField - 40 : dayField,
    month: Number(nik.slice(8, 10)),
    yy: Number(nik.slice(10, 12)),
    sex: female ? 'F' : 'M',
    serial: nik.slice(12),
  }
  const findings: Finding[] = []
  if (!provinceCodes.has(parts.province)) {
    findings.push(finding('NIK_PROVINCE', undefined, { province: parts.province }))
  }
  if (possibleBirthDates(parts).length === 0) findings.push(finding('NIK_BIRTH_DATE'))
  if (parts.serial === '0000') findings.push(finding('NIK_SERIAL'))
  return checked(parts, findings)
}

/**
 * The normalised number with everything noticed about it: structure (errors), disagreement with
 * the form (warnings: the civil registry keeps a number when birth data are corrected), and
 * numbers that were obviously made up (warning).
 */
export function validateNik(text: string, form: NikContext = {}): Checked<string> {
  const { value: parts, findings } = parseNik(text)
  const nik = normaliseNik(text)
  const more: Finding[] = [...findings]
  if (/^(\d)\1{15}$/.test(nik) || nik === '1234567890123456') more.push(finding('NIK_SUSPICIOUS'))
  if (parts !== undefined) {
    const { birthDate, sex } = form
    if (birthDate !== undefined && !possibleBirthDates(parts).includes(birthDate)) {
      more.push(finding('NIK_MISMATCH_BIRTHDATE'))
    }
    if (sex !== undefined && sex !== parts.sex) more.push(finding('NIK_MISMATCH_SEX'))
  }
  return checked(nik, more)
}

/**
 * The birth date in the number: the form's when it agrees, else the one in 20yy if that makes
 * the owner at least 15 on `today`, else in 19yy.
 */
export function birthDateOfNik(
  parts: NikParts,
  today: LocalDate,
  formBirthDate?: LocalDate,
): LocalDate | undefined {
  const dates = possibleBirthDates(parts)
  if (formBirthDate !== undefined && dates.includes(formBirthDate)) return formBirthDate
  return dates.find((date) => date >= '2000' && ageOn(date, today) >= 15) ?? dates[0]
}

/** `3516••••••••0003`: enough to recognise a number in a list, not enough to misuse it. */
export function maskNik(nik: string): string {
  return /^\d{16}$/.test(nik) ? `${nik.slice(0, 4)}••••••••${nik.slice(12)}` : '••••'
}

/** 19yy first, then 20yy, as far as they exist (29 February is a question of the century). */
function possibleBirthDates({ day, month, yy }: NikParts): LocalDate[] {
  const two = (n: number) => String(n).padStart(2, '0')
  return ['19', '20']
    .map((century) => `${century}${two(yy)}-${two(month)}-${two(day)}`)
    .filter((date) => isRealDate(date))
}
