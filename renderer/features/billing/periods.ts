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

/**
 * The month most likely wanted: the first unbilled one behind the newest bill, else the oldest.
 * @param periods months that may be billed, oldest first
 */
export function likelyPeriod(
  periods: readonly string[],
  bills: readonly Bill[],
): string | undefined {
  const newest = bills.reduce((latest, { period }) => (period > latest ? period : latest), '')
  return periods.find((period) => period > newest) ?? periods[0]
}
