import { z } from 'zod'

/** ERROR blocks saving as complete; WARNING needs a tick and a note. */
export const Severity = z.enum(['ERROR', 'WARNING'])
export type Severity = z.infer<typeof Severity>

/**
 * The closed catalogue of everything the checks can find. The sentences live with the screens,
 * in both languages; a test there asks for one per code.
 */
const severities = {
  REQUIRED: 'ERROR',
  TEXT_LENGTH: 'ERROR',
  NOT_A_DATE: 'ERROR',
  NIK_FORMAT: 'ERROR',
  NIK_PROVINCE: 'ERROR',
  NIK_BIRTH_DATE: 'ERROR',
  NIK_SERIAL: 'ERROR',
  NIK_SUSPICIOUS: 'WARNING',
  NIK_MISMATCH_BIRTHDATE: 'WARNING',
  NIK_MISMATCH_SEX: 'WARNING',
  FAMILY_CARD_FORMAT: 'ERROR',
  FAMILY_CARD_STRUCTURE: 'WARNING',
  FAMILY_CARD_EQUALS_NIK: 'WARNING',
  NPWP_FORMAT: 'ERROR',
  NPWP_CHECK_DIGIT: 'WARNING',
  NPWP_NOT_ORGANISATION: 'WARNING',
  NPWP_NIK_STRUCTURE: 'WARNING',
  NPP_FORMAT: 'ERROR',
  DIVISION_FORMAT: 'ERROR',
  KPJ_FORMAT: 'ERROR',
  KPJ_LETTERS: 'WARNING',
  NIB_FORMAT: 'ERROR',
  PHONE_FORMAT: 'ERROR',
  PHONE_NOT_MOBILE: 'ERROR',
  PHONE_FOREIGN: 'WARNING',
  EMAIL_FORMAT: 'ERROR',
  EMAIL_LIKELY_TYPO: 'WARNING',
  POSTCODE_FORMAT: 'ERROR',
  BANK_ACCOUNT_FORMAT: 'ERROR',
  BANK_ACCOUNT_LENGTH: 'WARNING',
  BANK_HOLDER_MISMATCH: 'WARNING',
  NAME_CHARACTERS: 'ERROR',
  NAME_HAS_TITLE: 'WARNING',
  NAME_CLOSE: 'WARNING',
  NAME_DIFFERENT: 'ERROR',
  LEGAL_FORM_REPEATED: 'WARNING',
  LICENCE_MISSING: 'ERROR',
  PDS_PROGRAM: 'WARNING',
  PROGRAMME_MISSING: 'ERROR',
  SIZE_MISMATCH: 'WARNING',
  RISK_LEVEL_OVERRIDDEN: 'WARNING',
  START_PERIOD_TOO_EARLY: 'ERROR',
  START_PERIOD_LONG_AGO: 'WARNING',
  WORKER_COUNT_DIFFERS: 'WARNING',
  WAGE_TOTAL_DIFFERS: 'WARNING',
  WORKER_COUNT_INVALID: 'ERROR',
  AMOUNT_INVALID: 'ERROR',
  AGE_BELOW_MINIMUM: 'ERROR',
  AGE_YOUNG_WORKER: 'WARNING',
  BIRTHDATE_IN_FUTURE: 'ERROR',
  BIRTHDATE_IMPLAUSIBLE: 'WARNING',
  CONTRACT_END_MISSING: 'ERROR',
  CONTRACT_END_BEFORE_START: 'ERROR',
  START_DATE_IN_FUTURE: 'WARNING',
  START_DATE_LATE_REPORT: 'WARNING',
  START_BEFORE_WORKING_AGE: 'WARNING',
  WAGE_NOT_POSITIVE: 'ERROR',
  WAGE_BELOW_MINIMUM: 'WARNING',
  BACK_PAY_NEGATIVE: 'ERROR',
  JKN_FORMAT: 'ERROR',
  FOREIGNER_TOO_SHORT: 'WARNING',
  PDS_TK: 'WARNING',
  PDS_UPAH: 'WARNING',
  BIRTH_PLACE_DIFFERS: 'ERROR',
  BIRTH_DATE_DIFFERS: 'ERROR',
  ADDRESS_DIFFERS: 'WARNING',
  NIK_DIFFERS: 'ERROR',
  NIK_REGION_DIFFERS: 'WARNING',
  FAMILY_CARD_DIFFERS: 'WARNING',
  NOT_IN_FAMILY_CARD: 'WARNING',
  NIK_ACTIVE_AT_EMPLOYER: 'ERROR',
  KPJ_EXISTS: 'ERROR',
  KPJ_SECOND: 'WARNING',
  AGE_ABOVE_LIMIT: 'ERROR',
  ATTACHMENT_MISSING: 'ERROR',
  ATTACHMENT_UNREADABLE: 'ERROR',
  PHONE_SHARED: 'WARNING',
  NPWP_SHARED: 'WARNING',
  EMPLOYER_NAME_DIFFERS: 'WARNING',
  BPU_START_PERIOD: 'ERROR',
  PROJECT_END_BEFORE_START: 'ERROR',
  SPK_LATE_REPORT: 'WARNING',
  SHARE_INVALID: 'ERROR',
  TERMS_NOT_WHOLE: 'ERROR',
  TERMS_NOT_IN_ORDER: 'ERROR',
} as const satisfies Record<string, Severity>

export const FindingCode = z.enum(Object.keys(severities) as [FindingCode, ...FindingCode[]])
export type FindingCode = keyof typeof severities

/** Every code there is. */
export const findingCodes: readonly FindingCode[] = FindingCode.options

/** Figures and words a sentence may quote; never a whole personal number. */
export type FindingDetail = Readonly<Record<string, string | number>>

export interface Finding {
  code: FindingCode
  severity: Severity
  /** Field of the form the finding belongs to. */
  field?: string
  detail?: FindingDetail
}

export function severityOf(code: FindingCode): Severity {
  return severities[code]
}

export function finding(code: FindingCode, field?: string, detail?: FindingDetail): Finding {
  return {
    code,
    severity: severities[code],
    ...(field !== undefined && { field }),
    ...(detail !== undefined && { detail }),
  }
}

export function hasErrors(findings: readonly Finding[]): boolean {
  return findings.some((one) => one.severity === 'ERROR')
}

/** The result of reading something typed: a value unless it is unusable, and what was noticed. */
export interface Checked<T> {
  value: T | undefined
  findings: Finding[]
}

/** `value` when no finding is an error. */
export function checked<T>(value: T, findings: Finding[]): Checked<T> {
  return { value: hasErrors(findings) ? undefined : value, findings }
}

/** The findings of a check, attached to a field of a form. */
export function onField(field: string, findings: readonly Finding[]): Finding[] {
  return findings.map((one) => ({ ...one, field }))
}
