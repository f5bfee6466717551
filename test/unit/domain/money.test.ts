import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { formatAmount, formatRupiah, Rupiah, share, sumRupiah } from '#shared/domain/money'

describe('[B-2] a share is rounded half up to a whole rupiah, once', () => {
  test('lies within half a rupiah of the exact product, ties upward', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 0, max: 9_000_000_000_000 }),
        fc.integer({ min: 0, max: 1_000_000 }),
        (base, ppm) => {
          // Twice the distance in millionths: −1,000,000 < d ≤ 1,000,000 means half up.
          const distance = 2n * (BigInt(share(base, ppm)) * 1_000_000n - BigInt(base) * BigInt(ppm))
          expect(distance > -1_000_000n && distance <= 1_000_000n).toBe(true)
        },
      ),
    )
  })

  test('ties go up, not to the even neighbour', () => {
    expect(share(4_862_500, 5_400)).toBe(26_258)
    expect(share(1, 500_000)).toBe(1)
    expect(share(3, 500_000)).toBe(2)
    expect(share(5, 500_000)).toBe(3)
  })

  test('stays exact where the product leaves 2^53', () => {
    expect(share(9_007_199_254_740_991, 999_999)).toBe(9_007_190_247_541_736)
  })

  test.each([
    [-1, 1],
    [1.5, 1],
    [Number.NaN, 1],
    [2 ** 53, 1],
    [1, -1],
    [1, 0.5],
  ])('refuses share(%s, %s)', (base, ppm) => {
    expect(() => share(base, ppm)).toThrow(RangeError)
  })

  test('a sum that is not exact any more is refused', () => {
    expect(sumRupiah([])).toBe(0)
    expect(sumRupiah([1, 2, -3])).toBe(0)
    expect(() => sumRupiah([Number.MAX_SAFE_INTEGER, 1])).toThrow(RangeError)
    expect(Rupiah.safeParse(1.5).success).toBe(false)
    expect(Rupiah.safeParse(2 ** 53).success).toBe(false)
  })
})

describe('[B-6] amounts are written the Indonesian way', () => {
  test('agrees with the platform for Indonesian', () => {
    const format = new Intl.NumberFormat('id-ID')
    fc.assert(
      fc.property(fc.maxSafeInteger(), (n) => {
        expect(formatAmount(n)).toBe(format.format(n))
      }),
    )
  })

  test('with the currency sign', () => {
    expect(formatRupiah(1_234_567)).toBe('Rp1.234.567')
    expect(formatRupiah(-1_000)).toBe('-Rp1.000')
    expect(formatRupiah(0)).toBe('Rp0')
    expect(() => formatAmount(1.5)).toThrow(RangeError)
  })
})
