import { fineOf } from '#shared/commands/codes/quote'
import { isReceivable } from '#shared/domain/billing/receivable'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { Bill } from '#shared/model/bill'

/** True while money is owed on the bill. */
export function isUnpaid(bill: Bill): boolean {
  return (
    bill.status === 'FINALIZED' || bill.status === 'CODE_ISSUED' || bill.status === 'PARTIALLY_PAID'
  )
}

/**
 * What an employer owes past due: number of months, principal and fine in rupiah.
 * @param today local date
 */
export function arrearsOf(
  tables: RateTables,
  bills: readonly Bill[],
  today: string,
): { months: number; principal: number; fine: number } {
  const late = bills.filter(
    (bill) =>
      isUnpaid(bill) &&
      isReceivable(
        {
          effectiveDueDate: bill.effectiveDueDate,
          outstandingPrincipal: bill.total - bill.paidPrincipal,
        },
        today,
      ),
  )
  return late.reduce(
    (sum, bill) => ({
      months: sum.months + 1,
      principal: sum.principal + bill.total - bill.paidPrincipal,
      fine: sum.fine + fineOf(tables, bill, today).fineTotal,
    }),
    { months: 0, principal: 0, fine: 0 },
  )
}
