import { describe, expect, test } from 'vitest'
import { dueDates } from '#shared/domain/billing/dueDate'
import { rateTables } from '#shared/reference/tables'

// The whole year worked out by hand from the calendar: period, nominal, effective, with joint leave.
const year2026 = [
  ['2025-12', '2026-01-15', '2026-01-15', '2026-01-15'],
  ['2026-01', '2026-02-15', '2026-02-16', '2026-02-18'],
  ['2026-02', '2026-03-15', '2026-03-16', '2026-03-16'],
  ['2026-03', '2026-04-15', '2026-04-15', '2026-04-15'],
  ['2026-04', '2026-05-15', '2026-05-15', '2026-05-18'],
  ['2026-05', '2026-06-15', '2026-06-15', '2026-06-15'],
  ['2026-06', '2026-07-15', '2026-07-15', '2026-07-15'],
  ['2026-07', '2026-08-15', '2026-08-18', '2026-08-18'],
  ['2026-08', '2026-09-15', '2026-09-15', '2026-09-15'],
  ['2026-09', '2026-10-15', '2026-10-15', '2026-10-15'],
  ['2026-10', '2026-11-15', '2026-11-16', '2026-11-16'],
  ['2026-11', '2026-12-15', '2026-12-15', '2026-12-15'],
] as const

describe('[D-1] due dates of employers in 2026', () => {
  test.each(year2026)(
    '%s: %s, effective %s, with joint leave %s',
    (period, nominal, plain, joint) => {
      const own = dueDates(rateTables, { segment: 'PU', period })
      expect(own).toMatchObject({
        nominalDueDate: nominal,
        effectiveDueDate: plain,
        holidaysLoaded: true,
      })
      const withJoint = dueDates(rateTables, {
        segment: 'PU',
        period,
        treatJointLeaveAsHoliday: true,
      })
      expect(withJoint.effectiveDueDate).toBe(joint)
    },
  )
})

describe('[D-1] other due dates', () => {
  test('a BPU contribution falls due in its own month', () => {
    expect(dueDates(rateTables, { segment: 'BPU', period: '2026-01' }).nominalDueDate).toBe(
      '2026-01-15',
    )
  })

  test('[D-2] a year without holidays says so', () => {
    const due = dueDates(rateTables, { segment: 'PU', period: '2027-06' })
    expect(due).toMatchObject({ effectiveDueDate: '2027-07-15', holidaysLoaded: false })
  })

  test('during PP 49/2020 it was the 30th', () => {
    expect(dueDates(rateTables, { segment: 'PU', period: '2020-10' }).nominalDueDate).toBe(
      '2020-11-30',
    )
    expect(dueDates(rateTables, { segment: 'PU', period: '2020-07' }).nominalDueDate).toBe(
      '2020-08-15',
    )
  })

  test('a segment or time without a rule is refused, not guessed', () => {
    expect(() => dueDates(rateTables, { segment: 'JAKON', period: '2026-01' })).toThrow(/JAKON/)
    expect(() => dueDates(rateTables, { segment: 'PU', period: '2015-06' })).toThrow(/2015-06/)
  })
})
