import type { LocalDate } from '../calendar/localDate'
import { periodOfDate } from '../calendar/period'
import { type Rupiah, sumRupiah } from '../money'
import { billableProgrammes } from '../programmes'
import type { RateTables } from '../rates/rateTables'
import type { ProgrammePrincipal } from '../billing/programmeFines'
import { monthsLate } from '../billing/monthsLate'
import { splitByProgramme } from '../billing/allocatePayments'
import { ageingColumn, ageingColumns, qualityClass, type QualityClass } from './quality'

/** An unpaid or partly paid bill as the receivables list sees it. */
export interface AgedBill {
  /** Whose receivable it is. */
  payerId: string
  nominalDueDate: LocalDate
  effectiveDueDate: LocalDate
  principalByProgramme: ProgrammePrincipal
  principalPaid: Rupiah
  /** Fine that is still to be paid, shown beside the principal, never in it. */
  fineOutstanding: Rupiah
}

export interface AgeingCell {
  bills: number
  principal: Rupiah
  fine: Rupiah
  byProgramme: ProgrammePrincipal
}

export interface AgeingReport {
  /** One cell per column, in the order of `ageingColumns`. */
  columns: Array<AgeingCell & { column: string }>
  total: AgeingCell
  payers: Array<{
    payerId: string
    monthsInArrears: number
    qualityClass: QualityClass | undefined
    principal: Rupiah
    fine: Rupiah
  }>
}

/**
 * Receivables by age on a day: principal and fine apart, per programme; payers with the quality
 * class of their oldest unpaid month. Settled bills without an open fine are left out.
 */
export function ageingReport(
  tables: RateTables,
  question: { bills: readonly AgedBill[]; asOf: LocalDate },
): AgeingReport {
  const period = periodOfDate(question.asOf)
  const rows = question.bills.map((bill) => aged(bill, question.asOf)).filter(isOpen)
  const columns = ageingColumns(tables, period).map((column) => ({
    column,
    ...cell(rows.filter((row) => ageingColumn(tables, row.months, period) === column)),
  }))
  const payerIds = [...new Set(rows.map((row) => row.payerId))].sort()
  return {
    columns,
    total: cell(rows),
    payers: payerIds.map((payerId) => {
      const own = rows.filter((row) => row.payerId === payerId)
      const months = monthsInArrears(
        question.bills.filter((bill) => bill.payerId === payerId),
        question.asOf,
      )
      const { principal, fine } = cell(own)
      return {
        payerId,
        monthsInArrears: months,
        qualityClass: qualityClass(tables, months, period),
        principal,
        fine,
      }
    }),
  }
}

/** Started months late of a payer's oldest bill with unpaid principal; 0 without any. */
export function monthsInArrears(
  bills: ReadonlyArray<
    Pick<AgedBill, 'nominalDueDate' | 'effectiveDueDate' | 'principalByProgramme' | 'principalPaid'>
  >,
  asOf: LocalDate,
): number {
  return bills
    .filter((bill) => sumRupiah(Object.values(bill.principalByProgramme)) > bill.principalPaid)
    .reduce((most, bill) => Math.max(most, monthsLate(bill, asOf)), 0)
}

interface AgedRow {
  payerId: string
  months: number
  outstanding: ProgrammePrincipal
  principal: Rupiah
  fine: Rupiah
}

function aged(bill: AgedBill, asOf: LocalDate): AgedRow {
  const paid = splitByProgramme(bill.principalByProgramme, bill.principalPaid)
  const outstanding: ProgrammePrincipal = {}
  for (const programme of billableProgrammes) {
    const principal = bill.principalByProgramme[programme]
    if (principal !== undefined) outstanding[programme] = principal - (paid[programme] ?? 0)
  }
  return {
    payerId: bill.payerId,
    months: monthsLate(bill, asOf),
    outstanding,
    principal: sumRupiah(Object.values(outstanding)),
    fine: bill.fineOutstanding,
  }
}

function isOpen(row: AgedRow): boolean {
  return row.principal > 0 || row.fine > 0
}

function cell(rows: readonly AgedRow[]): AgeingCell {
  const byProgramme: ProgrammePrincipal = {}
  for (const programme of billableProgrammes) {
    const amounts = rows.flatMap((row) => row.outstanding[programme] ?? [])
    if (amounts.length > 0) byProgramme[programme] = sumRupiah(amounts)
  }
  return {
    bills: rows.length,
    principal: sumRupiah(rows.map((row) => row.principal)),
    fine: sumRupiah(rows.map((row) => row.fine)),
    byProgramme,
  }
}
