import { addMonths } from '#shared/domain/calendar/period'
import type { Bill } from '#shared/model/bill'

/**
 * Months that may still be billed, oldest first: from the start of participation to this month.
 * @param today local date
 */
export function billablePeriods(
  startPeriod: string,
  bills: readonly Bill[],
  today: string,
): string[] {
  const billed = new Set(
    bills.filter((bill) => bill.status !== 'CANCELLED').map(({ period }) => period),
  )
  const periods: string[] = []
  for (let period = startPeriod; period <= today.slice(0, 7); period = addMonths(period, 1)) {
    if (!billed.has(period)) periods.push(period)
  }
  return periods
}
