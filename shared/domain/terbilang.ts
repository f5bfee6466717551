import type { Rupiah } from './money'

/**
 * The amount in Indonesian words, ending in `rupiah`, as official letters print it beside the
 * figures: `terbilang(1001)` is `seribu satu rupiah`.
 * @throws RangeError unless 0 ≤ amount < 1,000 trillion and whole
 */
export function terbilang(amount: Rupiah): string {
  if (!Number.isInteger(amount) || amount < 0 || amount >= 1e15) {
    throw new RangeError(`cannot be written in words: ${amount}`)
  }
  return `${amount === 0 ? 'nol' : inWords(amount)} rupiah`
}

function inWords(amount: number): string {
  const words: string[] = []
  let rest = amount
  for (const [size, name] of scales) {
    const count = Math.floor(rest / size)
    rest %= size
    if (count === 0) continue
    // Only a single thousand has its own word; "satu juta" and above keep "satu".
    words.push(size === 1_000 && count === 1 ? 'seribu' : `${belowThousand(count)} ${name}`)
  }
  if (rest > 0) words.push(belowThousand(rest))
  return words.join(' ')
}

function belowThousand(n: number): string {
  const hundreds = Math.floor(n / 100)
  const rest = n % 100
  const head = hundreds === 0 ? '' : hundreds === 1 ? 'seratus' : `${digits[hundreds]} ratus`
  return [head, belowHundred(rest)].filter((part) => part !== '').join(' ')
}

function belowHundred(n: number): string {
  if (n < 10) return digits[n] ?? ''
  if (n === 10) return 'sepuluh'
  if (n === 11) return 'sebelas'
  if (n < 20) return `${digits[n - 10]} belas`
  const unit = n % 10
  return `${digits[Math.floor(n / 10)]} puluh${unit === 0 ? '' : ` ${digits[unit]}`}`
}

const digits = ['', 'satu', 'dua', 'tiga', 'empat', 'lima', 'enam', 'tujuh', 'delapan', 'sembilan']

const scales: ReadonlyArray<readonly [number, string]> = [
  [1e12, 'triliun'],
  [1e9, 'miliar'],
  [1e6, 'juta'],
  [1_000, 'ribu'],
]
