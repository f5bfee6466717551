import { dueDates } from '../billing/dueDate'
import { nextFineStep } from '../billing/monthsLate'
import { addDays, lastDayOfMonth, type LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import type { Segment } from '../programmes'
import type { RateTables } from '../rates/rateTables'

export interface CodeValidity {
  /** Last day on which the code's amount is right; the code dies at the end of it. */
  validUntil: LocalDate
}

/**
 * Until when a code issued on a day may be paid. PU: the effective due date, or once late the
 * day before the next month of fine begins. Other segments have no fine: the end of the month
 * of issue. (Project's choice: a code must never ask for an amount that has changed.)
 */
export function codeValidity(
  tables: RateTables,
  question: {
    segment: Segment
    period: Period
    issuedOn: LocalDate
    treatJointLeaveAsHoliday?: boolean | undefined
  },
): CodeValidity {
  const { segment, issuedOn } = question
  switch (segment) {
    case 'PU':
      return { validUntil: addDays(nextFineStep(dueDates(tables, question), issuedOn), -1) }
    case 'BPU':
    case 'JAKON':
    case 'PMI':
      return { validUntil: lastDayOfMonth(issuedOn) }
  }
}

/**
 * For a code over several bills: the earliest of their ends, because from then on its sum is wrong.
 * @throws RangeError without bills
 */
export function codeValidityForBills(
  tables: RateTables,
  question: {
    bills: ReadonlyArray<{ segment: Segment; period: Period }>
    issuedOn: LocalDate
    treatJointLeaveAsHoliday?: boolean | undefined
  },
): CodeValidity {
  const { bills, ...rest } = question
  const ends = bills.map((bill) => codeValidity(tables, { ...bill, ...rest }).validUntil).sort()
  const validUntil = ends[0]
  if (validUntil === undefined) throw new RangeError('a payment code covers at least one bill')
  return { validUntil }
}
