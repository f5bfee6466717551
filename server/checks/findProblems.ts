import type { SqlStorage } from '../storage/sqlStore'
import { checkBills } from './bills'
import { checkChangeIndex } from './changeIndex'
import { checkLeases } from './leases'
import { checkMoney } from './money'
import { checkOutcomes } from './outcomes'
import type { Check } from './scope'

/** More than this is one big problem. */
const MOST = 100

const checks = [checkChangeIndex, checkOutcomes, checkLeases, checkMoney, checkBills]

/**
 * Everything that must always hold in the server's database, looked at beside the daily work and
 * in bounded memory.
 * @param signal ends the search early
 * @param which only these; all without it
 * @returns one line per problem, without personal data; empty when all is well
 */
export async function findProblems(
  storage: SqlStorage,
  signal?: AbortSignal,
  which: readonly Check[] = checks,
): Promise<string[]> {
  const problems: string[] = []
  const isEnough = () => problems.length >= MOST || signal?.aborted === true
  const scope = {
    storage,
    note: (problem: string) => {
      if (problems.length < MOST) problems.push(problem)
    },
    isEnough,
  }
  for (const check of which) {
    if (!isEnough()) await check(scope)
  }
  return problems
}
