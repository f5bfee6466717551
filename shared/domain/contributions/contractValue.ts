import type { LocalDate } from '../calendar/localDate'
import { type Rupiah, roundedQuotient } from '../money'
import type { VatRate } from '../rates/otherSegmentRates'
import type { RateTables } from '../rates/rateTables'

export interface ContractValue {
  /** The value as written in the contract, whole rupiah ≥ 0. */
  value: Rupiah
  includesVat: boolean
  /** Decides which rate of tax the value contains; needed when it contains any. */
  contractDate?: LocalDate | undefined
}

export interface NetContractValue {
  net: Rupiah
  vat?: VatRate
}

/**
 * The contract value without value added tax, rounded half up to a rupiah: contributions are
 * counted on it (practice of the office; tax of 10 % before April 2022, 11 % since).
 * @throws RangeError for a negative or fractional value, or tax without a date it is known for
 */
export function netContractValue(tables: RateTables, contract: ContractValue): NetContractValue {
  const { value, includesVat, contractDate } = contract
  if (!Number.isSafeInteger(value) || value < 0) {
    throw new RangeError(`not a contract value in whole rupiah: ${value}`)
  }
  if (!includesVat) return { net: value }
  if (contractDate === undefined) throw new RangeError('a value with tax needs the contract date')
  const vat = tables.jakon.vat.find(
    (rate) =>
      rate.effectiveFrom <= contractDate &&
      (rate.effectiveTo === null || contractDate <= rate.effectiveTo),
  )
  if (vat === undefined) throw new RangeError(`no rate of tax is known for ${contractDate}`)
  return { net: roundedQuotient(BigInt(value) * 100n, BigInt(100 + vat.percent)), vat }
}
