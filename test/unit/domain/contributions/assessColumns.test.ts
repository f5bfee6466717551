import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { assessBill } from '#shared/domain/contributions/assessBill'
import { assessColumns } from '#shared/domain/contributions/assessColumns'
import type { RiskLevel } from '#shared/domain/programmes'
import { rateTables } from '#shared/reference/tables'

const worker = fc.record({
  wage: fc.oneof(
    fc.integer({ min: 0, max: 20_000_000 }),
    fc.integer({ min: 0, max: 60_000_000_000 }),
    fc.constantFrom(0, 1, 11_086_300, 11_086_301, 4_862_500),
  ),
  birthDate: fc.option(
    fc
      .date({ min: new Date('1950-01-01'), max: new Date('2008-12-31'), noInvalidDate: true })
      .map((date) => date.toISOString().slice(0, 10)),
    { nil: undefined },
  ),
  nationality: fc.constantFrom('WNI' as const, 'WNA' as const),
})
const period = fc
  .integer({ min: 0, max: 137 })
  .map((n) => `${2015 + Math.floor((n + 6) / 12)}-${String(((n + 6) % 12) + 1).padStart(2, '0')}`)
const programmes = fc.subarray(['JKK', 'JKM', 'JHT', 'JP'] as const, { minLength: 1 })
const risk = fc.constantFrom<RiskLevel>(1, 2, 3, 4, 5)

describe('a whole branch in columns', () => {
  it('[B-60] gives the amounts of the bill, worker by worker', () => {
    fc.assert(
      fc.property(
        period,
        risk,
        programmes,
        fc.array(worker, { maxLength: 12 }),
        (month, riskLevel, chosen, people) => {
          const question = { period: month, riskLevel, programmes: chosen }
          const workers = people.map((person, n) => ({ id: String(n), ...person }))
          const bill = assessBill(rateTables, { ...question, workers })
          const columns = assessColumns(rateTables, {
            ...question,
            wages: Float64Array.from(people, ({ wage }) => wage),
            birthDates: people.map(({ birthDate }) => birthDate),
            foreign: people.map(({ nationality }) => nationality === 'WNA'),
          })
          expect(columns.total).toBe(bill.total)
          expect(columns.employerTotal).toBe(bill.employerTotal)
          const perWorker = people.map((_, n) =>
            columns.columns.reduce((sum, { amounts }) => sum + amounts[n]!, 0),
          )
          expect(perWorker).toEqual(bill.lines.map(({ total }) => total))
        },
      ),
      { numRuns: 3000 },
    )
  })

  it('[B-60] refuses what is no wage', () => {
    for (const wage of [-1, 0.5, Number.NaN, Number.POSITIVE_INFINITY]) {
      const question = { period: '2026-05', riskLevel: 1 as const, programmes: ['JKK'] as const }
      expect(() =>
        assessColumns(rateTables, { ...question, wages: Float64Array.of(wage) }),
      ).toThrow(RangeError)
    }
  })
})
