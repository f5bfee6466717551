import fc from 'fast-check'
import { expect, test } from 'vitest'
import { addMonths } from '#shared/domain/calendar/period'
import { assessBill } from '#shared/domain/contributions/assessBill'
import { assessContract } from '#shared/domain/contributions/assessProject'
import { assessBpu } from '#shared/domain/contributions/assessBpu'
import { traceBill } from '#shared/domain/contributions/traceBill'
import { share, sumRupiah } from '#shared/domain/money'
import { billableProgrammes, type RiskLevel } from '#shared/domain/programmes'
import { rateTables } from '#shared/reference/tables'

const runs = { numRuns: 10_000 }
const period = fc.integer({ min: 0, max: 137 }).map((n) => addMonths('2015-07', n))

test('[B-29] the sum of lines is the total, by column, programme, payer and explanation', () => {
  fc.assert(
    fc.property(
      period,
      fc.constantFrom<RiskLevel>(1, 2, 3, 4, 5),
      fc.subarray([...billableProgrammes]),
      fc.constantFrom(undefined, 'PP7-2025-PADAT-KARYA', 'PP49-2020-JKK-JKM'),
      fc.array(fc.integer({ min: 0, max: 90_000_000 }), { maxLength: 6 }),
      (p, riskLevel, programmes, relief, wages) => {
        const question = { period: p, riskLevel, programmes, relief }
        const bill = assessBill(rateTables, {
          ...question,
          workers: wages.map((wage, i) => ({ id: `${i}`, wage })),
        })
        expect(sumRupiah(bill.lines.map((line) => line.total))).toBe(bill.total)
        expect(bill.employerTotal + bill.workerTotal).toBe(bill.total)
        const sums = Object.values(bill.byProgramme)
        expect(sumRupiah(sums.map((one) => one.total))).toBe(bill.total)
        expect(sumRupiah(sums.map((one) => one.employer))).toBe(bill.employerTotal)
        const steps = traceBill(rateTables, question, bill).filter(
          (step) => step.step === 'CONTRIBUTION',
        )
        expect(sumRupiah(steps.map((step) => step.amount ?? 0))).toBe(bill.total)
        for (const step of steps) expect(step.source).not.toBe('')
      },
    ),
    runs,
  )
})

test('[B-29] of the self-employed and of projects as well', () => {
  fc.assert(
    fc.property(
      period,
      fc.integer({ min: 0, max: 40_000_000 }),
      fc.boolean(),
      fc.constantFrom('TRANSPORT' as const, 'OTHER' as const),
      (p, monthlyIncome, withJht, sector) => {
        const one = assessBpu(rateTables, { period: p, monthlyIncome, withJht, sector })
        expect(sumRupiah(one.lines.map((line) => line.amount))).toBe(one.total)
        expect(one.jkk + one.jkm + one.jht).toBe(one.total)
        const steps = one.trace.filter((step) => step.step === 'CONTRIBUTION')
        expect(steps.map((step) => step.amount)).toEqual(one.lines.map((line) => line.amount))
        const project = assessContract(rateTables, {
          value: monthlyIncome * 1_000,
          includesVat: true,
          contractDate: '2024-02-29',
        })
        expect(project.jkk + project.jkm).toBe(project.total)
      },
    ),
    runs,
  )
})

test('[B-2] a share is the same by whole numbers without limit, on both sides of exact doubles', () => {
  fc.assert(
    fc.property(
      fc.bigInt({ min: 0n, max: 9_007_199_254_740_991n }),
      fc.integer({ min: 0, max: 1_000_000 }),
      (base, ppm) => {
        const product = base * BigInt(ppm)
        const whole = product / 1_000_000n
        const expected = (product % 1_000_000n) * 2n >= 1_000_000n ? whole + 1n : whole
        expect(BigInt(share(Number(base), ppm))).toBe(expected)
      },
    ),
    { numRuns: 50_000 },
  )
  // The largest base that is computed in plain numbers, and the first that is not.
  const edge = Math.floor((Number.MAX_SAFE_INTEGER - 1_000_000) / (37_000 * 2))
  for (const base of [edge - 1, edge, edge + 1, edge + 2]) {
    expect(BigInt(share(base, 37_000))).toBe((BigInt(base) * 37_000n + 500_000n) / 1_000_000n)
  }
})
