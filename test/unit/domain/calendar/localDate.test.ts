import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  addDays,
  addMonthsToDate,
  ageOn,
  daysBetween,
  daysInMonth,
  formatDateLong,
  formatDateShort,
  isRealDate,
  LocalDate,
  localDateOfInstant,
  weekday,
} from '#shared/domain/calendar/localDate'

const instant = fc.date({
  min: new Date('1900-01-01T00:00:00Z'),
  max: new Date('2199-12-31T23:59:59Z'),
  noInvalidDate: true,
})
const date = instant.map((d) => d.toISOString().slice(0, 10))

describe('[D-4] local dates are days of the Gregorian calendar', () => {
  test('adding days and counting them agree with the platform calendar', () => {
    fc.assert(
      fc.property(date, fc.integer({ min: -40_000, max: 40_000 }), (start, n) => {
        const expected = new Date(Date.parse(start) + n * 86_400_000).toISOString().slice(0, 10)
        expect(addDays(start, n)).toBe(expected)
        expect(daysBetween(start, expected)).toBe(n)
      }),
    )
  })

  test('weekdays agree with the platform calendar', () => {
    fc.assert(
      fc.property(date, (day) => {
        expect(weekday(day) % 7).toBe(new Date(day).getUTCDay())
      }),
    )
  })

  test('existing dates are those the platform knows', () => {
    const part = (max: number) => fc.integer({ min: 0, max }).map((n) => String(n).padStart(2, '0'))
    fc.assert(
      fc.property(fc.integer({ min: 1600, max: 2400 }), part(14), part(33), (year, month, day) => {
        const text = `${year}-${month}-${day}`
        const parsed = new Date(`${text}T00:00:00Z`)
        const real = !Number.isNaN(parsed.getTime()) && parsed.toISOString().startsWith(text)
        expect(isRealDate(text)).toBe(real)
      }),
    )
  })

  test('never throws on any text', () => {
    fc.assert(fc.property(fc.string(), (text) => typeof isRealDate(text) === 'boolean'))
    expect(LocalDate.safeParse('2026-02-29').success).toBe(false)
    expect(LocalDate.safeParse('2028-02-29').success).toBe(true)
    expect(LocalDate.safeParse('2026-02-01T00:00:00Z').success).toBe(false)
  })

  test('months end where they end', () => {
    expect(daysInMonth(2000, 2)).toBe(29)
    expect(daysInMonth(1900, 2)).toBe(28)
    expect(addMonthsToDate('2026-01-31', 1)).toBe('2026-02-28')
    expect(addMonthsToDate('2026-03-31', -13)).toBe('2025-02-28')
  })
})

describe('[D-5] an instant falls on the day of the branch, not of UTC', () => {
  test('agrees with the platform time zones at every hour', () => {
    const zones = [
      ['WIB', 'Asia/Jakarta'],
      ['WITA', 'Asia/Makassar'],
      ['WIT', 'Asia/Jayapura'],
    ] as const
    // Indonesia's zones have had these offsets since 1988.
    const recent = fc.date({
      min: new Date('1990-01-01T00:00:00Z'),
      max: new Date('2199-12-31T00:00:00Z'),
      noInvalidDate: true,
    })
    for (const [zone, timeZone] of zones) {
      const format = new Intl.DateTimeFormat('en-CA', { timeZone })
      fc.assert(
        fc.property(recent, (d) => {
          expect(localDateOfInstant(d.toISOString(), zone)).toBe(format.format(d))
        }),
      )
    }
  })

  test('the evening in UTC is already tomorrow in Jakarta', () => {
    expect(localDateOfInstant('2026-07-20T16:59:59.999Z')).toBe('2026-07-20')
    expect(localDateOfInstant('2026-07-20T17:00:00.000Z')).toBe('2026-07-21')
    expect(localDateOfInstant('2026-12-31T15:30:00Z', 'WIT')).toBe('2027-01-01')
  })

  test('refuses local times and nonsense', () => {
    expect(() => localDateOfInstant('2026-07-20T17:00:00+07:00')).toThrow(RangeError)
    expect(() => localDateOfInstant('2026-02-30T17:00:00Z')).toThrow(RangeError)
    expect(() => localDateOfInstant('2026-07-20')).toThrow(RangeError)
  })
})

describe('[D-4] dates in words and ages', () => {
  test('long and short forms', () => {
    expect(formatDateLong('2026-07-20')).toBe('20 Juli 2026')
    expect(formatDateLong('2026-07-02', 'en')).toBe('2 July 2026')
    expect(formatDateShort('2026-07-20')).toBe('20/07/2026')
  })

  test('a year of life is complete on the birthday', () => {
    expect(ageOn('1966-04-01', '2025-04-01')).toBe(59)
    expect(ageOn('1966-04-02', '2025-04-01')).toBe(58)
    expect(ageOn('2004-02-29', '2022-02-28')).toBe(17)
    expect(ageOn('2004-02-29', '2022-03-01')).toBe(18)
  })
})
