import { formatPaymentCode } from '#shared/domain/codes/paymentCode'
import type { PaymentCode } from '#shared/model/paymentCode'

/** True while a bank would take money for the code. */
export function isLiveCode(code: PaymentCode, today: string): boolean {
  return code.status === 'ACTIVE' && today <= code.validUntil
}

/** 1516 0000 4122 */
export const codeText = formatPaymentCode
