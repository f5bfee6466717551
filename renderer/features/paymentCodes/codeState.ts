import { formatPaymentCode } from '#shared/domain/codes/paymentCode'
import type { Bill } from '#shared/model/bill'
import type { PaymentCode } from '#shared/model/paymentCode'

/** True while a bank would take money for the code. */
export function isLiveCode(code: PaymentCode, today: string): boolean {
  return code.status === 'ACTIVE' && today <= code.validUntil
}

/** True when the bill is owed and no code is out under which it could be paid. */
export function needsCode(bill: Bill, codes: readonly PaymentCode[], today: string): boolean {
  if (bill.status === 'FINALIZED' || bill.status === 'PARTIALLY_PAID') return true
  if (bill.status !== 'CODE_ISSUED') return false
  return !codes.some((code) => code.billIds.includes(bill.id) && isLiveCode(code, today))
}

/**
 * How a code stands that is still open here. `active`: the server has it. `provisional`: handed out
 * under this device's right, until its paper's last day. `lapsed`: that day has passed and the
 * server still has not heard of it. `requested`: a question to the server; nobody may see it yet.
 */
export type CodeStanding = 'active' | 'provisional' | 'lapsed' | 'requested'

/** @param confirmed whether the server has the code */
export function codeStanding(code: PaymentCode, confirmed: boolean, today: string): CodeStanding {
  if (confirmed) return 'active'
  if (!code.provisional) return 'requested'
  return today <= code.provisional.until ? 'provisional' : 'lapsed'
}

/** Last day that screen and paper may promise. */
export function promisedUntil(code: PaymentCode, confirmed: boolean): string {
  return confirmed ? code.validUntil : (code.provisional?.until ?? code.validUntil)
}

/** 1516 0000 4122 */
export const codeText = formatPaymentCode
