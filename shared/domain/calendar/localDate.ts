import { z } from 'zod'
import { type Language, monthName } from './period'

/** A calendar date `YYYY-MM-DD` in the branch's own time zone; it has no time of day. */
export const LocalDate = z
  .string()
  .refine(isRealDate, 'a date is written YYYY-MM-DD and must exist')
  .meta({ id: 'LocalDate' })
export type LocalDate = z.infer<typeof LocalDate>

/** The three Indonesian time zones; a branch is configured for one (UTC+7, +8, +9). */
export const TimeZone = z.enum(['WIB', 'WITA', 'WIT'])
export type TimeZone = z.infer<typeof TimeZone>

/** True for text `YYYY-MM-DD` that names a day of the Gregorian calendar. Never throws. */
export function isRealDate(text: string): boolean {
  if (typeof text !== 'string' || !/^\d{4}-\d{2}-\d{2}$/.test(text)) return false
  const month = Number(text.slice(5, 7))
  const day = Number(text.slice(8, 10))
  if (month < 1 || month > 12 || day < 1) return false
  return day <= daysInMonth(Number(text.slice(0, 4)), month)
}

/** Days in a month 1–12, leap years included. */
export function daysInMonth(year: number, month: number): number {
  if (month === 2) return isLeapYear(year) ? 29 : 28
  return month === 4 || month === 6 || month === 9 || month === 11 ? 30 : 31
}

export function addDays(date: LocalDate, n: number): LocalDate {
  return fromDayNumber(dayNumber(date) + n)
}

/** Whole days from `from` to `to`; negative when `to` is earlier. */
export function daysBetween(from: LocalDate, to: LocalDate): number {
  return dayNumber(to) - dayNumber(from)
}

/** 1 = Monday … 7 = Sunday (ISO 8601). */
export function weekday(date: LocalDate): 1 | 2 | 3 | 4 | 5 | 6 | 7 {
  // Day 0 (1 January 1970) was a Thursday.
  return (((((dayNumber(date) + 3) % 7) + 7) % 7) + 1) as 1 | 2 | 3 | 4 | 5 | 6 | 7
}

/** The same day of the month `n` months later, or that month's last day when there is none. */
export function addMonthsToDate(date: LocalDate, n: number): LocalDate {
  const { year, month, day } = partsOfDate(date)
  const index = year * 12 + (month - 1) + n
  return makeDate(Math.floor(index / 12), (((index % 12) + 12) % 12) + 1, day)
}

/** A date from its numbers; a day past the end of the month becomes the month's last day. */
export function makeDate(year: number, month: number, day: number): LocalDate {
  return writeDate(year, month, Math.min(day, daysInMonth(year, month)))
}

export function lastDayOfMonth(date: LocalDate): LocalDate {
  const { year, month } = partsOfDate(date)
  return makeDate(year, month, 31)
}

/**
 * Completed years of age on a day. Somebody born on 29 February completes a year on 1 March of
 * a year without that day.
 */
export function ageOn(birthDate: LocalDate, date: LocalDate): number {
  const years = partsOfDate(date).year - partsOfDate(birthDate).year
  return date.slice(5) < birthDate.slice(5) ? years - 1 : years
}

/** `20 Juli 2026` (`20 July 2026` in English), as in letters. */
export function formatDateLong(date: LocalDate, language: Language = 'id'): string {
  const { year, month, day } = partsOfDate(date)
  return `${day} ${monthName(month, language)} ${year}`
}

/** `20/07/2026`, as in tables. */
export function formatDateShort(date: LocalDate): string {
  assertDate(date)
  return `${date.slice(8, 10)}/${date.slice(5, 7)}/${date.slice(0, 4)}`
}

/**
 * The local date at a UTC instant (`2026-07-20T17:30:00.000Z`). An evening in UTC is already
 * the next day in Indonesia, so cutting the first ten characters would be wrong for 7–9 hours.
 */
export function localDateOfInstant(utcIso: string, zone: TimeZone = 'WIB'): LocalDate {
  const match = /^(\d{4}-\d{2}-\d{2})T(\d{2}):\d{2}(:\d{2}(\.\d+)?)?Z$/.exec(utcIso)
  const date = match?.[1]
  if (date === undefined || !isRealDate(date)) {
    throw new RangeError(`not a UTC instant: ${utcIso}`)
  }
  const hour = Number(match?.[2]) + utcOffsetHours[zone]
  return hour >= 24 ? addDays(date, 1) : date
}

/** The UTC instant at which a local day begins: 17:00, 16:00 or 15:00 UTC of the day before. */
export function startOfDay(date: LocalDate, zone: TimeZone = 'WIB'): string {
  const hour = String(24 - utcOffsetHours[zone]).padStart(2, '0')
  return `${addDays(date, -1)}T${hour}:00:00.000Z`
}

export function partsOfDate(date: LocalDate): { year: number; month: number; day: number } {
  assertDate(date)
  return {
    year: Number(date.slice(0, 4)),
    month: Number(date.slice(5, 7)),
    day: Number(date.slice(8, 10)),
  }
}

const utcOffsetHours: Record<TimeZone, number> = { WIB: 7, WITA: 8, WIT: 9 }

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0
}

function assertDate(date: LocalDate): void {
  if (!isRealDate(date)) throw new RangeError(`not a local date: ${date}`)
}

function writeDate(year: number, month: number, day: number): LocalDate {
  if (!Number.isInteger(year) || year < 0 || year > 9999) {
    throw new RangeError(`year outside 0000 to 9999: ${year}`)
  }
  const two = (n: number) => String(n).padStart(2, '0')
  return `${String(year).padStart(4, '0')}-${two(month)}-${two(day)}`
}

// Days since 1 January 1970, counted in years that begin in March so that the leap day is last.
function dayNumber(date: LocalDate): number {
  const { year, month, day } = partsOfDate(date)
  const y = month <= 2 ? year - 1 : year
  const era = Math.floor(y / 400)
  const yearOfEra = y - era * 400
  const dayOfYear = Math.floor((153 * (month + (month > 2 ? -3 : 9)) + 2) / 5) + day - 1
  const dayOfEra =
    yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear
  return era * 146_097 + dayOfEra - 719_468
}

function fromDayNumber(n: number): LocalDate {
  const z = n + 719_468
  const era = Math.floor(z / 146_097)
  const dayOfEra = z - era * 146_097
  const yearOfEra = Math.floor(
    (dayOfEra -
      Math.floor(dayOfEra / 1_460) +
      Math.floor(dayOfEra / 36_524) -
      Math.floor(dayOfEra / 146_096)) /
      365,
  )
  const dayOfYear =
    dayOfEra - (365 * yearOfEra + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100))
  const shifted = Math.floor((5 * dayOfYear + 2) / 153)
  const month = shifted < 10 ? shifted + 3 : shifted - 9
  const day = dayOfYear - Math.floor((153 * shifted + 2) / 5) + 1
  return writeDate(yearOfEra + era * 400 + (month <= 2 ? 1 : 0), month, day)
}
