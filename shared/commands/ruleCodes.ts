/**
 * Every reason for which work can be refused. The renderer has a sentence for each in both
 * languages (what happened, what was kept, what to do); a test fails when one is missing.
 */
export const ruleCodes = [
  'FORBIDDEN',
  'BAD_ARGUMENTS',
  'UNKNOWN_COMMAND',
  'CLOCK_IN_FUTURE',
  'INTERNAL',
  'CATCHING_UP',
  'DISK_FULL',
  'DISK_LOW',
  'UPDATE_FIRST',
  'OFFLINE_TOO_LONG',
  'TOO_MUCH_UNSENT',
  'NPWP_TAKEN',
  'OWNER_ALREADY_REGISTERED',
  'EMPLOYER_NOT_FOUND',
  'EMPLOYER_INACTIVE',
  'NIK_TAKEN',
  'ALREADY_MEMBER',
  'ROWS_REFUSED',
  'MEMBERSHIP_NOT_FOUND',
  'NO_ACTIVE_WORKERS',
  'PERIOD_BEFORE_START',
  'PERIOD_IN_FUTURE',
  'ALREADY_BPU',
  'BPU_TOO_OLD',
  'BPU_ENDED',
  'BPU_STANDING_CHANGED',
  'BPU_MONTH_SKIPPED',
  'CONTRACT_TAKEN',
  'PLAN_INVALID',
  'NO_SUCH_TERM',
  'OUTSIDE_PROJECT',
  'BILL_EXISTS',
  'BILL_NOT_FOUND',
  'BILL_PAID',
  'BILL_CANCELLED',
  'AMOUNT_CHANGED',
  'HAS_LIVE_CODE',
  'OLDER_BILL_UNPAID',
  'EMPLOYER_RESERVED',
  'NOT_RESERVED',
  'CODE_TOO_LATE',
  'CODE_UNSETTLED',
  'RESERVATION_NOT_FOUND',
  'RESERVATION_ENDED',
  'RESERVATION_TOO_LONG',
  'RESERVATION_NOT_YOURS',
  'RESERVATION_HELD',
  'CODE_NOT_LEASED',
  'CODE_TAKEN',
  'CODE_NOT_FOUND',
  'CODE_PAID',
  'CODE_EXPIRED',
  'CODE_CANCELLED',
  'WRONG_AMOUNT',
  'LETTER_NOT_FOUND',
  'LETTER_PAID',
  'LETTER_FOR_EMPLOYERS',
  'ROW_EXISTS',
  'RELEASE_NOT_FOUND',
  'ALREADY_DECIDED',
  'MAKER_IS_CHECKER',
  'RATES_INVALID',
  'FIELD_NOT_PATCHABLE',
  'PATCH_CONFLICT',
  'RECORD_GONE',
  'OWNER_NOT_FOUND',
  'DOCUMENT_EXISTS',
  'DOCUMENT_NOT_FOUND',
  'DOCUMENT_REMOVED',
] as const

export type RuleCode = (typeof ruleCodes)[number]

/** Facts that the sentence for a code is filled with. JSON only. */
export type RuleDetail = Readonly<Record<string, JsonValue>>
export type JsonValue =
  string | number | boolean | null | readonly JsonValue[] | { readonly [key: string]: JsonValue }

/** Work that breaks a rule: refused, stored, shown to a person. Never an infrastructure error. */
export class RuleViolation extends Error {
  override readonly name = 'RuleViolation'
  constructor(
    readonly code: RuleCode,
    readonly detail: RuleDetail = {},
  ) {
    super(code)
  }
}
