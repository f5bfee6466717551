import fc from 'fast-check'
import { toCardinal } from 'n2words/id-ID'
import { expect, test } from 'vitest'
import { terbilang } from '#shared/domain/terbilang'

const runs = { numRuns: 10_000 }
const top = 999_999_999_999_999
/** Small amounts and round ones as often as any. */
const amount = fc.oneof(
  fc.integer({ min: 0, max: top }),
  fc.integer({ min: 0, max: 12_000 }),
  fc
    .tuple(fc.integer({ min: 0, max: 999 }), fc.integer({ min: 0, max: 12 }))
    .map(([n, zeros]) => n * 10 ** zeros),
)

test('[B-30] amounts in words agree with an independent library', () => {
  fc.assert(
    fc.property(amount, (n) => {
      expect(terbilang(n)).toBe(`${toCardinal(n)} rupiah`)
    }),
    runs,
  )
  for (let n = 0; n <= 12_000; n += 1) expect(terbilang(n)).toBe(`${toCardinal(n)} rupiah`)
  expect(terbilang(top)).toBe(`${toCardinal(top)} rupiah`)
})
