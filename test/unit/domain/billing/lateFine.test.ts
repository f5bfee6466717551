import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { dueDates } from '#shared/domain/billing/dueDate'
import { lateFine, monthsLate, nextFineStep } from '#shared/domain/billing/lateFine'
import { isReceivable } from '#shared/domain/billing/receivable'
import { addDays } from '#shared/domain/calendar/localDate'
import { addMonths } from '#shared/domain/calendar/period'
import { sumRupiah } from '#shared/domain/money'
import { rateTables } from '#shared/reference/tables'

const principalByProgramme = { JKK: 46_725, JKM: 15_750, JHT: 299_250, JP: 157_500 }
const bill = { segment: 'PU', period: '2026-05', principalByProgramme } as const

const anyPrincipal = fc.record({
  JKK: fc.integer({ min: 0, max: 1e11 }),
  JKM: fc.integer({ min: 0, max: 1e11 }),
  JHT: fc.integer({ min: 0, max: 1e11 }),
  JP: fc.integer({ min: 0, max: 1e11 }),
})
const anyPeriod = fc.integer({ min: 0, max: 150 }).map((n) => addMonths('2015-07', n))
const anyBase = fc.constantFrom('FULL_CONTRIBUTION' as const, 'OUTSTANDING' as const)

describe('[F-2] the fine grows by started months and never shrinks', () => {
  test('one day later the fine is the same or more, never negative', () => {
    fc.assert(
      fc.property(
        anyPeriod,
        anyPrincipal,
        anyBase,
        fc.integer({ min: 0, max: 900 }),
        (period, principal, fineBase, days) => {
          const asOf = addDays(`${addMonths(period, 1)}-01`, days)
          const at = (date: string) =>
            lateFine(rateTables, {
              segment: 'PU',
              period,
              principalByProgramme: principal,
              asOf: date,
              fineBase,
            })
          const today = at(asOf)
          const tomorrow = at(addDays(asOf, 1))
          expect(today.fineTotal).toBeGreaterThanOrEqual(0)
          expect(tomorrow.fineTotal).toBeGreaterThanOrEqual(today.fineTotal)
          expect(today.fineTotal).toBe(sumRupiah(Object.values(today.fineByProgramme)))
        },
      ),
    )
  })

  test('the month count changes exactly on the day nextFineStep names', () => {
    fc.assert(
      fc.property(anyPeriod, fc.integer({ min: 0, max: 900 }), (period, days) => {
        const due = dueDates(rateTables, { segment: 'PU', period })
        const date = addDays(`${addMonths(period, 1)}-01`, days)
        const step = nextFineStep(due, date)
        expect(step > date).toBe(true)
        expect(monthsLate(due, addDays(step, -1))).toBe(monthsLate(due, date))
        expect(monthsLate(due, step)).toBe(monthsLate(due, date) + 1)
      }),
    )
  })

  test('holidays shift only the first boundary', () => {
    const due = { nominalDueDate: '2026-08-15', effectiveDueDate: '2026-08-18' }
    expect(monthsLate(due, '2026-08-18')).toBe(0)
    expect(monthsLate(due, '2026-08-19')).toBe(1)
    expect(monthsLate(due, '2026-09-15')).toBe(1)
    expect(monthsLate(due, '2026-09-16')).toBe(2)
    expect(nextFineStep(due, '2026-08-18')).toBe('2026-08-19')
    expect(nextFineStep(due, '2026-08-19')).toBe('2026-09-16')
  })

  test('a due date at the end of February steps on the first of the month', () => {
    const due = dueDates(rateTables, { segment: 'PU', period: '2021-01' })
    expect(due).toMatchObject({ nominalDueDate: '2021-02-28', effectiveDueDate: '2021-03-01' })
    expect(nextFineStep(due, '2021-02-10')).toBe('2021-03-02')
    expect(monthsLate(due, '2021-03-02')).toBe(1)
    expect(nextFineStep(due, '2021-03-02')).toBe('2021-03-29')
  })
})

describe('[F-3] the rate goes by the period of the bill', () => {
  test('half a per cent for the months of PP 49/2020, two per cent around them', () => {
    const rate = (period: string) =>
      lateFine(rateTables, { ...bill, period, asOf: '2026-06-16' }).ratePpmPerMonth
    expect(rate('2020-07')).toBe(20_000)
    expect(rate('2020-08')).toBe(5_000)
    expect(rate('2021-01')).toBe(5_000)
    expect(rate('2021-02')).toBe(20_000)
  })

  test('the labour-intensive relief lowers the JKK fine alone, February to July 2025', () => {
    const fine = (period: string, asOf: string) =>
      lateFine(rateTables, { ...bill, period, asOf, relief: 'PP7-2025-PADAT-KARYA' })
    // 46,725 × 0.5 % = 233.625; the others stay at 2 %.
    expect(fine('2025-07', '2025-08-19').fineByProgramme).toEqual({
      JKK: 234,
      JKM: 315,
      JHT: 5_985,
      JP: 3_150,
    })
    expect(fine('2025-08', '2025-09-16').fineByProgramme.JKK).toBe(935)
  })

  test('BPU is never fined', () => {
    const late = lateFine(rateTables, {
      segment: 'BPU',
      period: '2026-01',
      principalByProgramme: { JKK: 10_000, JKM: 6_800 },
      asOf: '2026-12-31',
    })
    expect(late).toMatchObject({ fineTotal: 0, payable: 16_800, monthsLate: 12 })
  })
})

describe('[F-4] paid in parts, the last payment settles the month', () => {
  const payments = [
    { date: '2026-06-10', amount: 300_000 },
    { date: '2026-08-03', amount: 219_225 },
  ]

  test('the fine stops at the settlement date, whatever is asked later', () => {
    const then = lateFine(rateTables, { ...bill, payments, asOf: '2026-08-03' })
    const later = lateFine(rateTables, { ...bill, payments, asOf: '2027-01-20' })
    expect(later.fineByProgramme).toEqual(then.fineByProgramme)
    expect(later).toMatchObject({ settlementDate: '2026-08-03', outstanding: 0, payable: 20_769 })
  })

  test('payments after the day asked about do not exist yet', () => {
    const early = lateFine(rateTables, { ...bill, payments, asOf: '2026-07-01' })
    expect(early.settlementDate).toBeUndefined()
    expect(early).toMatchObject({ outstanding: 219_225, monthsLate: 1, fineTotal: 10_385 })
    expect(early.payable).toBe(219_225 + 10_385)
  })

  test('everything paid in time leaves no fine, even when asked much later', () => {
    const onTime = lateFine(rateTables, {
      ...bill,
      payments: [{ date: '2026-06-15', amount: 519_225 }],
      asOf: '2026-12-01',
    })
    expect(onTime).toMatchObject({ fineTotal: 0, payable: 0, settlementDate: '2026-06-15' })
  })

  test('money on the due day itself still counts as in time', () => {
    const base = (date: string) =>
      lateFine(rateTables, {
        ...bill,
        payments: [{ date, amount: 500_000 }],
        fineBase: 'OUTSTANDING',
        asOf: '2026-06-20',
      })
    expect(base('2026-06-15')).toMatchObject({ outstandingAfterDue: 19_225, fineTotal: 385 })
    expect(base('2026-06-16')).toMatchObject({ outstandingAfterDue: 519_225, fineTotal: 10_385 })
  })

  test('a reversal opens the month again', () => {
    const reversed = lateFine(rateTables, {
      ...bill,
      payments: [
        { date: '2026-06-15', amount: 519_225 },
        { date: '2026-06-20', amount: -519_225 },
      ],
      asOf: '2026-07-16',
    })
    expect(reversed.settlementDate).toBeUndefined()
    expect(reversed).toMatchObject({ monthsLate: 2, outstanding: 519_225 })
  })

  test('on the outstanding part the programmes add up to the total rounded once', () => {
    fc.assert(
      fc.property(anyPrincipal, fc.integer({ min: 0, max: 4e11 }), (principal, paid) => {
        const late = lateFine(rateTables, {
          ...bill,
          principalByProgramme: principal,
          payments: [{ date: '2026-06-01', amount: paid }],
          fineBase: 'OUTSTANDING',
          asOf: '2026-09-01',
        })
        const exact = BigInt(late.outstandingAfterDue) * 60_000n
        const rounded = Number((exact * 2n + 1_000_000n) / 2_000_000n)
        expect(late.fineTotal).toBe(late.outstanding === 0 ? 0 : rounded)
      }),
    )
  })

  test('a negative principal is refused', () => {
    expect(() =>
      lateFine(rateTables, { ...bill, principalByProgramme: { JKK: -1 }, asOf: '2026-07-01' }),
    ).toThrow(RangeError)
  })
})

test('[F-6] a bill is a receivable from the day after its effective due date', () => {
  const open = { effectiveDueDate: '2026-08-18', outstandingPrincipal: 1 }
  expect(isReceivable(open, '2026-08-18')).toBe(false)
  expect(isReceivable(open, '2026-08-19')).toBe(true)
  expect(isReceivable({ ...open, outstandingPrincipal: 0 }, '2026-08-19')).toBe(false)
})

test('[F-7] every fine explains itself: rule, source, rate, months', () => {
  const { trace, ruleId } = lateFine(rateTables, { ...bill, asOf: '2026-07-16' })
  const steps = trace.filter((step) => step.step === 'LATE_FINE')
  expect(steps.map((step) => step.amount)).toEqual([1_869, 630, 11_970, 6_300])
  for (const step of steps) {
    expect(step).toMatchObject({ ruleId, ppm: 20_000, inputs: { monthsLate: 2 } })
    expect(step.source).toContain('PP 44/2015')
  }
})
