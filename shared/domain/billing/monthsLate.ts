import {
  addDays,
  addMonthsToDate,
  type LocalDate,
  makeDate,
  partsOfDate,
} from '../calendar/localDate'

export interface Due {
  nominalDueDate: LocalDate
  effectiveDueDate: LocalDate
}

/**
 * Started months of delay on a day: 0 up to the effective due date, 1 from the day after it,
 * one more from the day after the nominal day in every following month. Holidays move only the
 * first boundary (the project's reading; PP 44/2015 says "for each month of delay").
 */
export function monthsLate(due: Due, date: LocalDate): number {
  if (date <= due.effectiveDueDate) return 0
  const d = partsOfDate(date)
  const n = partsOfDate(due.nominalDueDate)
  return (d.year - n.year) * 12 + d.month - n.month + (d.day > n.day ? 1 : 0)
}

/** The first day after `date` on which one more month counts: the amount due changes there. */
export function nextFineStep(due: Due, date: LocalDate): LocalDate {
  if (date <= due.effectiveDueDate) return addDays(due.effectiveDueDate, 1)
  const { year, month } = partsOfDate(
    addMonthsToDate(makeMonthStart(due.nominalDueDate), monthsLate(due, date)),
  )
  return addDays(makeDate(year, month, partsOfDate(due.nominalDueDate).day), 1)
}

function makeMonthStart(date: LocalDate): LocalDate {
  return `${date.slice(0, 8)}01`
}
