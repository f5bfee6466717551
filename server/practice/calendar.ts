import { addDays, daysInMonth, makeDate } from '#shared/domain/calendar/localDate'
import { addMonths } from '#shared/domain/calendar/period'

/** How many months of bills the practice branch has. */
export const BILL_MONTHS = 6

/** The months that are billed: the six before the one of `today`, oldest first. */
export function billedPeriods(today: string): string[] {
  const current = today.slice(0, 7)
  return Array.from({ length: BILL_MONTHS }, (_, index) => addMonths(current, index - BILL_MONTHS))
}

/** Day `day` of a month (its last one when there are fewer), but never after `today`. */
export function dayOf(period: string, day: number, today: string): string {
  const [year, month] = period.split('-').map(Number) as [number, number]
  const date = makeDate(year, month, Math.min(day, daysInMonth(year, month)))
  return date < today ? date : today
}

/** Start of a local day in Jakarta, as UTC: never in the future once that day has begun. */
export function startOfDay(date: string): string {
  return `${addDays(date, -1)}T17:00:00.000Z`
}
