import type { LocalDate } from '../calendar/localDate'

/** Figures of the right to issue payment codes without a network. */
export const issueRightRules = {
  /** A right ends at most this many days after the day on which it is taken. */
  maxDays: 3,
  /** What screens offer: its last day, counted from today. */
  offeredDays: [0, 1, 2],
  /** Last day of the right that comes with a registration without a network, counted from today. */
  registrationDays: 2,
  /** Asks that are kept of one right; the oldest give way. */
  maxAsks: 20,
} as const

export interface DatedRight {
  readonly status: 'ACTIVE' | 'RELEASED' | 'EXPIRED'
  readonly until: LocalDate
}

/** True while a right keeps other devices from issuing. */
export function isRightAlive(right: DatedRight, day: LocalDate): boolean {
  return right.status === 'ACTIVE' && day <= right.until
}

/**
 * Last day of a code's paper before the server has confirmed it: never after the right under which
 * it was made, so that whoever has the right next meets no older paper that is alive.
 */
export function provisionalEnd(validUntil: LocalDate, rightUntil: LocalDate): LocalDate {
  return validUntil < rightUntil ? validUntil : rightUntil
}
