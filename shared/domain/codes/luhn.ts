/**
 * Check digit of a string of digits after Luhn (ISO/IEC 7812-1): finds every single wrong digit
 * and nearly every swap of neighbours.
 */
export function luhnCheckDigit(payload: string): string {
  if (!/^\d+$/.test(payload)) throw new RangeError(`not digits: ${payload}`)
  let sum = 0
  for (let i = 0; i < payload.length; i += 1) {
    const digit = Number(payload[payload.length - 1 - i])
    const weighted = i % 2 === 0 ? digit * 2 : digit
    sum += weighted > 9 ? weighted - 9 : weighted
  }
  return String((10 - (sum % 10)) % 10)
}

/** True when the last digit is the check digit of those before it. Never throws. */
export function hasLuhnCheckDigit(digits: string): boolean {
  return /^\d{2,}$/.test(digits) && luhnCheckDigit(digits.slice(0, -1)) === digits.slice(-1)
}
