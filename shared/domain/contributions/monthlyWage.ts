import { type Rupiah, roundedQuotient, sumRupiah } from '../money'
import type { RateTables } from '../rates/rateTables'

/**
 * The monthly wage that contributions are computed from: as given, or 25 times the daily wage
 * (Perdir 22/PERDIR.02/072022).
 * @throws RangeError for a negative or fractional wage
 */
export function monthlyWage(
  tables: RateTables,
  pay: { wage: Rupiah } | { dailyWage: Rupiah },
): Rupiah {
  const amount = 'wage' in pay ? pay.wage : pay.dailyWage * tables.pu.wageBase.dailyWageMultiplier
  if (amount < 0) throw new RangeError(`a wage cannot be negative: ${amount}`)
  if (!Number.isInteger('wage' in pay ? pay.wage : pay.dailyWage)) {
    throw new RangeError('a wage is whole rupiah')
  }
  return sumRupiah([amount])
}

/**
 * The monthly wage of piece-work: the average of the last three months, of the last twelve where
 * the work depends on the weather, rounded half up (Perdir 22/PERDIR.02/072022). Of whoever has
 * worked for less, all months there are.
 * @param months earnings of past months, newest last
 * @throws RangeError without months, or for a negative or fractional one
 */
export function pieceWorkWage(
  tables: RateTables,
  months: readonly Rupiah[],
  options: { weatherDependent?: boolean | undefined } = {},
): Rupiah {
  const { pieceRateAverageMonths, weatherDependentPieceRateAverageMonths } = tables.pu.wageBase
  const wanted =
    options.weatherDependent === true
      ? weatherDependentPieceRateAverageMonths
      : pieceRateAverageMonths
  const counted = months.slice(-wanted)
  if (counted.length === 0) throw new RangeError('no month to take an average of')
  for (const month of counted) monthlyWage(tables, { wage: month })
  return roundedQuotient(BigInt(sumRupiah(counted)), BigInt(counted.length))
}
