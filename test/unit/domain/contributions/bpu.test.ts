import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import {
  bpuArrears,
  bpuEndsAfter,
  bpuStanding,
  consecutiveUnpaid,
} from '#shared/domain/billing/bpuArrears'
import { assessBpu } from '#shared/domain/contributions/assessBpu'
import {
  assessBpuGroup,
  assessBpuMonths,
  prepaidPeriods,
} from '#shared/domain/contributions/assessBpuMonths'
import { rateTables } from '#shared/reference/tables'

const vendor = { monthlyIncome: 1_000_000, withJht: false, sector: 'OTHER' } as const
const rider = { ...vendor, sector: 'TRANSPORT' } as const

describe('[B-17] the self-employed pay by the bracket of their income', () => {
  test('every printed row of the table, at both of its ends', () => {
    for (const row of rateTables.bpu.brackets[0]?.rows ?? []) {
      for (const income of [row.incomeFrom, row.incomeToPrinted ?? 900_000_000]) {
        const one = assessBpu(rateTables, {
          ...vendor,
          withJht: true,
          period: '2025-11',
          monthlyIncome: income,
        })
        expect(one).toMatchObject({ bracketNo: row.no, jkk: row.jkk, jkm: 6_800, jht: row.jht })
      }
    }
  })

  test('more income never costs less, and the parts make the total', () => {
    const income = fc.integer({ min: 0, max: 30_000_000 })
    fc.assert(
      fc.property(income, income, fc.boolean(), (a, b, withJht) => {
        const of = (monthlyIncome: number) =>
          assessBpu(rateTables, { ...vendor, withJht, period: '2026-06', monthlyIncome })
        const [low, high] = [of(Math.min(a, b)), of(Math.max(a, b))]
        expect(high.total).toBeGreaterThanOrEqual(low.total)
        expect(low.jkk + low.jkm + low.jht).toBe(low.total)
        expect(low.lines.map((line) => line.amount).reduce((x, y) => x + y)).toBe(low.total)
      }),
    )
  })

  test.each([-1, 0.5, Number.NaN])('an income of %s is refused', (monthlyIncome) => {
    expect(() => assessBpu(rateTables, { ...vendor, period: '2026-06', monthlyIncome })).toThrow(
      RangeError,
    )
  })
})

test('[B-18] a business owner has JHT whether ticked or not, and the trace says why', () => {
  const owner = assessBpu(rateTables, { ...vendor, period: '2025-11', isBusinessOwner: true })
  expect(owner).toMatchObject({ jht: 20_000, total: 36_800, jhtForced: true })
  expect(owner.trace.map((step) => step.step)).toContain('FORCED_JHT')
  const asked = assessBpu(rateTables, {
    ...vendor,
    period: '2025-11',
    isBusinessOwner: true,
    withJht: true,
  })
  expect(asked).toMatchObject({ total: 36_800, jhtForced: false })
})

describe('[B-19] every month has its own price, and a public budget no relief', () => {
  test('paid in advance over the end of a relief', () => {
    const periods = prepaidPeriods('2026-11', 3)
    expect(periods).toEqual(['2026-11', '2026-12', '2027-01'])
    expect(assessBpuMonths(rateTables, { ...vendor, periods })).toMatchObject({
      perMonth: [8_400, 8_400, 16_800],
      total: 33_600,
    })
    expect(() => assessBpuMonths(rateTables, { ...vendor, periods: [] })).toThrow(RangeError)
    expect(() =>
      assessBpuMonths(rateTables, { ...vendor, periods: ['2026-11', '2026-11'] }),
    ).toThrow(/twice/)
    expect(() => prepaidPeriods('2026-11', 0)).toThrow(RangeError)
  })

  test.each([
    ['SELF', 8_400],
    ['GROUP', 8_400],
    ['DONOR', 8_400],
    ['APBN', 16_800],
    ['APBD', 16_800],
  ] as const)('paid by %s: %d', (route, total) => {
    const one = assessBpu(rateTables, { ...rider, period: '2026-02', route })
    expect(one.total).toBe(total)
    const refused = one.trace.filter((step) => step.step === 'RELIEF_REFUSED')
    expect(refused).toHaveLength(total === 16_800 ? 1 : 0)
  })

  test('a group is the sum of its members, each once', () => {
    const members = [
      { id: 'a', ...vendor },
      { id: 'b', ...rider, monthlyIncome: 5_000_000, withJht: true },
    ]
    const group = assessBpuGroup(rateTables, { period: '2026-02', route: 'GROUP', members })
    // 16,800 for the vendor; 24,750 + 3,400 + 99,000 for the rider.
    expect(group).toMatchObject({
      jkk: 34_750,
      jkm: 10_200,
      jht: 99_000,
      total: 143_950,
      memberCount: 2,
    })
    expect(group.ruleIds).toContain('PP50-2025-BPU-TRANSPORT')
    expect(() =>
      assessBpuGroup(rateTables, {
        period: '2026-02',
        route: 'GROUP',
        members: [members[0]!, members[0]!],
      }),
    ).toThrow(/twice/)
  })
})

describe('[B-31] arrears of the self-employed', () => {
  test.each([
    [0, 0, 'ACTIVE'],
    [1, 1, 'ACTIVE'],
    [3, 3, 'ACTIVE'],
    [4, 0, 'ENDED'],
    [40, 0, 'ENDED'],
  ])('%d unpaid months: %d billable, %s', (consecutiveUnpaidMonths, billableMonths, status) => {
    expect(bpuStanding(rateTables, { consecutiveUnpaidMonths })).toMatchObject({
      billableMonths,
      status,
    })
  })

  test('after the end the status tells whether the savings were claimed', () => {
    const claimed = { consecutiveUnpaidMonths: 4, jhtClaimed: true }
    expect(bpuStanding(rateTables, claimed).status).toBe('INACTIVE')
    expect(() => bpuStanding(rateTables, { consecutiveUnpaidMonths: -1 })).toThrow(RangeError)
  })

  test('only months without a gap before the present count, each at its own price', () => {
    expect(consecutiveUnpaid(['2026-01', '2026-03', '2026-04'], '2026-05')).toEqual([
      '2026-03',
      '2026-04',
    ])
    const owed = bpuArrears(rateTables, {
      ...vendor,
      unpaid: ['2026-02', '2026-03', '2026-04'],
      current: '2026-05',
    })
    expect(owed).toMatchObject({
      months: [
        { period: '2026-02', total: 16_800 },
        { period: '2026-03', total: 16_800 },
        { period: '2026-04', total: 8_400 },
      ],
      arrearsTotal: 42_000,
      currentMonth: 8_400,
      payable: 50_400,
    })
  })

  test('who comes back after the end pays the new month only', () => {
    const unpaid = ['2026-01', '2026-02', '2026-03', '2026-04']
    const back = bpuArrears(rateTables, { ...vendor, unpaid, current: '2026-05' })
    expect(back).toMatchObject({ status: 'ENDED', months: [], arrearsTotal: 0, payable: 8_400 })
    expect(bpuEndsAfter(rateTables, '2025-12')).toBe('2026-04')
  })
})
