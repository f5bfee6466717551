import { z } from 'zod'

/** A contribution month `YYYY-MM`: the month a wage belongs to, never the month of payment. */
export const Period = z
  .string()
  .regex(/^\d{4}-(0[1-9]|1[0-2])$/, 'a period is written YYYY-MM')
  .meta({ id: 'Period' })
export type Period = z.infer<typeof Period>

export type Language = 'id' | 'en'

/** `n` months later (earlier when negative): `addMonths('2026-11', 3)` is `'2027-02'`. */
export function addMonths(period: Period, n: number): Period {
  return fromMonthIndex(monthIndex(period) + n)
}

export function nextPeriod(period: Period): Period {
  return addMonths(period, 1)
}

export function previousPeriod(period: Period): Period {
  return addMonths(period, -1)
}

/** Negative when `a` is earlier than `b`, zero when equal, positive when later. */
export function comparePeriods(a: Period, b: Period): -1 | 0 | 1 {
  const difference = monthIndex(a) - monthIndex(b)
  return difference < 0 ? -1 : difference > 0 ? 1 : 0
}

/** Whole months from `from` to `to`; negative when `to` is earlier. */
export function monthsBetween(from: Period, to: Period): number {
  return monthIndex(to) - monthIndex(from)
}

/** All periods from `from` to `to`, both included; empty when `to` is earlier. */
export function periodRange(from: Period, to: Period): Period[] {
  const start = monthIndex(from)
  return Array.from({ length: Math.max(0, monthIndex(to) - start + 1) }, (_, i) =>
    fromMonthIndex(start + i),
  )
}

/** The month a local date `YYYY-MM-DD` lies in. */
export function periodOfDate(date: string): Period {
  const period = date.slice(0, 7)
  if (date.length !== 10 || !isPeriod(period)) throw new RangeError(`not a local date: ${date}`)
  return period
}

/** `2026-11` becomes `November 2026` in either language. */
export function formatPeriod(period: Period, language: Language = 'id'): string {
  const index = monthIndex(period)
  return `${monthName((index % 12) + 1, language)} ${Math.floor(index / 12)}`
}

/** Name of a month 1–12. */
export function monthName(month: number, language: Language = 'id'): string {
  const name = monthNames[language][month - 1]
  if (name === undefined) throw new RangeError(`not a month: ${month}`)
  return name
}

export function isPeriod(text: string): text is Period {
  return /^\d{4}-(0[1-9]|1[0-2])$/.test(text)
}

/** Months since year 0, so that periods can be subtracted. */
function monthIndex(period: Period): number {
  if (!isPeriod(period)) throw new RangeError(`not a period: ${period}`)
  return Number(period.slice(0, 4)) * 12 + Number(period.slice(5, 7)) - 1
}

function fromMonthIndex(index: number): Period {
  if (!Number.isInteger(index) || index < 0 || index >= 120_000) {
    throw new RangeError(`period outside the years 0000 to 9999: month ${index}`)
  }
  const year = String(Math.floor(index / 12)).padStart(4, '0')
  return `${year}-${String((index % 12) + 1).padStart(2, '0')}`
}

const monthNames: Record<Language, readonly string[]> = {
  id: [
    'Januari',
    'Februari',
    'Maret',
    'April',
    'Mei',
    'Juni',
    'Juli',
    'Agustus',
    'September',
    'Oktober',
    'November',
    'Desember',
  ],
  en: [
    'January',
    'February',
    'March',
    'April',
    'May',
    'June',
    'July',
    'August',
    'September',
    'October',
    'November',
    'December',
  ],
}
