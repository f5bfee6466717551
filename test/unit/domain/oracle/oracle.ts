/**
 * A deliberately naive second implementation: figures written out again from the regulations,
 * fractions of whole numbers without limits, one loop per question. It shares no code and no
 * table with the engine; where both agree, a slip of either would have shown.
 */

type Fraction = readonly [numerator: bigint, denominator: bigint]

export interface OracleWorker {
  year: number
  month: number
  wage: bigint
  level: number
  programmes: readonly string[]
  birth: readonly [year: number, month: number, day: number] | undefined
  foreign: boolean
  relief: string | undefined
}

/** Amounts in the order JKK, JKM, JHT employer, JHT worker, JP employer, JP worker. */
export function oracleAmounts(worker: OracleWorker): bigint[] {
  const { programmes, wage } = worker
  const has = (programme: string) => programmes.includes(programme)
  const jpWage = wage < ceiling(worker) ? wage : ceiling(worker)
  const jp = has('JP') && hasJp(worker)
  return [
    has('JKK') ? rounded(wage, jkkRate(worker)) : 0n,
    has('JKM') ? rounded(wage, jkmRate(worker)) : 0n,
    has('JHT') ? rounded(wage, [37n, 1000n]) : 0n,
    has('JHT') ? rounded(wage, [2n, 100n]) : 0n,
    jp ? rounded(jpWage, [2n, 100n]) : 0n,
    jp ? rounded(jpWage, [1n, 100n]) : 0n,
  ]
}

function jkkRate(worker: OracleWorker): Fraction {
  // Percent with two decimals, so per ten thousand.
  const normal = ([24n, 54n, 89n, 127n, 174n] as const)[worker.level - 1] ?? 0n
  if (isCovid(worker)) return [normal, 1_000_000n]
  if (worker.relief === 'PP7-2025-PADAT-KARYA' && between(worker, 2025, 2, 2026, 1)) {
    return [normal, 20_000n]
  }
  return [normal, 10_000n]
}

function jkmRate(worker: OracleWorker): Fraction {
  return isCovid(worker) ? [3n, 100_000n] : [3n, 1_000n]
}

function isCovid(worker: OracleWorker): boolean {
  return worker.relief === 'PP49-2020-JKK-JKM' && between(worker, 2020, 8, 2021, 1)
}

/** Ceilings by the year in which they begin, always with March. */
function ceiling({ year, month }: OracleWorker): bigint {
  const contributionYear = month >= 3 ? year : year - 1
  switch (contributionYear) {
    case 2015:
      return 7_000_000n
    case 2016:
      return 7_335_300n
    case 2017:
      return 7_703_500n
    case 2018:
      return 8_094_000n
    case 2019:
      return 8_512_400n
    case 2020:
      return 8_939_700n
    case 2021:
      return 8_754_600n
    case 2022:
      return 9_077_600n
    case 2023:
      return 9_559_600n
    case 2024:
      return 10_042_300n
    case 2025:
      return 10_547_400n
    default:
      return 11_086_300n
  }
}

function hasJp(worker: OracleWorker): boolean {
  if (worker.foreign) return false
  if (worker.birth === undefined) return true
  // Years are counted one birthday after the other up to the first of the month.
  const [year, month, day] = worker.birth
  let age = 0
  for (let y = year + 1; ; y += 1) {
    const reached =
      y < worker.year ||
      (y === worker.year && (month < worker.month || (month === worker.month && day === 1)))
    if (!reached) break
    age += 1
  }
  return age < retirementAge(worker.year)
}

function retirementAge(year: number): number {
  if (year < 2019) return 56
  if (year < 2022) return 57
  if (year < 2025) return 58
  return 59
}

/** Half a rupiah and more goes up: by counting whole rupiah and looking at the remainder. */
function rounded(base: bigint, [numerator, denominator]: Fraction): bigint {
  const product = base * numerator
  const whole = product / denominator
  return (product % denominator) * 2n >= denominator ? whole + 1n : whole
}

function between(
  { year, month }: OracleWorker,
  fromYear: number,
  fromMonth: number,
  toYear: number,
  toMonth: number,
): boolean {
  const at = year * 100 + month
  return at >= fromYear * 100 + fromMonth && at <= toYear * 100 + toMonth
}
