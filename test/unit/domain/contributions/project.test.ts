import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assessAddendum, assessContract } from '#shared/domain/contributions/assessProject'
import { assessPmi } from '#shared/domain/contributions/assessPmi'
import { netContractValue } from '#shared/domain/contributions/contractValue'
import { planTerms, projectStatus } from '#shared/domain/contributions/projectTerms'
import { rateTables } from '#shared/reference/tables'

const net = (value: number) => assessContract(rateTables, { value, includesVat: false })
const contractValue = fc.integer({ min: 0, max: 90_000_000_000_000 })

describe('[B-20] a project pays by slices of its value without tax', () => {
  test('the worked example of 2.35 billion, with every slice in the trace', () => {
    const one = net(2_350_000_000)
    expect(one).toMatchObject({ jkk: 3_025_000, jkm: 345_000, total: 3_370_000 })
    const slices = one.trace.filter((step) => step.step === 'CONTRACT_SLICE')
    expect(
      slices.filter((step) => step.programme === 'JKK').map(({ base, ppm }) => [base, ppm]),
    ).toEqual([
      [100_000_000, 2_100],
      [400_000_000, 1_700],
      [500_000_000, 1_300],
      [1_350_000_000, 1_100],
    ])
    expect(one.trace.at(-1)).toMatchObject({ step: 'TOTAL', amount: 3_370_000 })
  })

  test('never the rate of the last slice on everything, and more value never costs less', () => {
    fc.assert(
      fc.property(contractValue, fc.integer({ min: 0, max: 5_000_000_000 }), (value, more) => {
        expect(net(value + more).total).toBeGreaterThanOrEqual(net(value).total)
        expect(net(value).jkk + net(value).jkm).toBe(net(value).total)
      }),
    )
    expect(net(1_000_000_001).total).toBeGreaterThan(1_000_000_001 * 0.0012)
  })

  test('tax goes by the date of the contract, to the day', () => {
    const of = (contractDate: string) =>
      netContractValue(rateTables, { value: 1_110_000_000, includesVat: true, contractDate })
    expect(of('2022-04-01')).toMatchObject({ net: 1_000_000_000, vat: { percent: 11 } })
    expect(of('2022-03-31')).toMatchObject({ net: 1_009_090_909, vat: { percent: 10 } })
    expect(() => netContractValue(rateTables, { value: 1, includesVat: true })).toThrow(/date/)
    expect(() => of('1985-03-31')).toThrow(/no rate of tax/)
  })

  test('a relief that was granted lowers the whole once', () => {
    const one = assessContract(rateTables, {
      value: 123_456_789,
      includesVat: false,
      period: '2020-10',
      relief: 'PP49-2020-JKK-JKM',
    })
    // 249,876.5413 and 34,691.3578 rupiah, of which 1 %.
    expect(one).toMatchObject({ jkk: 2_499, jkm: 347, reliefApplied: 'PP49-2020-JKK-JKM' })
    expect(one.lines[0]).toMatchObject({ normalAmount: 249_877 })
    // 49.5999 rupiah: 1 % of the exact amount rounds down, of the rounded 50 it would round up.
    const small = { value: 23_619, includesVat: false, period: '2020-10' } as const
    const lowered = assessContract(rateTables, { ...small, relief: 'PP49-2020-JKK-JKM' })
    expect(lowered.lines[0]).toMatchObject({ amount: 0, normalAmount: 50 })
  })

  test.each([-1, 0.5])('a value of %s is refused', (value) => {
    expect(() => net(value)).toThrow(RangeError)
  })
})

describe('[B-21] terms make exactly the total', () => {
  const days = (n: number) => Array.from({ length: n }, (_, i) => `2026-0${i + 1}-15`)

  test('each is cut down, the last takes the remainder', () => {
    const { terms, trace } = planTerms(
      { jkk: 100, jkm: 10 },
      days(3).map((dueDate, i) => ({ dueDate, sharePpm: [333_333, 333_333, 333_334][i] ?? 0 })),
    )
    expect(terms.map(({ jkk, jkm, total }) => [jkk, jkm, total])).toEqual([
      [33, 3, 36],
      [33, 3, 36],
      [34, 4, 38],
    ])
    expect(trace.map((step) => step.amount)).toEqual([36, 36, 38])
  })

  test('whatever the plan, nothing is lost and no term is negative', () => {
    const shares = fc
      .array(fc.integer({ min: 1, max: 1_000_000 }), { minLength: 0, maxLength: 7 })
      .map((cuts) =>
        [...new Set([...cuts.filter((cut) => cut < 1_000_000), 1_000_000])].sort((a, b) => a - b),
      )
      .map((cuts) => cuts.map((cut, i) => cut - (cuts[i - 1] ?? 0)))
    fc.assert(
      fc.property(contractValue, shares, (value, parts) => {
        const assessed = net(value)
        const plan = parts.map((sharePpm, i) => ({ sharePpm, dueDate: `2026-01-1${i}` }))
        const { terms } = planTerms(assessed, plan)
        expect(terms.reduce((sum, term) => sum + term.jkk, 0)).toBe(assessed.jkk)
        expect(terms.reduce((sum, term) => sum + term.jkm, 0)).toBe(assessed.jkm)
        for (const term of terms) expect(Math.min(term.jkk, term.jkm)).toBeGreaterThanOrEqual(0)
      }),
    )
  })

  test('a plan that is not whole, or runs backwards, is refused', () => {
    const term = (sharePpm: number, dueDate: string) => ({ sharePpm, dueDate })
    const amounts = { jkk: 100, jkm: 10 }
    expect(() => planTerms(amounts, [])).toThrow(RangeError)
    expect(() => planTerms(amounts, [term(999_999, '2026-01-01')])).toThrow(/999999/)
    expect(() =>
      planTerms(amounts, [term(1_000_000, '2026-01-01'), term(0, '2026-02-01')]),
    ).toThrow(RangeError)
    expect(() =>
      planTerms(amounts, [term(500_000, '2026-02-01'), term(500_000, '2026-01-01')]),
    ).toThrow(/order/)
  })

  test('the project takes part once the first term is paid', () => {
    const { terms } = planTerms({ jkk: 100, jkm: 0 }, [
      { sharePpm: 300_000, dueDate: '2026-01-01' },
      { sharePpm: 700_000, dueDate: '2026-02-01' },
    ])
    expect([29, 30, 100].map((paid) => projectStatus(terms, paid))).toEqual([
      'MENDAFTAR',
      'PESERTA',
      'PESERTA',
    ])
    expect(projectStatus([], 100)).toBe('MENDAFTAR')
  })
})

test('[B-22] an addendum owes the difference of the two totals, also downwards', () => {
  const original = { value: 450_000_000, includesVat: false }
  const up = assessAddendum(rateTables, original, 550_000_000)
  // 50 million at 0.17 % + 0.02 %, 50 million at 0.13 % + 0.02 %.
  expect(up).toMatchObject({ jkk: 150_000, jkm: 20_000, total: 170_000 })
  expect(assessAddendum(rateTables, { ...original, value: 550_000_000 }, 450_000_000).total).toBe(
    -170_000,
  )
  fc.assert(
    fc.property(contractValue, contractValue, (a, b) => {
      const change = assessAddendum(
        rateTables,
        { value: a, includesVat: false, skipTrace: true },
        b,
      )
      expect(net(a).total + change.total).toBe(net(b).total)
    }),
  )
})

describe('[B-24] migrant workers pay by the price list', () => {
  test('package, extension and savings', () => {
    const one = assessPmi(rateTables, {
      route: 'AGENCY',
      packageMonths: 24,
      extensionMonths: 2,
      jhtPerMonth: 50_000,
    })
    expect(one).toMatchObject({
      beforeDeparture: 37_500,
      package: 332_500,
      extension: 27_000,
      jht: 1_300_000,
      total: 1_697_000,
    })
    expect(one.trace.at(-1)).toMatchObject({ step: 'TOTAL', amount: one.total })
  })

  test('an extension alone has no part before departure', () => {
    expect(
      assessPmi(rateTables, { route: 'AGENCY', packageMonths: 0, extensionMonths: 3 }).total,
    ).toBe(40_500)
  })

  test.each([
    [{ packageMonths: 7 }, /7 months/],
    [{ packageMonths: 6, extensionMonths: -1 }, /months/],
    [{ packageMonths: 6, jhtPerMonth: 49_999 }, /at least 50000/],
  ])('%j is refused', (question, message) => {
    expect(() => assessPmi(rateTables, { route: 'AGENCY', ...question })).toThrow(message)
  })
})
