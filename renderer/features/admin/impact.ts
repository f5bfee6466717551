import { assessEmployer } from '#shared/commands/bills/assess'
import { assessBasis } from '#shared/commands/bills/assessBasis'
import { fineOf } from '#shared/commands/codes/quote'
import { dueDates } from '#shared/domain/billing/dueDate'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { billsTouched } from '#shared/domain/rates/touchedBills'
import { isEmployerBill, type Bill, type BillLine, type EmployerBill } from '#shared/model/bill'
import type { Employer } from '#shared/model/employer'
import type { Membership } from '#shared/model/membership'

/** A bill that would come out otherwise if it were made by the new tables. */
export interface TouchedBill {
  readonly bill: Bill
  /** Rupiah; new minus old. */
  readonly difference: number
  /** Fine of today, new minus old; 0 for what is paid. */
  readonly fineDifference: number
  /** The new due date, where it moves. */
  readonly dueDate?: string
}

export interface Impact {
  readonly checked: number
  readonly touched: readonly TouchedBill[]
  /** Sum of the differences of contributions, rupiah. */
  readonly difference: number
  readonly fineDifference: number
  readonly paid: number
}

/** Reads of the device's data; the screen gives those of the store. */
export interface ImpactReader {
  scan(after: string): Promise<readonly Bill[]>
  linesOf(billId: string): Promise<readonly BillLine[]>
  employer(id: string): Promise<Employer | undefined>
  memberships(employerId: string): Promise<readonly Membership[]>
}

/**
 * Looks at every bill of this device once and makes those of touched months again by both tables,
 * from the wages that were frozen. Nothing is changed: a finalised bill stays as it is.
 * @param onProgress told how many bills have been looked at, between pieces of work
 */
export async function findImpact(
  question: { before: RateTables; after: RateTables; today: string },
  reader: ImpactReader,
  onProgress: (checked: number) => void,
  signal: AbortSignal,
): Promise<Impact | undefined> {
  const touched: TouchedBill[] = []
  let checked = 0
  let after = ''
  for (;;) {
    const bills = await reader.scan(after)
    const last = bills.at(-1)
    if (!last) break
    for (const bill of billsTouched(question.before, question.after, bills)) {
      if (signal.aborted) return undefined
      if (bill.status === 'CANCELLED' || bill.status === 'SUPERSEDED') continue
      const found = await compare(question, bill, reader)
      if (found) touched.push(found)
    }
    checked += bills.length
    after = last.id
    onProgress(checked)
  }
  return {
    checked,
    touched,
    difference: touched.reduce((sum, one) => sum + one.difference, 0),
    fineDifference: touched.reduce((sum, one) => sum + one.fineDifference, 0),
    paid: touched.filter(({ bill }) => bill.status === 'PAID').length,
  }
}

async function compare(
  { before, after, today }: { before: RateTables; after: RateTables; today: string },
  bill: Bill,
  reader: ImpactReader,
): Promise<TouchedBill | undefined> {
  const totalBy = await findTotals(bill, reader)
  if (!totalBy) return undefined
  const dueBy = (tables: RateTables) =>
    // The plan of a project says when it pays, no table.
    bill.segment === 'JAKON'
      ? bill.effectiveDueDate
      : dueDates(tables, { segment: bill.segment, period: bill.period }).effectiveDueDate
  const fineBy = (tables: RateTables) =>
    bill.status === 'PAID' ? 0 : fineOf(tables, bill, today).fineTotal
  const difference = totalBy(after) - totalBy(before)
  const fineDifference = fineBy(after) - fineBy(before)
  const dueDate = dueBy(after)
  const moved = dueDate !== dueBy(before)
  if (difference === 0 && fineDifference === 0 && !moved) return undefined
  return { bill, difference, fineDifference, ...(moved && { dueDate }) }
}

/** How a bill's total comes about again; nothing when what it was made from is not here. */
async function findTotals(
  bill: Bill,
  reader: ImpactReader,
): Promise<((tables: RateTables) => number) | undefined> {
  const { basis, period } = bill
  if (basis) return (tables) => assessBasis(tables, basis, period).total
  return isEmployerBill(bill) ? findEmployerTotals(bill, reader) : undefined
}

async function findEmployerTotals(
  bill: EmployerBill,
  reader: ImpactReader,
): Promise<((tables: RateTables) => number) | undefined> {
  const employer = await reader.employer(bill.employerId)
  if (!employer) return undefined
  const wages = new Map((await reader.linesOf(bill.id)).map((line) => [line.membershipId, line]))
  const workers = (await reader.memberships(bill.employerId)).flatMap((membership) => {
    const line = wages.get(membership.id)
    return line ? [{ ...membership, wage: line.wage }] : []
  })
  const terms = { ...employer, riskLevel: bill.riskLevel, programmes: bill.programmes }
  return (tables) => assessEmployer(tables, terms, workers, bill.period).total
}
