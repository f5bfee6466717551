import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { assessBackPay } from '#shared/domain/billing/backPay'
import { correctBill, correctionDue } from '#shared/domain/billing/correction'
import { lateFine } from '#shared/domain/billing/lateFine'
import { addMonths } from '#shared/domain/calendar/period'
import { assessBill, type BillQuestion } from '#shared/domain/contributions/assessBill'
import { puColumnNames } from '#shared/domain/contributions/puColumns'
import { billableProgrammes, type RiskLevel } from '#shared/domain/programmes'
import { rateTables } from '#shared/reference/tables'

const all = { riskLevel: 1, programmes: billableProgrammes } as const

const people = fc.uniqueArray(
  fc.record({
    id: fc.constantFrom('a', 'b', 'c', 'd', 'e'),
    wage: fc.integer({ min: 0, max: 40_000_000 }),
    birthDate: fc.constantFrom('1960-01-01', '1968-05-01', '1990-12-31', undefined),
  }),
  { selector: (one) => one.id, maxLength: 5 },
)
const period = fc.integer({ min: 0, max: 137 }).map((n) => addMonths('2015-07', n))
const level = fc.constantFrom<RiskLevel>(1, 2, 3, 4, 5)

describe('[B-26] a correction is the difference by the rules of its own month', () => {
  test('original + correction = the bill as it should have been, column by column', () => {
    fc.assert(
      fc.property(
        period,
        level,
        level,
        fc.subarray([...billableProgrammes]),
        fc.subarray([...billableProgrammes]),
        people,
        people,
        (p, oldLevel, newLevel, oldProgrammes, newProgrammes, before, after) => {
          const original: BillQuestion = {
            period: p,
            riskLevel: oldLevel,
            programmes: oldProgrammes,
            workers: before,
          }
          const revised: BillQuestion = {
            period: p,
            riskLevel: newLevel,
            programmes: newProgrammes,
            workers: after,
          }
          const correction = correctBill(rateTables, original, revised)
          const [old, renewed] = [assessBill(rateTables, original), assessBill(rateTables, revised)]
          expect(old.total + correction.total).toBe(renewed.total)
          expect(old.employerTotal + correction.employerTotal).toBe(renewed.employerTotal)
          for (const column of puColumnNames) {
            const sum = (lines: typeof old.lines) => lines.reduce((s, line) => s + line[column], 0)
            expect(sum(old.lines) + correction[column]).toBe(sum(renewed.lines))
          }
          const byProgramme = Object.values(correction.byProgramme).reduce((s, n) => s + n, 0)
          expect(byProgramme).toBe(correction.total)
          expect(correction.credit).toBe(Math.max(0, -correction.total))
          expect(correction.trace.at(-1)?.amount).toBe(correction.total)
        },
      ),
      { numRuns: 10_000 },
    )
  })

  test('the ceiling and the relief of the original month hold', () => {
    const raise = (p: string, relief?: string) =>
      assessBackPay(rateTables, {
        ...all,
        relief,
        changes: [{ period: p, oldWage: 11_000_000, newWage: 12_000_000 }],
      })
    expect(raise('2026-02').adjustments[0]).toMatchObject({ jpEmployer: 0, jhtEmployer: 37_000 })
    expect(raise('2026-03').adjustments[0]).toMatchObject({ jpEmployer: 1_726, jpWorker: 863 })
    expect(raise('2026-01', 'PP7-2025-PADAT-KARYA').adjustments[0]?.jkkEmployer).toBe(1_200)
  })

  test('negative months become credit and are not set off in silence', () => {
    const changes = [
      { period: '2026-05', oldWage: 5_000_000, newWage: 4_000_000 },
      { period: '2026-04', oldWage: 5_000_000, newWage: 7_000_000 },
    ]
    const backPay = assessBackPay(rateTables, { ...all, changes })
    expect(backPay.adjustments.map((one) => [one.period, one.total])).toEqual([
      ['2026-04', 184_800],
      ['2026-05', -92_400],
    ])
    expect(backPay).toMatchObject({ total: 92_400, owed: 184_800, credit: 92_400 })
  })

  test('several workers in one month are one bill; one worker twice is refused', () => {
    const change = { period: '2026-05', oldWage: 0, newWage: 4_000_000 }
    const two = assessBackPay(rateTables, {
      ...all,
      changes: [
        { ...change, workerId: 'a' },
        { ...change, workerId: 'b' },
      ],
    })
    expect(two.adjustments).toHaveLength(1)
    expect(two.adjustments[0]?.lines).toHaveLength(2)
    expect(() => assessBackPay(rateTables, { ...all, changes: [change, change] })).toThrow(/twice/)
  })

  test('a correction does not wander into another period', () => {
    const question = { ...all, workers: [] }
    expect(() =>
      correctBill(
        rateTables,
        { ...question, period: '2026-05' },
        { ...question, period: '2026-06' },
      ),
    ).toThrow(RangeError)
  })
})

describe('[B-27] the cause decides when a correction is due and fined', () => {
  const months = { period: '2025-12', reportedIn: '2026-06' } as const
  const fine = (cause: 'RAPEL' | 'UNDER_REPORTED', asOf: string) => {
    const due = correctionDue(rateTables, { ...months, cause })
    return lateFine(rateTables, {
      segment: 'PU',
      period: due.finePeriod,
      principalByProgramme: { JHT: 1_000_000 },
      asOf,
      due,
    })
  }

  test('a raise decided later is due with the month it is reported in, without a fine', () => {
    expect(fine('RAPEL', '2026-07-15')).toMatchObject({
      effectiveDueDate: '2026-07-15',
      fineTotal: 0,
    })
    expect(fine('RAPEL', '2026-07-16').fineTotal).toBe(20_000)
  })

  test('what should have been reported is fined since its own month', () => {
    expect(fine('UNDER_REPORTED', '2026-07-15')).toMatchObject({
      effectiveDueDate: '2026-01-15',
      monthsLate: 6,
      fineTotal: 120_000,
    })
    expect(correctionDue(rateTables, { ...months, cause: 'UNDER_REPORTED' }).finePolicy).toBe(
      'ORIGINAL_PERIOD',
    )
  })

  test('back pay names the due date of every month', () => {
    const backPay = assessBackPay(rateTables, {
      ...all,
      reportedIn: '2026-06',
      changes: [{ period: '2025-12', oldWage: 1, newWage: 2 }],
    })
    expect(backPay.adjustments[0]?.due).toMatchObject({
      effectiveDueDate: '2026-07-15',
      finePolicy: 'REPORTING_PERIOD',
    })
  })
})
