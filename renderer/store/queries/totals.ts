import { getStore, type Store } from '../database'
import { totalKeys, type Total } from '../totals'
import { useLive } from './live'

export interface Sum {
  readonly count: number
  /** Rupiah. */
  readonly amount: number
}

export async function findTotal(key: string, store: Store = getStore()): Promise<Sum> {
  const { count, amount } = (await store.totals.get(key)) ?? { count: 0, amount: 0 }
  return { count, amount }
}

/** Sum over all totals with keys from `first` to before `end`. */
async function sumTotals(first: string, end: string, store: Store): Promise<Sum> {
  const parts: Total[] = await store.totals.where('key').between(first, end).toArray()
  return parts.reduce<Sum>(
    (sum, part) => ({ count: sum.count + part.count, amount: sum.amount + part.amount }),
    { count: 0, amount: 0 },
  )
}

/** The branch at a glance, from totals kept at every write; fines not included. */
export interface BranchFigures {
  readonly employers: number
  readonly activeMemberships: number
  /** Unpaid bills, due or not; rupiah principal still owed. */
  readonly open: Sum
  /** Unpaid bills whose due date lies before `today`. */
  readonly overdue: Sum
  /** Codes that can be paid today. */
  readonly livingCodes: Sum
}

/** @param today local date */
export async function branchFigures(
  today: string,
  store: Store = getStore(),
): Promise<BranchFigures> {
  const [employers, memberships, open, overdue, livingCodes] = await Promise.all([
    findTotal(totalKeys.employers, store),
    findTotal(totalKeys.activeMemberships, store),
    sumTotals(totalKeys.openBillsDue(''), totalKeys.openBillsDue('\uffff'), store),
    sumTotals(totalKeys.openBillsDue(''), totalKeys.openBillsDue(today), store),
    sumTotals(totalKeys.codesUntil(today), totalKeys.codesUntil('\uffff'), store),
  ])
  return {
    employers: employers.count,
    activeMemberships: memberships.count,
    open,
    overdue,
    livingCodes,
  }
}

export function useBranchFigures(today: string): BranchFigures | undefined {
  return useLive(() => branchFigures(today), [today])
}

/** A month's bills: all that were not cancelled, and those paid. */
export async function periodFigures(
  period: string,
  store: Store = getStore(),
): Promise<{ readonly billed: Sum; readonly paid: Sum }> {
  const [billed, paid] = await Promise.all([
    findTotal(totalKeys.billsOf(period), store),
    findTotal(totalKeys.paidBillsOf(period), store),
  ])
  return { billed, paid }
}

export function usePeriodFigures(
  period: string,
): Awaited<ReturnType<typeof periodFigures>> | undefined {
  return useLive(() => periodFigures(period), [period])
}
