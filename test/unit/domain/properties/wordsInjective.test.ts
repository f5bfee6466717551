import fc from 'fast-check'
import { expect, test } from 'vitest'
import { terbilang } from '#shared/domain/terbilang'

const top = 999_999_999_999_999

test('[B-30] two amounts never have the same words', () => {
  const amount = fc.integer({ min: 0, max: top })
  fc.assert(
    fc.property(amount, amount, fc.integer({ min: 0, max: 14 }), (a, b, power) => {
      // Neighbours by one digit are the likeliest to be confused.
      const near = a + 10 ** power <= top ? a + 10 ** power : a - 10 ** power
      expect(terbilang(near)).not.toBe(terbilang(a))
      expect(terbilang(a) === terbilang(b)).toBe(a === b)
    }),
    { numRuns: 10_000 },
  )
  const seen = new Set(Array.from({ length: 20_001 }, (_, n) => terbilang(n)))
  expect(seen.size).toBe(20_001)
})
