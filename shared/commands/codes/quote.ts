import { codeValidityForBills } from '../../domain/codes/codeValidity'
import { reliefsOfBill } from '../rates/tablesOfBill'
import { termDueDates } from '../../domain/billing/dueDate'
import { lateFine } from '../../domain/billing/lateFine'
import type { RateTables } from '../../domain/rates/rateTables'
import type { Bill } from '../../model/bill'
import type { Programme } from '../../model/common'
import type { CodedBill } from '../../model/paymentCode'

export interface CodeQuote {
  readonly parts: CodedBill[]
  readonly principal: number
  readonly fine: number
  readonly amount: number
  /** Last day on which this amount is right: the earliest of the bills'. */
  readonly validUntil: string
}

/** Principal of a bill by programme, rupiah. */
export function principalByProgramme(bill: Bill): Partial<Record<Programme, number>> {
  const amounts: Partial<Record<Programme, number>> = {}
  for (const programme of bill.programmes) {
    amounts[programme] = bill.byProgramme[programme]?.total ?? 0
  }
  return amounts
}

/** Fine of a bill if it were settled on `asOf`. */
export function fineOf(tables: RateTables, bill: Bill, asOf: string) {
  return lateFine(tables, {
    segment: bill.segment,
    period: bill.period,
    principalByProgramme: principalByProgramme(bill),
    relief: reliefsOfBill(tables, bill),
    asOf,
    // No law dates a project: its plan does, and the bill has kept that day.
    ...(bill.segment === 'JAKON' && { due: termDueDates(bill.effectiveDueDate) }),
  })
}

/**
 * What a code for these bills, issued on `today`, would ask for.
 * @param bills unpaid bills of one payer, any order
 */
export function quoteCode(tables: RateTables, bills: readonly Bill[], today: string): CodeQuote {
  const parts = [...bills]
    .sort((a, b) => (a.period < b.period ? -1 : a.period > b.period ? 1 : a.id < b.id ? -1 : 1))
    .map((bill) => ({
      billId: bill.id,
      principal: bill.total - bill.paidPrincipal,
      fine: fineOf(tables, bill, today).fineTotal,
    }))
  const principal = parts.reduce((sum, part) => sum + part.principal, 0)
  const fine = parts.reduce((sum, part) => sum + part.fine, 0)
  const { validUntil } = codeValidityForBills(tables, { bills, issuedOn: today })
  return { parts, principal, fine, amount: principal + fine, validUntil }
}
