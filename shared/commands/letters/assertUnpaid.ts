import type { PaymentCode } from '../../model/paymentCode'
import { RuleViolation } from '../ruleCodes'

/** Nothing is printed for what is paid, nor with a code that nobody can pay with any more. */
export function assertUnpaid(code: PaymentCode): void {
  switch (code.status) {
    case 'ACTIVE':
      return
    case 'PAID':
      throw new RuleViolation('LETTER_PAID', { code: code.code, paidOn: code.paidOn ?? null })
    case 'EXPIRED':
      throw new RuleViolation('CODE_EXPIRED', { code: code.code, validUntil: code.validUntil })
    case 'CANCELLED':
      throw new RuleViolation('CODE_CANCELLED', { code: code.code })
  }
}
