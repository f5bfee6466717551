import { describe, expect, test } from 'vitest'
import {
  administrativeFine,
  administrativeSanction,
} from '#shared/domain/billing/administrativeFine'
import { rateTables } from '#shared/reference/tables'

describe('[F-9] the administrative fine is not the fine for late payment', () => {
  test.each([
    [0, 0],
    [1, 12_346],
    [30, 12_346],
    [31, 12_346],
    [900, 12_346],
  ])('after %d days: %d, at most one month of 0.1 %', (days, amount) => {
    const fine = administrativeFine(rateTables, { contributionsDue: 12_345_678, days })
    expect(fine.amount).toBe(amount)
    expect(fine.trace[0]).toMatchObject({ step: 'ADMINISTRATIVE_FINE', ppm: 1_000, amount })
    expect(fine.trace[0]?.source).toContain('PP 86/2013')
  })

  test('it comes after two warnings of ten working days each', () => {
    const at = (asOf: string) =>
      administrativeSanction(rateTables, {
        warnings: ['2026-06-01', '2026-06-17'],
        contributionsDue: 50_000_000,
        asOf,
      })
    expect(at('2026-05-31')).toMatchObject({ stage: 'NONE', warning: 0, fine: 0 })
    // 1 June is a holiday itself, 16 June is one in between.
    expect(at('2026-06-16')).toMatchObject({ stage: 'WARNING', warning: 1, answerBy: '2026-06-15' })
    expect(at('2026-07-01')).toMatchObject({ stage: 'WARNING', warning: 2, answerBy: '2026-07-01' })
    expect(at('2026-07-02')).toMatchObject({
      stage: 'FINE',
      fine: 50_000,
      fineFrom: '2026-07-02',
      fineTo: '2026-07-31',
    })
    expect(at('2026-08-01')).toMatchObject({ stage: 'PUBLIC_SERVICE_REFUSAL', fine: 50_000 })
  })

  test('what makes no sense is refused', () => {
    expect(() => administrativeFine(rateTables, { contributionsDue: -1, days: 1 })).toThrow(
      RangeError,
    )
    expect(() => administrativeFine(rateTables, { contributionsDue: 1, days: -1 })).toThrow(
      RangeError,
    )
    const warnings = ['2026-06-01', '2026-06-02', '2026-06-03']
    expect(() =>
      administrativeSanction(rateTables, { warnings, contributionsDue: 1, asOf: '2026-06-10' }),
    ).toThrow(/at most 2/)
  })
})
