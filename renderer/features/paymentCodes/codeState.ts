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

/** 1516 0000 4122 */
export const codeText = formatPaymentCode
