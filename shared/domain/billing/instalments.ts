import type { LocalDate } from '../calendar/localDate'
import { type Rupiah, sumRupiah } from '../money'

/** Money received for one bill's principal, by the bank's value date. */
export interface Instalment {
  date: LocalDate
  amount: Rupiah
}

export interface Settlement {
  outstandingAfterDue: Rupiah
  outstanding: Rupiah
  settlementDate?: LocalDate
}

/**
 * How far instalments have settled a principal by the end of `asOf`. The month is settled on
 * the day of the payment that completes it (Perdir 22/PERDIR.02/072022); a reversal is a negative
 * instalment and can undo that.
 */
export function settle(
  principal: Rupiah,
  instalments: readonly Instalment[],
  effectiveDueDate: LocalDate,
  asOf: LocalDate,
): Settlement {
  const known = instalments.filter((instalment) => instalment.date <= asOf)
  const outstanding = unpaid(principal, known)
  const dates = [...new Set(known.map((instalment) => instalment.date))].sort()
  // The settlement date is the first day from which on nothing was owed any more.
  let settlementDate: LocalDate | undefined
  for (const date of dates) {
    const left = unpaid(
      principal,
      known.filter((instalment) => instalment.date <= date),
    )
    settlementDate = left > 0 ? undefined : (settlementDate ?? date)
  }
  return {
    outstandingAfterDue: unpaid(
      principal,
      known.filter((instalment) => instalment.date <= effectiveDueDate),
    ),
    outstanding,
    ...(settlementDate !== undefined && { settlementDate }),
  }
}

function unpaid(principal: Rupiah, instalments: readonly Instalment[]): Rupiah {
  const paid = sumRupiah(instalments.map((instalment) => instalment.amount))
  return Math.min(principal, Math.max(0, principal - paid))
}
