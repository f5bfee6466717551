import { isRealDate, type LocalDate } from '../calendar/localDate'
import type { Rupiah } from '../money'

/** What a payment code promised to settle of one bill. */
export interface CodedPart {
  billId: string
  principal: Rupiah
  fine: Rupiah
}

/** Money of a payer; immutable. A reversal is a receipt of its own with a negative amount. */
export interface Receipt {
  id: string
  /** The bank's date, not the day of entry. */
  valueDate: LocalDate
  /** Order of entry; decides between receipts of one day. */
  sequence: number
  amount: Rupiah
  /** Parts of the code it was paid with. */
  parts?: readonly CodedPart[] | undefined
  /** Id of the receipt that this one takes back, wholly or in part. */
  reverses?: string | undefined
}

/** A receipt after its reversals, in the order in which money is used. */
export interface EffectiveReceipt {
  id: string
  valueDate: LocalDate
  amount: Rupiah
  /** Only while the amount is exactly what the code asked for. */
  parts?: readonly CodedPart[]
}

/**
 * The receipts that count on a day: later ones left out, reversals taken off what they take back
 * (money that went back was never settled with), ordered by value date, then entry.
 * @throws RangeError when a reversal takes back nothing known, or more than there was
 */
export function effectiveReceipts(
  receipts: readonly Receipt[],
  asOf: LocalDate,
): EffectiveReceipt[] {
  const byId = new Map(receipts.map((receipt) => [receipt.id, receipt]))
  if (byId.size !== receipts.length) throw new RangeError('two receipts share an id')
  const left = new Map<string, Rupiah>()
  for (const receipt of receipts) {
    assertReceipt(receipt)
    if (receipt.reverses === undefined && receipt.valueDate <= asOf) {
      left.set(receipt.id, receipt.amount)
    }
  }
  for (const { id, reverses, amount, valueDate } of receipts) {
    if (reverses === undefined || valueDate > asOf) continue
    const before = left.get(reverses)
    if (before === undefined) throw new RangeError(`reversal ${id} takes back no known receipt`)
    if (before + amount < 0) throw new RangeError(`reversal ${id} takes back more than there was`)
    left.set(reverses, before + amount)
  }
  return receipts
    .filter((receipt) => (left.get(receipt.id) ?? 0) > 0)
    .sort(inOrder)
    .map(({ id, valueDate, parts }) => {
      const amount = left.get(id) ?? 0
      const promised = parts?.reduce((sum, part) => sum + part.principal + part.fine, 0)
      return { id, valueDate, amount, ...(promised === amount && { parts }) }
    })
}

function assertReceipt({ id, amount, valueDate, reverses }: Receipt): void {
  if (!Number.isSafeInteger(amount)) throw new RangeError(`receipt ${id} is no whole amount`)
  if (!isRealDate(valueDate)) throw new RangeError(`receipt ${id} has no date`)
  if (reverses === undefined ? amount < 0 : amount > 0) {
    throw new RangeError(`receipt ${id} has the wrong sign`)
  }
}

function inOrder(a: Receipt, b: Receipt): number {
  if (a.valueDate !== b.valueDate) return a.valueDate < b.valueDate ? -1 : 1
  if (a.sequence !== b.sequence) return a.sequence - b.sequence
  return a.id < b.id ? -1 : 1
}
