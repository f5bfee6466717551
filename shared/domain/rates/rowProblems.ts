import { addDays } from '../calendar/localDate'
import { share } from '../money'
import { findEffective } from './effective'
import type { RateTables } from './rateTables'

/** Rows inside a dated row that must fit together: brackets, slices, classes, VAT rates. */
export function rowProblems(tables: RateTables): string[] {
  return [
    ...bracketProblems(tables),
    ...tables.jakon.contractTiers.flatMap(({ id, rows }) =>
      chainProblems(
        `jakon.contractTiers ${id}`,
        rows.map(({ from, to }) => ({ from, below: to })),
        0,
      ),
    ),
    ...tables.receivableQualities.flatMap(({ id, classes, ageingColumns }) =>
      [classes, ageingColumns].flatMap((list) =>
        chainProblems(
          `receivableQualities ${id}`,
          list.map(({ from, to }) => ({ from, below: to === null ? null : to + 1 })),
          1,
        ),
      ),
    ),
    ...vatProblems(tables),
    ...reliefPairs(tables),
  ]
}

function bracketProblems(tables: RateTables): string[] {
  return tables.bpu.brackets.flatMap(({ id, effectiveFrom, rows }) => [
    ...chainProblems(
      `bpu.brackets ${id}`,
      rows.map(({ incomeFrom, incomeBelow }) => ({ from: incomeFrom, below: incomeBelow })),
      0,
    ),
    ...rows.flatMap((row) => amountProblems(tables, id, effectiveFrom, row)),
    ...rows.flatMap((row, i) =>
      row.no === i + 1 ? [] : [`bpu.brackets ${id}: row ${row.no} stands at place ${i + 1}`],
    ),
  ])
}

/** The printed amounts must be the rate of the base; a slip of the pen would cost real money. */
function amountProblems(
  tables: RateTables,
  id: string,
  period: string,
  row: { no: number; base: number; jkk: number; jht: number },
): string[] {
  const expected = (rates: RateTables['bpu']['jkkRates']) =>
    share(row.base, findEffective(rates, period)?.ratePpmOfBase ?? 0)
  return row.jkk === expected(tables.bpu.jkkRates) && row.jht === expected(tables.bpu.jhtRates)
    ? []
    : [`bpu.brackets ${id}: amounts of row ${row.no} are not the rate of its base`]
}

/** Each range begins where the one before ends; the first at `start`, only the last is open. */
function chainProblems(
  key: string,
  ranges: ReadonlyArray<{ from: number; below: number | null }>,
  start: number,
): string[] {
  let expected: number | null = start
  const problems: string[] = []
  for (const { from, below } of ranges) {
    if (expected === null || from < expected) problems.push(`${key}: overlap at ${from}`)
    else if (from > expected) problems.push(`${key}: gap between ${expected} and ${from}`)
    if (below !== null && below <= from) problems.push(`${key}: ${from} ends before it begins`)
    expected = below
  }
  return expected === null ? problems : [...problems, `${key}: nothing from ${expected} on`]
}

function vatProblems(tables: RateTables): string[] {
  return tables.jakon.vat.flatMap((rate, i, all) => {
    const before = all[i - 1]
    if (before === undefined) return []
    const expected = before.effectiveTo === null ? null : addDays(before.effectiveTo, 1)
    if (expected === null || rate.effectiveFrom < expected) {
      return [`jakon.vat: ${before.id} overlaps ${rate.id}`]
    }
    return rate.effectiveFrom > expected ? [`jakon.vat: gap before ${rate.id}`] : []
  })
}

/** Two automatic reliefs for the same people, programme and month would both be applied. */
function reliefPairs(tables: RateTables): string[] {
  const automatic = tables.reliefs.filter((relief) => relief.automatic)
  return automatic.flatMap((one, i) =>
    automatic
      .slice(i + 1)
      .filter(
        (other) =>
          one.segments.some((segment) => other.segments.includes(segment)) &&
          (one.sector === undefined || other.sector === undefined || one.sector === other.sector) &&
          (one.effectiveTo === null || other.effectiveFrom <= one.effectiveTo) &&
          (other.effectiveTo === null || one.effectiveFrom <= other.effectiveTo) &&
          Object.keys(one.programmes).some((programme) => programme in other.programmes),
      )
      .map((other) => `reliefs: automatic ${one.id} overlaps automatic ${other.id}`),
  )
}
