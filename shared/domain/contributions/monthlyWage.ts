import { type Rupiah, sumRupiah } from '../money'
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
