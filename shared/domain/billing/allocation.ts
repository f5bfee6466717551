import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import type { TraceStep } from '../contributions/trace'
import { type Rupiah, sumRupiah } from '../money'
import type { Instalment } from './instalments'
import { type EffectiveReceipt, effectiveReceipts, type Receipt } from './receipts'

export { type CodedPart, type Receipt } from './receipts'

/** An obligation that money can settle; all of one payer. */
export interface AllocationBill {
  id: string
  period: Period
  /** Without fine, whole rupiah ≥ 0. */
  principal: Rupiah
  /** Money is not used for the bill before this day; default: it exists from the beginning. */
  finalisedOn?: LocalDate | undefined
}

/**
 * The fine of a bill as it stands on `asOf`, given what was paid on its principal.
 * Once the principal is complete it is asked for once, on that day, and frozen.
 */
export type FineOf = (
  bill: AllocationBill,
  state: { asOf: LocalDate; instalments: readonly Instalment[] },
) => Rupiah

/** Where a rupiah went. */
export interface AllocationEntry {
  receiptId: string
  billId: string
  kind: 'PRINCIPAL' | 'FINE'
  amount: Rupiah
  /** Day from which it counts: the value date, or the day a later bill was finalised. */
  on: LocalDate
}

export interface AllocatedBill {
  id: string
  period: Period
  principal: Rupiah
  principalPaid: Rupiah
  /** Frozen when the principal is settled, else as it stands on the day asked for. */
  fine: Rupiah
  finePaid: Rupiah
  /** `PAID` as soon as the principal is complete; a fine may still be open. */
  status: 'FINALIZED' | 'PARTIALLY_PAID' | 'PAID'
  /** Day of the payment that completed the principal. */
  settledOn?: LocalDate
  instalments: Instalment[]
}

export interface Allocation {
  /** Oldest period first. */
  bills: AllocatedBill[]
  entries: AllocationEntry[]
  /** Money without a bill (IBR): waits for the next one. */
  creditBalance: Rupiah
  /** Which receipts the credit comes from. */
  creditByReceipt: Array<{ receiptId: string; amount: Rupiah }>
  trace: TraceStep[]
}

/**
 * Distributes a payer's money anew from the beginning: principal of the oldest period first; once no
 * principal is open, fines, oldest first; the rest is credit for the next bill. Money paid through
 * a code settles exactly what the code lists. The same receipts always give the same result, in
 * whatever order they are handed over (Perdir 22/PERDIR.02/072022: in sequence, month by month).
 * @throws RangeError for amounts that make no sense or ids used twice
 */
export function allocate(question: {
  bills: readonly AllocationBill[]
  receipts: readonly Receipt[]
  asOf: LocalDate
  fineOf: FineOf
}): Allocation {
  const { receipts, asOf, fineOf } = question
  const accounts = openAccounts(question.bills, asOf)
  const run: Run = { accounts, asOf, fineOf, entries: [], pool: [] }
  const money = effectiveReceipts(receipts, asOf)
  for (const day of daysOf(accounts, money)) {
    for (const receipt of money) if (receipt.valueDate === day) take(run, receipt)
    spend(run, day)
  }
  const bills = accounts.map((account) => closed(run, account))
  const credit = run.pool.filter(({ left }) => left > 0)
  return {
    bills,
    entries: run.entries,
    creditBalance: sumRupiah(credit.map(({ left }) => left)),
    creditByReceipt: credit.map(({ receiptId, left }) => ({ receiptId, amount: left })),
    trace: traceOf(run, credit),
  }
}

interface Account {
  bill: AllocationBill
  from: LocalDate
  principalPaid: Rupiah
  finePaid: Rupiah
  instalments: Instalment[]
  settledOn?: LocalDate
  /** Known once settled. */
  fine?: Rupiah
}

interface Run {
  accounts: Account[]
  asOf: LocalDate
  fineOf: FineOf
  entries: AllocationEntry[]
  /** Money not used yet, first in first out. */
  pool: Array<{ receiptId: string; left: Rupiah }>
}

function openAccounts(bills: readonly AllocationBill[], asOf: LocalDate): Account[] {
  if (new Set(bills.map((bill) => bill.id)).size !== bills.length) {
    throw new RangeError('two bills share an id')
  }
  return [...bills]
    .sort((a, b) => (a.period === b.period ? compare(a.id, b.id) : compare(a.period, b.period)))
    .map((bill) => {
      if (!Number.isSafeInteger(bill.principal) || bill.principal < 0) {
        throw new RangeError(`bill ${bill.id} has no whole principal`)
      }
      const from = bill.finalisedOn ?? ''
      const account = { bill, from, principalPaid: 0, finePaid: 0, instalments: [] }
      // Nothing to pay is paid from the first day.
      return bill.principal === 0
        ? { ...account, settledOn: bill.finalisedOn ?? asOf, fine: 0 }
        : account
    })
}

/** Days on which something happens: money arrives, or a bill appears that credit can be used for. */
function daysOf(accounts: readonly Account[], money: readonly EffectiveReceipt[]): LocalDate[] {
  const first = money[0]?.valueDate
  if (first === undefined) return []
  const days = new Set(money.map((receipt) => receipt.valueDate))
  const asked = accounts.map((account) => account.from).filter((day) => day > first)
  for (const day of asked) days.add(day)
  return [...days].sort()
}

/** A code settles its own bills; what they no longer take, and all other money, goes to the pool. */
function take(run: Run, receipt: EffectiveReceipt): void {
  let left = receipt.amount
  for (const part of receipt.parts ?? []) {
    const account = run.accounts.find((one) => one.bill.id === part.billId)
    if (account === undefined || account.from > run.asOf) continue
    const source = { receiptId: receipt.id, left: part.principal }
    payPrincipal(run, account, source, receipt.valueDate)
    left -= part.principal - source.left
    const fine = { receiptId: receipt.id, left: part.fine }
    payFine(run, account, fine, receipt.valueDate)
    left -= part.fine - fine.left
  }
  if (left > 0) run.pool.push({ receiptId: receipt.id, left })
}

function spend(run: Run, day: LocalDate): void {
  const open = run.accounts.filter((account) => account.from <= day && account.from <= run.asOf)
  for (const account of open) {
    for (const source of run.pool) payPrincipal(run, account, source, day)
  }
  // Money is only left here when no principal is open any more.
  for (const account of open) {
    for (const source of run.pool) payFine(run, account, source, day)
  }
}

function payPrincipal(
  run: Run,
  account: Account,
  source: { receiptId: string; left: Rupiah },
  on: LocalDate,
): void {
  const { bill } = account
  const amount = Math.min(source.left, bill.principal - account.principalPaid)
  if (amount <= 0) return
  source.left -= amount
  account.principalPaid += amount
  account.instalments.push({ date: on, amount })
  run.entries.push({ receiptId: source.receiptId, billId: bill.id, kind: 'PRINCIPAL', amount, on })
  if (account.principalPaid < bill.principal) return
  account.settledOn = on
  account.fine = run.fineOf(bill, { asOf: on, instalments: account.instalments })
}

function payFine(
  run: Run,
  account: Account,
  source: { receiptId: string; left: Rupiah },
  on: LocalDate,
): void {
  if (account.fine === undefined) return
  const amount = Math.min(source.left, account.fine - account.finePaid)
  if (amount <= 0) return
  source.left -= amount
  account.finePaid += amount
  run.entries.push({
    receiptId: source.receiptId,
    billId: account.bill.id,
    kind: 'FINE',
    amount,
    on,
  })
}

function closed(run: Run, account: Account): AllocatedBill {
  const { bill, principalPaid, finePaid, instalments, settledOn } = account
  const paid = principalPaid >= bill.principal
  return {
    id: bill.id,
    period: bill.period,
    principal: bill.principal,
    principalPaid,
    fine: account.fine ?? run.fineOf(bill, { asOf: run.asOf, instalments }),
    finePaid,
    status: paid ? 'PAID' : principalPaid > 0 ? 'PARTIALLY_PAID' : 'FINALIZED',
    ...(settledOn !== undefined && { settledOn }),
    instalments,
  }
}

function traceOf(run: Run, credit: Run['pool']): TraceStep[] {
  const step = (inputs: TraceStep['inputs'], amount: Rupiah): TraceStep => ({
    step: 'ALLOCATION',
    inputs,
    ruleId: 'DESIGN-ALLOCATION',
    source: 'Perdir 22/PERDIR.02/072022: in sequence, month by month; principal before fines',
    amount,
    rounding: 'NONE',
  })
  return [
    ...run.entries.map(({ amount, ...entry }) => step({ ...entry }, amount)),
    ...credit.map(({ receiptId, left }) => step({ receiptId, kind: 'CREDIT' }, left)),
  ]
}

function compare(a: string, b: string): number {
  return a < b ? -1 : a > b ? 1 : 0
}
