import type { PaymentCode } from '../../model/paymentCode'
import type { Ctx } from '../definition'
import { dayOf } from '../reservations/liveReservation'
import type { Tx } from '../tx'

/** The code under which a bill can be paid now, if there is one. */
export async function findLiveCode(tx: Tx, billId: string): Promise<PaymentCode | undefined> {
  const [code] = await tx.list('paymentCode', 'liveBillIds', [billId])
  return code
}

/**
 * Closes the bill's code when its last day has passed. Done wherever a code is looked at, since
 * otherwise the unique index would stand in the way of the successor.
 */
export async function expireOutdatedCodes(tx: Tx, billId: string, ctx: Ctx): Promise<void> {
  const code = await findLiveCode(tx, billId)
  // By the clock that decides, not by the claim: a clock ahead must not end a code that lives.
  if (!code || code.validUntil >= dayOf(ctx)) return
  await closeCode(tx, code, { status: 'EXPIRED' })
}

/** Ends a code's life; its bills go back to "no code". A closed code never comes back. */
export async function closeCode(
  tx: Tx,
  code: PaymentCode,
  end: Pick<PaymentCode, 'status' | 'cancelled'>,
): Promise<void> {
  const { liveBillIds: _freed, ...rest } = code
  await tx.put('paymentCode', { ...rest, ...end })
  for (const billId of code.billIds) {
    const bill = await tx.get('bill', billId)
    if (bill?.status === 'CODE_ISSUED') await tx.put('bill', { ...bill, status: 'FINALIZED' })
  }
}
