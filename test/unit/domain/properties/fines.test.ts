import fc from 'fast-check'
import { expect, test } from 'vitest'
import { lateFine } from '#shared/domain/billing/lateFine'
import { addDays } from '#shared/domain/calendar/localDate'
import { addMonths } from '#shared/domain/calendar/period'
import { rateTables } from '#shared/reference/tables'

const amount = fc.integer({ min: 0, max: 2_000_000_000 })
const question = fc.record({
  segment: fc.constantFrom('PU' as const, 'BPU' as const),
  period: fc.integer({ min: 0, max: 137 }).map((n) => addMonths('2015-07', n)),
  principalByProgramme: fc.record({ JKK: amount, JKM: amount, JHT: amount, JP: amount }),
  fineBase: fc.constantFrom('FULL_CONTRIBUTION' as const, 'OUTSTANDING' as const),
  relief: fc.constantFrom(undefined, 'PP7-2025-PADAT-KARYA'),
})
const payments = fc.array(
  fc.record({
    day: fc.integer({ min: -40, max: 400 }),
    amount: fc.integer({ min: 0, max: 900_000_000 }),
  }),
  { maxLength: 4 },
)

test('[F-8] a fine never shrinks in time and is never negative, on either base, whatever was paid', () => {
  fc.assert(
    fc.property(
      question,
      payments,
      fc.integer({ min: -60, max: 900 }),
      fc.nat(500),
      (q, paid, start, more) => {
        const { nominalDueDate } = lateFine(rateTables, { ...q, asOf: '2015-01-01' })
        const instalments = paid.map((one) => ({
          date: addDays(nominalDueDate, one.day),
          amount: one.amount,
        }))
        const at = (day: number) =>
          lateFine(rateTables, { ...q, payments: instalments, asOf: addDays(nominalDueDate, day) })
        const [early, late] = [at(start), at(start + more)]
        expect(early.fineTotal).toBeGreaterThanOrEqual(0)
        expect(late.fineTotal).toBeGreaterThanOrEqual(early.fineTotal)
        expect(Object.values(late.fineByProgramme).reduce((sum, fine) => sum + fine, 0)).toBe(
          late.fineTotal,
        )
        for (const fine of Object.values(late.fineByProgramme))
          expect(fine).toBeGreaterThanOrEqual(0)
        if (q.segment === 'BPU') expect(late.fineTotal).toBe(0)
      },
    ),
    { numRuns: 10_000 },
  )
})
