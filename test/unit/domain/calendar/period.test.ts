import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addMonths,
  comparePeriods,
  formatPeriod,
  monthsBetween,
  nextPeriod,
  Period,
  periodOfDate,
  periodRange,
  previousPeriod,
} from '#shared/domain/calendar/period'

const period = fc
  .tuple(fc.integer({ min: 1900, max: 2200 }), fc.integer({ min: 1, max: 12 }))
  .map(([year, month]) => `${year}-${String(month).padStart(2, '0')}`)

describe('[D-3] periods are calendar months', () => {
  test('adding months agrees with the platform calendar', () => {
    fc.assert(
      fc.property(period, fc.integer({ min: -600, max: 600 }), (start, n) => {
        const date = new Date(`${start}-01T00:00:00Z`)
        date.setUTCMonth(date.getUTCMonth() + n)
        expect(addMonths(start, n)).toBe(date.toISOString().slice(0, 7))
        expect(monthsBetween(start, addMonths(start, n))).toBe(n)
      }),
    )
  })

  test('order is the order of time', () => {
    fc.assert(
      fc.property(period, period, (a, b) => {
        const order = Math.sign(Date.parse(`${a}-01`) - Date.parse(`${b}-01`))
        expect(comparePeriods(a, b)).toBe(order)
      }),
    )
  })

  test('next and previous cross the year', () => {
    expect(nextPeriod('2026-12')).toBe('2027-01')
    expect(previousPeriod('2026-01')).toBe('2025-12')
    expect(periodRange('2026-11', '2027-02')).toEqual(['2026-11', '2026-12', '2027-01', '2027-02'])
    expect(periodRange('2026-02', '2026-01')).toEqual([])
  })

  test('is written in words in both languages', () => {
    expect(formatPeriod('2026-11', 'id')).toBe('November 2026')
    expect(formatPeriod('2026-08', 'id')).toBe('Agustus 2026')
    expect(formatPeriod('2026-08', 'en')).toBe('August 2026')
  })

  test.each(['2026-13', '2026-00', '2026-1', '26-01', '2026-01-01', ' 2026-01', ''])(
    'refuses %j',
    (text) => {
      expect(Period.safeParse(text).success).toBe(false)
      expect(() => nextPeriod(text)).toThrow(RangeError)
    },
  )

  test('a date belongs to its month, a non-date to none', () => {
    expect(periodOfDate('2026-07-20')).toBe('2026-07')
    expect(() => periodOfDate('2026-07')).toThrow(RangeError)
    expect(() => periodOfDate('2026-13-01')).toThrow(RangeError)
  })
})
