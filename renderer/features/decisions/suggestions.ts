import { ruleCodes, type RuleCode } from '#shared/commands/ruleCodes'
import type { decisionTexts } from './texts'

/** What can be done about refused work. */
export type WayName =
  /** Go on with the employer that is registered, and take the workers along. */
  | 'goOn'
  /** Send the good rows of a list again. */
  | 'resend'
  /** Open the form again, correct, send. */
  | 'edit'
  /** Make paper with the figures of now. */
  | 'newPaper'
  /** Look at what the server has. */
  | 'open'
  | 'retry'
  | 'aside'
  /** A way that only this reason of refusal has. */
  | 'own'

export type WhyKey = Extract<keyof typeof decisionTexts.id, `why${string}`>

/** The ways that suit, the best first; the first that the card offers is suggested. */
export interface Suggestion {
  readonly ways: readonly WayName[]
  readonly why: WhyKey
}

const fix: Suggestion = { ways: ['edit', 'open', 'retry'], why: 'whyFix' }
const later: Suggestion = { ways: ['retry', 'edit'], why: 'whyLater' }
const exists: Suggestion = { ways: ['open', 'aside'], why: 'whyExists' }
const done: Suggestion = { ways: ['aside'], why: 'whyDone' }
const paid: Suggestion = { ways: ['aside'], why: 'whyPaid' }
const figures: Suggestion = { ways: ['newPaper', 'open', 'retry'], why: 'whyFigures' }
const cause: Suggestion = { ways: ['retry', 'edit'], why: 'whyCause' }
const held: Suggestion = { ways: ['open', 'retry'], why: 'whyHeld' }
const newCode: Suggestion = { ways: ['newPaper', 'open', 'aside'], why: 'whyNewCode' }
const mayNot: Suggestion = { ways: ['retry', 'edit'], why: 'whyMayNot' }

const suggestions: Partial<Record<RuleCode, Suggestion>> = {
  FORBIDDEN: mayNot,
  BAD_ARGUMENTS: fix,
  UNKNOWN_COMMAND: later,
  CLOCK_IN_FUTURE: later,
  INTERNAL: later,
  CATCHING_UP: later,
  NPWP_TAKEN: { ways: ['goOn', 'edit'], why: 'whyExists' },
  OWNER_ALREADY_REGISTERED: fix,
  EMPLOYER_NOT_FOUND: cause,
  EMPLOYER_INACTIVE: { ways: ['open', 'aside'], why: 'whyLook' },
  NIK_TAKEN: { ways: ['edit'], why: 'whyCompare' },
  ALREADY_MEMBER: exists,
  ROWS_REFUSED: { ways: ['resend'], why: 'whyRows' },
  MEMBERSHIP_NOT_FOUND: cause,
  NO_ACTIVE_WORKERS: { ways: ['open', 'retry'], why: 'whyLook' },
  ALREADY_BPU: { ways: ['open', 'edit'], why: 'whyExists' },
  BPU_TOO_OLD: fix,
  BPU_ENDED: figures,
  BPU_STANDING_CHANGED: figures,
  BPU_MONTH_SKIPPED: figures,
  CONTRACT_TAKEN: { ways: ['open', 'edit'], why: 'whyExists' },
  PLAN_INVALID: fix,
  NO_SUCH_TERM: figures,
  OUTSIDE_PROJECT: figures,
  PERIOD_BEFORE_START: { ways: ['open', 'aside'], why: 'whyLook' },
  PERIOD_IN_FUTURE: { ways: ['open', 'aside'], why: 'whyLook' },
  BILL_EXISTS: exists,
  BILL_NOT_FOUND: cause,
  BILL_PAID: paid,
  BILL_CANCELLED: figures,
  AMOUNT_CHANGED: figures,
  HAS_LIVE_CODE: { ways: ['open', 'aside'], why: 'whyOtherCode' },
  OLDER_BILL_UNPAID: newCode,
  EMPLOYER_RESERVED: held,
  NOT_RESERVED: { ways: ['newPaper', 'retry'], why: 'whyNewCode' },
  CODE_TOO_LATE: newCode,
  CODE_UNSETTLED: later,
  RESERVATION_NOT_FOUND: done,
  RESERVATION_ENDED: done,
  RESERVATION_TOO_LONG: { ways: ['open', 'aside'], why: 'whyLook' },
  RESERVATION_NOT_YOURS: held,
  RESERVATION_HELD: done,
  CODE_NOT_LEASED: newCode,
  CODE_TAKEN: newCode,
  CODE_NOT_FOUND: cause,
  CODE_PAID: paid,
  CODE_EXPIRED: newCode,
  CODE_CANCELLED: newCode,
  WRONG_AMOUNT: { ways: ['open', 'aside'], why: 'whyLook' },
  LETTER_NOT_FOUND: figures,
  LETTER_PAID: paid,
  ROW_EXISTS: done,
  RELEASE_NOT_FOUND: cause,
  ALREADY_DECIDED: done,
  MAKER_IS_CHECKER: mayNot,
  RATES_INVALID: { ways: ['open', 'aside'], why: 'whyFix' },
}

/** What to suggest for a reason of refusal; for one without an entry, to try again or correct. */
export function suggestionFor(code: string): Suggestion {
  const known = ruleCodes.find((other) => other === code)
  return (known && suggestions[known]) ?? { ways: ['own', ...later.ways], why: 'whyLater' }
}
