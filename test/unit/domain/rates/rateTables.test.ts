import { describe, expect, test } from 'vitest'
import { parseRateTables, type RateTables } from '#shared/domain/rates/rateTables'
import { rateTables } from '#shared/reference/tables'

type Change = (tables: RateTables) => void

function changed(change: Change): RateTables {
  const copy = structuredClone(rateTables)
  change(copy)
  return copy
}

function at<T>(list: readonly T[], index: number): T {
  const item = list.at(index)
  if (item === undefined) throw new Error(`no item ${index}`)
  return item
}

describe('[O-2] rate tables that contradict themselves are refused, saying where', () => {
  const cases: ReadonlyArray<readonly [string, Change, RegExp]> = [
    [
      'overlapping ceilings',
      (t) => (at(t.pu.jpCeilings, 3).effectiveTo = '2019-03'),
      /pu\.jpCeilings: JP-CEILING-2018-03 .* overlaps JP-CEILING-2019-03/,
    ],
    [
      'a gap between ceilings',
      (t) => (at(t.pu.jpCeilings, 3).effectiveTo = '2019-01'),
      /pu\.jpCeilings: gap between JP-CEILING-2018-03 .* and JP-CEILING-2019-03/,
    ],
    [
      'a rule that ends before it begins',
      (t) => (at(t.pu.jkp, 0).effectiveTo = '2020-12'),
      /JKP-2021-02 .* ends before it begins/,
    ],
    [
      'an open rule followed by another of its risk level',
      (t) => t.pu.jkk.push({ ...at(t.pu.jkk, 0), id: 'NEW', effectiveFrom: '2027-01' }),
      /risk level 1: PU-JKK-1-2015-07 .* overlaps NEW/,
    ],
    [
      'a missing risk level',
      (t) => (t.pu.jkk = [at(t.pu.jkk, 0)]),
      /pu\.jkk risk level 2: no rule at all/,
    ],
    [
      'overlapping fines of a segment',
      (t) => (at(t.lateFines, 0).effectiveTo = null),
      /lateFines PU: .* overlaps/,
    ],
    [
      'a gap in due rules',
      (t) => (at(t.dueRules, 2).effectiveFrom = '2021-04'),
      /dueRules PU: gap between/,
    ],
    [
      'a ceiling table that ends while JP goes on',
      (t) => (at(t.pu.jpCeilings, -1).effectiveTo = '2027-02'),
      /no ceiling when PU-JP-2015-07 ends/,
    ],
    [
      'retirement ages out of order',
      (t) => (at(t.jpRetirementAge, 1).effectiveFrom = '2015-07-01'),
      /jpRetirementAge: .* overlaps/,
    ],
    [
      'a relief that does not give whole ppm',
      (t) => {
        const effect = at(t.reliefs, 0).programmes.JKK
        if (effect !== undefined) effect.multiplyPpm = 333_333
      },
      /PP49-2020-JKK-JKM: JKK 2400 ppm × 333333 is not whole ppm/,
    ],
    [
      'one id for two rules',
      (t) => (at(t.pu.jpCeilings, 1).id = 'PU-JKM-2015-07'),
      /rule id PU-JKM-2015-07 is used twice/,
    ],
    [
      'a holiday in the wrong year',
      (t) => t.holidays['2026']?.national.push('2027-01-01'),
      /holidays 2026: 2027-01-01 belongs to another year/,
    ],
    [
      'a holiday listed as joint leave as well',
      (t) => t.holidays['2026']?.jointLeave.push('2026-08-17'),
      /2026-08-17 is listed twice/,
    ],
    [
      'a holiday that is no day',
      (t) => t.holidays['2026']?.national.push('2026-02-30'),
      /must exist/,
    ],
    ['a rate of more than everything', (t) => (at(t.pu.jkm, 0).ratePpm = 1_000_001), /ratePpm/],
    ['a rate that is a fraction', (t) => (at(t.pu.jkm, 0).ratePpm = 0.3), /ratePpm/],
  ]

  test.each(cases)('%s', (_, change, message) => {
    expect(() => parseRateTables(changed(change))).toThrow(message)
  })

  test('ranges that meet exactly are fine', () => {
    const tables = changed((t) => {
      at(t.pu.jpCeilings, -1).effectiveTo = '2027-02'
      t.pu.jpCeilings.push({
        ...at(t.pu.jpCeilings, -1),
        id: 'JP-CEILING-2027-03',
        effectiveFrom: '2027-03',
        effectiveTo: null,
        ceiling: 11_600_000,
      })
    })
    expect(parseRateTables(tables).pu.jpCeilings).toHaveLength(13)
  })

  test.each([null, [], 'rates', {}])('%j is no set of tables', (json) => {
    expect(() => parseRateTables(json)).toThrow(/not usable/)
  })

  test('the shipped data keep every segment, complete', () => {
    expect(rateTables.bpu.brackets[0]?.rows).toHaveLength(33)
    expect(rateTables.jakon.contractTiers[0]?.rows).toHaveLength(5)
    expect(rateTables.pmi[0]?.duringAndAfter).toHaveLength(3)
    expect(rateTables.reliefs).toHaveLength(5)
  })
})
