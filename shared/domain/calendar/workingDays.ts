import type { Holidays } from '../rates/calendarRules'
import { addDays, type LocalDate, weekday } from './localDate'

/**
 * Saturday, Sunday or a national holiday. Joint leave (cuti bersama) is an arrangement about
 * leave, not a national holiday, and counts only when the branch says so.
 */
export function isNonWorkingDay(
  holidays: Holidays,
  date: LocalDate,
  treatJointLeaveAsHoliday = false,
): boolean {
  if (weekday(date) >= 6) return true
  const year = holidays[date.slice(0, 4)]
  if (year === undefined) return false
  return (
    year.national.includes(date) || (treatJointLeaveAsHoliday && year.jointLeave.includes(date))
  )
}

/** The date itself when it is a working day, else the first working day after it. */
export function rollForward(
  holidays: Holidays,
  date: LocalDate,
  treatJointLeaveAsHoliday = false,
): LocalDate {
  let current = date
  while (isNonWorkingDay(holidays, current, treatJointLeaveAsHoliday)) current = addDays(current, 1)
  return current
}

/** False when the year has no holiday table, so that only weekends were looked at. */
export function holidaysLoaded(holidays: Holidays, date: LocalDate): boolean {
  return holidays[date.slice(0, 4)] !== undefined
}

/** The `n`-th working day after `date` (`n` ≥ 0; 0 gives the first working day from `date` on). */
export function addWorkingDays(
  holidays: Holidays,
  date: LocalDate,
  n: number,
  treatJointLeaveAsHoliday = false,
): LocalDate {
  if (!Number.isInteger(n) || n < 0) throw new RangeError(`not a number of working days: ${n}`)
  let current = date
  let left = n
  while (left > 0 || isNonWorkingDay(holidays, current, treatJointLeaveAsHoliday)) {
    current = addDays(current, 1)
    if (left > 0 && !isNonWorkingDay(holidays, current, treatJointLeaveAsHoliday)) left -= 1
  }
  return current
}
