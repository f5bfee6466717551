import { describe, expect, test } from 'vitest'
import {
  deadlineInstant,
  dueDates,
  isLateInstant,
  termDueDates,
} from '#shared/domain/billing/dueDate'
import { startOfDay } from '#shared/domain/calendar/localDate'
import { rateTables } from '#shared/reference/tables'

describe('[D-7] a day ends at midnight of the branch, not of Jakarta or UTC', () => {
  test.each([
    ['WIB', '2026-08-18T17:00:00.000Z'],
    ['WITA', '2026-08-18T16:00:00.000Z'],
    ['WIT', '2026-08-18T15:00:00.000Z'],
  ] as const)('%s: the due date 18 August is over at %s', (zone, instant) => {
    const due = dueDates(rateTables, { segment: 'PU', period: '2026-07' })
    expect(deadlineInstant(due.effectiveDueDate, zone)).toBe(instant)
    expect(isLateInstant(due, instant, zone)).toBe(true)
    const before = new Date(Date.parse(instant) - 1).toISOString()
    expect(isLateInstant(due, before, zone)).toBe(false)
  })

  test('also over the end of a year and in leap years', () => {
    expect(startOfDay('2027-01-01', 'WIT')).toBe('2026-12-31T15:00:00.000Z')
    expect(deadlineInstant('2024-02-28')).toBe('2024-02-28T17:00:00.000Z')
    expect(deadlineInstant('2024-02-29')).toBe('2024-02-29T17:00:00.000Z')
  })
})

test('[D-8] a term of a project falls due on the day of its plan, even on a Sunday', () => {
  expect(termDueDates('2026-08-16')).toMatchObject({
    nominalDueDate: '2026-08-16',
    effectiveDueDate: '2026-08-16',
  })
  expect(() => termDueDates('2026-02-30')).toThrow(RangeError)
})
