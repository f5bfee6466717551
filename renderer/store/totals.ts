import type { Bill } from '#shared/model/bill'
import type { EntityRow } from '#shared/model/entity'
import type { PaymentCode } from '#shared/model/paymentCode'
import { isOpenBill } from './openBill'

/** A figure that screens show without counting rows. */
export interface Total {
  readonly key: string
  readonly count: number
  /** Rupiah. */
  readonly amount: number
}

/** One row replaced by another; `undefined`: did not or does not exist. */
export interface RowChange {
  readonly entity: string
  readonly before: EntityRow | undefined
  readonly after: EntityRow | undefined
}

export const totalKeys = {
  employers: 'employers',
  activeMemberships: 'memberships',
  /** Unpaid bills by due date: the sum over past dates is what is overdue today. */
  openBillsDue: (dueDate: string) => `open:${dueDate}`,
  /** Bills of a month that were not cancelled. */
  billsOf: (period: string) => `bills:${period}`,
  paidBillsOf: (period: string) => `paid:${period}`,
  /** Living codes by their last day. */
  codesUntil: (validUntil: string) => `codes:${validUntil}`,
} as const

/** Whether writes of this entity move a total, so that the old row must be read first. */
export function movesTotals(entity: string): boolean {
  return ['employer', 'membership', 'bill', 'paymentCode'].includes(entity)
}

/** What a set of row changes adds to the totals; keys whose sum is nothing are left out. */
export function totalDeltas(changes: readonly RowChange[]): Total[] {
  const sums = new Map<string, { count: number; amount: number }>()
  for (const { entity, before, after } of changes) {
    for (const [row, sign] of [
      [before, -1],
      [after, 1],
    ] as const) {
      if (!row) continue
      for (const part of contributionsOf(entity, row)) {
        const sum = sums.get(part.key) ?? { count: 0, amount: 0 }
        sums.set(part.key, {
          count: sum.count + sign * part.count,
          amount: sum.amount + sign * part.amount,
        })
      }
    }
  }
  return [...sums]
    .filter(([, { count, amount }]) => count !== 0 || amount !== 0)
    .map(([key, sum]) => ({ key, ...sum }))
}

function contributionsOf(entity: string, row: EntityRow): Total[] {
  switch (entity) {
    case 'employer':
      return [{ key: totalKeys.employers, count: 1, amount: 0 }]
    case 'membership': {
      const active = (row as { status?: string }).status === 'ACTIVE'
      return active ? [{ key: totalKeys.activeMemberships, count: 1, amount: 0 }] : []
    }
    case 'bill':
      return contributionsOfBill(row as Bill)
    case 'paymentCode': {
      const code = row as PaymentCode
      if (code.status !== 'ACTIVE') return []
      return [{ key: totalKeys.codesUntil(code.validUntil), count: 1, amount: code.amount }]
    }
    default:
      return []
  }
}

function contributionsOfBill(bill: Bill): Total[] {
  if (bill.status === 'CANCELLED' || bill.status === 'SUPERSEDED') return []
  const parts = [{ key: totalKeys.billsOf(bill.period), count: 1, amount: bill.total }]
  if (bill.status === 'PAID') {
    parts.push({ key: totalKeys.paidBillsOf(bill.period), count: 1, amount: bill.total })
  }
  if (isOpenBill(bill.status)) {
    const key = totalKeys.openBillsDue(bill.effectiveDueDate)
    parts.push({ key, count: 1, amount: bill.total - bill.paidPrincipal })
  }
  return parts
}
