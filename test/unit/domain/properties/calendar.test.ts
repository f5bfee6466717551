import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonthsToDate,
  ageOn,
  daysBetween,
  lastDayOfMonth,
  weekday,
} from '#shared/domain/calendar/localDate'
import {
  addMonths,
  comparePeriods,
  monthsBetween,
  periodRange,
} from '#shared/domain/calendar/period'
import { addWorkingDays, rollForward } from '#shared/domain/calendar/workingDays'
import { rateTables } from '#shared/reference/tables'

/** The second implementation: the platform's own calendar in UTC. */
const DAY = 86_400_000
const stamp = (date: string) => Date.parse(`${date}T00:00:00.000Z`)
const text = (ms: number) => new Date(ms).toISOString().slice(0, 10)
const runs = { numRuns: 10_000 }

const date = fc
  .integer({ min: stamp('1900-01-01') / DAY, max: stamp('2199-12-31') / DAY })
  .map((n) => text(n * DAY))
const period = date.map((one) => one.slice(0, 7))

describe('[D-9] dates and periods agree with a second implementation', () => {
  test('days: adding, difference, day of the week, end of month', () => {
    fc.assert(
      fc.property(date, date, fc.integer({ min: -5_000, max: 5_000 }), (a, b, n) => {
        expect(addDays(a, n)).toBe(text(stamp(a) + n * DAY))
        expect(daysBetween(a, b)).toBe((stamp(b) - stamp(a)) / DAY)
        expect(weekday(a)).toBe(new Date(stamp(a)).getUTCDay() || 7)
        const [year, month] = [Number(a.slice(0, 4)), Number(a.slice(5, 7))]
        expect(lastDayOfMonth(a)).toBe(text(Date.UTC(year, month, 0)))
      }),
      runs,
    )
  })

  test('months: adding to a date keeps the day or takes the last one', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -600, max: 600 }), (a, n) => {
        const [year, month, day] = a.split('-').map(Number) as [number, number, number]
        const end = new Date(Date.UTC(year, month + n, 0)).getUTCDate()
        expect(addMonthsToDate(a, n)).toBe(text(Date.UTC(year, month - 1 + n, Math.min(day, end))))
      }),
      runs,
    )
  })

  test('periods: adding, counting, order and range', () => {
    fc.assert(
      fc.property(period, period, fc.integer({ min: -600, max: 600 }), (a, b, n) => {
        const index = (p: string) =>
          new Date(`${p}-01T00:00:00Z`).getUTCFullYear() * 12 +
          new Date(`${p}-01T00:00:00Z`).getUTCMonth()
        const moved = new Date(`${a}-01T00:00:00Z`)
        moved.setUTCMonth(moved.getUTCMonth() + n)
        expect(addMonths(a, n)).toBe(moved.toISOString().slice(0, 7))
        expect(monthsBetween(a, b)).toBe(index(b) - index(a))
        expect(Math.sign(comparePeriods(a, b))).toBe(Math.sign(a.localeCompare(b)))
        const range = periodRange(a, addMonths(a, Math.abs(n) % 50))
        expect(range).toHaveLength((Math.abs(n) % 50) + 1)
        expect([...range].sort()).toEqual(range)
      }),
      runs,
    )
  })

  test('age: birthdays counted one by one', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: 0, max: 36_500 }), (birth, days) => {
        const day = text(stamp(birth) + days * DAY)
        let birthdays = 0
        for (let year = Number(birth.slice(0, 4)) + 1; `${year}${birth.slice(4)}` <= day; year += 1)
          birthdays += 1
        expect(ageOn(birth, day)).toBe(birthdays)
      }),
      runs,
    )
  })

  test('working days: stepping through the calendar of 2026 by hand', () => {
    const free = new Set(rateTables.holidays['2026']?.national)
    const isFree = (ms: number) => [0, 6].includes(new Date(ms).getUTCDay()) || free.has(text(ms))
    const in2026 = fc.integer({ min: 0, max: 330 }).map((n) => text(stamp('2026-01-01') + n * DAY))
    fc.assert(
      fc.property(in2026, fc.integer({ min: 0, max: 15 }), (start, n) => {
        let ms = stamp(start)
        while (isFree(ms)) ms += DAY
        expect(rollForward(rateTables.holidays, start)).toBe(text(ms))
        if (n === 0) return
        ms = stamp(start)
        for (let left = n; left > 0;) {
          ms += DAY
          if (!isFree(ms)) left -= 1
        }
        expect(addWorkingDays(rateTables.holidays, start, n)).toBe(text(ms))
      }),
      runs,
    )
  })
})
