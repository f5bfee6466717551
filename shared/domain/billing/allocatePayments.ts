import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { addWorkingDays } from '../calendar/workingDays'
import { type Rupiah, sumRupiah } from '../money'
import { billableProgrammes, type Segment } from '../programmes'
import type { RateTables } from '../rates/rateTables'
import { type Allocation, allocate, type AllocationBill, type Receipt } from './allocation'
import type { DueDates } from './dueDate'
import { lateFine } from './lateFine'
import type { FineBase, ProgrammePrincipal } from './programmeFines'

export interface PayerBill {
  id: string
  segment: Segment
  period: Period
  principalByProgramme: ProgrammePrincipal
  finalisedOn?: LocalDate | undefined
  relief?: string | readonly string[] | undefined
  /** Due dates other than the period's own: a term of a project, a correction. */
  due?: DueDates | undefined
  /** Period whose rate of the fine holds; default the bill's own. */
  finePeriod?: Period | undefined
}

export interface PayerAllocation extends Allocation {
  /** Principal paid, split over the programmes in their fixed order, by bill id. */
  paidByProgramme: Record<string, ProgrammePrincipal>
}

/**
 * A payer's money over the bills with the fines of the law: see `allocate` for the order, `lateFine`
 * for the fine, which freezes when a month's principal is complete.
 * @throws RangeError as `allocate` and `lateFine`
 */
export function allocatePayments(
  tables: RateTables,
  question: {
    bills: readonly PayerBill[]
    receipts: readonly Receipt[]
    asOf: LocalDate
    fineBase?: FineBase | undefined
    treatJointLeaveAsHoliday?: boolean | undefined
  },
): PayerAllocation {
  const { bills, receipts, asOf, fineBase, treatJointLeaveAsHoliday } = question
  const byId = new Map(bills.map((bill) => [bill.id, bill]))
  const allocation = allocate({
    bills: bills.map((bill): AllocationBill => ({
      id: bill.id,
      period: bill.period,
      principal: sumRupiah(Object.values(bill.principalByProgramme)),
      finalisedOn: bill.finalisedOn,
    })),
    receipts,
    asOf,
    fineOf: ({ id }, state) => {
      const bill = byId.get(id)
      if (bill === undefined) throw new RangeError(`no bill ${id}`)
      return lateFine(tables, {
        segment: bill.segment,
        period: bill.finePeriod ?? bill.period,
        principalByProgramme: bill.principalByProgramme,
        asOf: state.asOf,
        payments: state.instalments,
        fineBase,
        treatJointLeaveAsHoliday,
        relief: bill.relief,
        due: bill.due,
      }).fineTotal
    },
  })
  return {
    ...allocation,
    paidByProgramme: Object.fromEntries(
      allocation.bills.map(({ id, principalPaid }) => [
        id,
        splitByProgramme(byId.get(id)?.principalByProgramme ?? {}, principalPaid),
      ]),
    ),
  }
}

/** A part of a bill's principal over its programmes, in the fixed order JKK, JKM, JHT, JP. */
export function splitByProgramme(
  principalByProgramme: ProgrammePrincipal,
  paid: Rupiah,
): ProgrammePrincipal {
  let left = paid
  const split: ProgrammePrincipal = {}
  for (const programme of billableProgrammes) {
    const principal = principalByProgramme[programme]
    if (principal === undefined) continue
    split[programme] = Math.min(principal, left)
    left -= split[programme]
  }
  return split
}

export interface PaymentDifference {
  kind: 'EXACT' | 'EXCESS' | 'SHORTAGE'
  amount: Rupiah
  /** The payer is to be told by this day (three working days; Perdir 22/PERDIR.02/072022). */
  informBy?: LocalDate
}

/** Whether a receipt was what the payer owed, and until when a difference must be told. */
export function paymentDifference(
  tables: RateTables,
  question: { expected: Rupiah; received: Rupiah; valueDate: LocalDate },
): PaymentDifference {
  const difference = question.received - question.expected
  if (difference === 0) return { kind: 'EXACT', amount: 0 }
  return {
    kind: difference > 0 ? 'EXCESS' : 'SHORTAGE',
    amount: Math.abs(difference),
    informBy: addWorkingDays(tables.holidays, question.valueDate, 3),
  }
}
