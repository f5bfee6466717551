import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import { terbilang } from '#shared/domain/terbilang'

const byHand: ReadonlyArray<readonly [number, string]> = [
  [1, 'satu'],
  [9, 'sembilan'],
  [10, 'sepuluh'],
  [12, 'dua belas'],
  [19, 'sembilan belas'],
  [20, 'dua puluh'],
  [99, 'sembilan puluh sembilan'],
  [100, 'seratus'],
  [110, 'seratus sepuluh'],
  [111, 'seratus sebelas'],
  [200, 'dua ratus'],
  [1_000, 'seribu'],
  [1_100, 'seribu seratus'],
  [2_000, 'dua ribu'],
  [11_000, 'sebelas ribu'],
  [21_000, 'dua puluh satu ribu'],
  [100_000, 'seratus ribu'],
  [101_000, 'seratus satu ribu'],
  [1_000_000, 'satu juta'],
  [1_001_000, 'satu juta seribu'],
  [1_000_000_000, 'satu miliar'],
  [1_000_000_000_000, 'satu triliun'],
  [1_001_001_001_001, 'satu triliun satu miliar satu juta seribu satu'],
  [999_000_000_000_000, 'sembilan ratus sembilan puluh sembilan triliun'],
]

describe('[B-7] amounts in words', () => {
  test.each(byHand)('%d is %s rupiah', (amount, words) => {
    expect(terbilang(amount)).toBe(`${words} rupiah`)
  })

  test('can be read back to the same amount', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 999_999_999_999_999 }), (amount) => {
        expect(read(terbilang(amount))).toBe(amount)
      }),
    )
  })

  test.each([-1, 1.5, 1e15, Number.NaN, Number.POSITIVE_INFINITY])('refuses %s', (amount) => {
    expect(() => terbilang(amount)).toThrow(RangeError)
  })
})

/** An independent reader of Indonesian number words. */
function read(text: string): number {
  const units = 'nol satu dua tiga empat lima enam tujuh delapan sembilan'.split(' ')
  const scales: Record<string, number> = { ribu: 1e3, juta: 1e6, miliar: 1e9, triliun: 1e12 }
  let total = 0
  let group = 0
  let unit = 0
  const words = text.replace(/ rupiah$/, '').replace(/\bse(puluh|belas|ratus|ribu)\b/g, 'satu $1')
  for (const word of words.split(' ')) {
    if (units.includes(word)) unit = units.indexOf(word)
    else if (word === 'belas') {
      group += 10 + unit
      unit = 0
    } else if (word === 'puluh') {
      group += unit * 10
      unit = 0
    } else if (word === 'ratus') {
      group += unit * 100
      unit = 0
    } else {
      const scale = scales[word]
      if (scale === undefined) throw new Error(`unknown word ${word}`)
      total += (group + unit) * scale
      group = 0
      unit = 0
    }
  }
  return total + group + unit
}
