import type { Rupiah } from '../money'
import type { BillableProgramme, EmployerSize } from '../programmes'
import type { RateTables } from '../rates/rateTables'

/** On which figure the employer's size was decided (PP 7/2021 allows either). */
export type SizeBasis = 'CAPITAL' | 'SALES'

/** Programmes an employer of this size must take (Perpres 109/2013 Art. 6(3)). */
export function mandatoryProgrammes(
  tables: RateTables,
  size: EmployerSize,
): readonly BillableProgramme[] {
  const row = tables.pu.mandatoryProgrammesBySize.find((one) => one.size === size)
  if (row === undefined) throw new RangeError(`no mandatory programmes for size ${size}`)
  return row.mandatory
}

/** The size an amount means: capital without land and buildings, or annual sales, in rupiah. */
export function sizeOfAmount(tables: RateTables, basis: SizeBasis, amount: Rupiah): EmployerSize {
  const { capitalExcludingLandAndBuildings, annualSales } = tables.pu.sizeThresholds
  const limits = basis === 'CAPITAL' ? capitalExcludingLandAndBuildings : annualSales
  const row = limits.find((limit) => limit.upTo === null || amount <= limit.upTo)
  if (row === undefined) throw new RangeError(`no size for ${amount}`)
  return row.size
}
