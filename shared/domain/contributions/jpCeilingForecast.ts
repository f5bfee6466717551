import { type Rupiah, roundedQuotient } from '../money'

/**
 * Next year's JP ceiling as the formula gives it: last ceiling × (1 + growth), cut down to the
 * hundred rupiah (PP 45/2015 Art. 29). Only a proposal: the announced figure is stored as data
 * and always wins.
 * @param growthPercent growth of gross domestic product with up to two decimals, e.g. `'5.11'`
 */
export function forecastJpCeiling(ceiling: Rupiah, growthPercent: string): Rupiah {
  const match = /^(-?)(\d{1,2})(?:\.(\d{1,2}))?$/.exec(growthPercent)
  if (match === null) throw new RangeError(`not a percentage: ${growthPercent}`)
  const hundredths = Number(match[2]) * 100 + Number((match[3] ?? '').padEnd(2, '0'))
  const factor = 10_000 + (match[1] === '-' ? -hundredths : hundredths)
  const exact = BigInt(ceiling) * BigInt(factor)
  return roundedQuotient(exact / 1_000_000n, 1n) * 100
}
