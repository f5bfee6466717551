import { describe, expect, test } from 'vitest'
import { addWorkingDays, isNonWorkingDay, rollForward } from '#shared/domain/calendar/workingDays'
import { rateTables } from '#shared/reference/tables'

const { holidays } = rateTables

describe('[D-6] working days', () => {
  test('weekends and national holidays are none; joint leave only when the branch says so', () => {
    expect(isNonWorkingDay(holidays, '2026-08-15')).toBe(true)
    expect(isNonWorkingDay(holidays, '2026-08-17')).toBe(true)
    expect(isNonWorkingDay(holidays, '2026-08-18')).toBe(false)
    expect(isNonWorkingDay(holidays, '2026-05-15')).toBe(false)
    expect(isNonWorkingDay(holidays, '2026-05-15', true)).toBe(true)
  })

  test('ten working days of a warning letter skip the holiday and three weekends', () => {
    // 12 August 2026 is a Wednesday; the 17th and the 25th are holidays.
    expect(addWorkingDays(holidays, '2026-08-12', 10)).toBe('2026-08-28')
    expect(addWorkingDays(holidays, '2026-08-15', 1)).toBe('2026-08-18')
    expect(addWorkingDays(holidays, '2026-08-15', 0)).toBe('2026-08-18')
    expect(addWorkingDays(holidays, '2026-08-18', 0)).toBe('2026-08-18')
    expect(() => addWorkingDays(holidays, '2026-08-18', -1)).toThrow(RangeError)
  })

  test('a year without a table rolls over weekends only', () => {
    expect(rollForward(holidays, '2021-08-17')).toBe('2021-08-17')
    expect(rollForward(holidays, '2021-02-28')).toBe('2021-03-01')
  })
})
