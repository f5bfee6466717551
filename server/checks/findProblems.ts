import type { SqlStorage } from '../storage/sqlStore'
import { checkChangeIndex } from './changeIndex'
import { checkLeases } from './leases'
import { checkMoney } from './money'
import { checkOutcomes } from './outcomes'

/** More than this is one big problem. */
const MOST = 100

/**
 * Everything that must always hold in the server's database, looked at beside the daily work and
 * in bounded memory.
 * @param signal ends the search early
 * @returns one line per problem, without personal data; empty when all is well
 */
export async function findProblems(storage: SqlStorage, signal?: AbortSignal): Promise<string[]> {
  const problems: string[] = []
  const isEnough = () => problems.length >= MOST || signal?.aborted === true
  const scope = {
    storage,
    note: (problem: string) => {
      if (problems.length < MOST) problems.push(problem)
    },
    isEnough,
  }
  for (const check of [checkChangeIndex, checkOutcomes, checkLeases, checkMoney]) {
    if (!isEnough()) await check(scope)
  }
  return problems
}
