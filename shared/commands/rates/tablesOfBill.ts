import { assessBill } from '../../domain/contributions/assessBill'
import type { RateTables } from '../../domain/rates/rateTables'
import type { Bill, EmployerBill } from '../../model/bill'

/**
 * The tables by which a frozen bill of an employer came about: the newest version that gives its month the very
 * rules that the bill names. A later release may have changed that month; the bill stays as it is,
 * and so does its explanation.
 * @param versions shipped tables first, see `tableVersions`
 */
export function tablesOfBill(
  versions: readonly RateTables[],
  bill: Pick<EmployerBill, 'period' | 'riskLevel' | 'programmes' | 'ruleIds'>,
): RateTables {
  const wanted = textOf(bill.ruleIds)
  const { period, riskLevel, programmes } = bill
  const found = versions.findLast((tables) => {
    const relief = reliefsOfBill(tables, bill)
    const question = { period, riskLevel, programmes, relief, workers: [] }
    return textOf(assessBill(tables, question).ruleIds) === wanted
  })
  const tables = found ?? versions.at(-1)
  if (!tables) throw new Error('there are no tables at all')
  return tables
}

/** Ids of the reliefs among the rules by which a bill was made. */
export function reliefsOfBill(tables: RateTables, { ruleIds }: Pick<Bill, 'ruleIds'>): string[] {
  return tables.reliefs.map(({ id }) => id).filter((id) => ruleIds.includes(id))
}

function textOf(ids: readonly string[]): string {
  return [...ids].sort().join(' ')
}
