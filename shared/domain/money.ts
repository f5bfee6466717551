import { z } from 'zod'

/** Whole rupiah, possibly negative; never a fraction and never beyond exact integers. */
export const Rupiah = z.int().meta({ id: 'Rupiah' })
export type Rupiah = z.infer<typeof Rupiah>

/** Parts per million: 1 % is 10,000 ppm. Percent points with decimals such as 0.0024 % occur. */
export const Ppm = z.int().min(0).max(1_000_000)
export type Ppm = z.infer<typeof Ppm>

/**
 * `base × ppm / 1,000,000`, rounded half up to a whole rupiah. Regulation is silent on rounding;
 * the project rounds once per worker × programme × payer and afterwards only adds.
 * @throws RangeError when an argument is not a non-negative exact integer
 */
export function share(base: Rupiah, ppm: Ppm): Rupiah {
  const doubled = base * ppm * 2 + 1_000_000
  // Exact in plain numbers for nearly every wage; the remainder keeps the division exact as well.
  if (doubled <= Number.MAX_SAFE_INTEGER && isCount(base) && isCount(ppm)) {
    return (doubled - (doubled % 2_000_000)) / 2_000_000
  }
  return roundedQuotient(exact(base) * exact(ppm), 1_000_000n)
}

/** `numerator / denominator` rounded half up; both non-negative. */
export function roundedQuotient(numerator: bigint, denominator: bigint): Rupiah {
  return toRupiah((numerator * 2n + denominator) / (denominator * 2n))
}

/** Sum that refuses to become inexact. */
export function sumRupiah(amounts: Iterable<Rupiah>): Rupiah {
  let total = 0
  for (const amount of amounts) {
    total += amount
    if (!Number.isSafeInteger(total)) throw new RangeError('a sum of money is not exact any more')
  }
  return total
}

/** `Rp1.234.567`; negative amounts as `-Rp1.234.567`. */
export function formatRupiah(amount: Rupiah): string {
  return amount < 0 ? `-Rp${formatAmount(-amount)}` : `Rp${formatAmount(amount)}`
}

/** `1.234.567`, digits grouped the Indonesian way. */
export function formatAmount(amount: Rupiah): string {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`not an amount in rupiah: ${amount}`)
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.')
}

function isCount(n: number): boolean {
  return Number.isSafeInteger(n) && n >= 0
}

function exact(n: number): bigint {
  if (!isCount(n)) throw new RangeError(`not a non-negative integer: ${n}`)
  return BigInt(n)
}

function toRupiah(n: bigint): Rupiah {
  const amount = Number(n)
  if (!Number.isSafeInteger(amount)) throw new RangeError(`amount too large: ${n}`)
  return amount
}
