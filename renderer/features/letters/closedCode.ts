import type { RuleCode, RuleDetail } from '#shared/commands/ruleCodes'
import type { PaymentCode } from '#shared/model/paymentCode'

/** Why nothing is printed any more for a code that is no longer alive. */
export function closedCodeRefusal(code: PaymentCode): { code: RuleCode; detail: RuleDetail } {
  switch (code.status) {
    case 'PAID':
      return { code: 'LETTER_PAID', detail: { code: code.code, paidOn: code.paidOn ?? null } }
    case 'CANCELLED':
      return { code: 'CODE_CANCELLED', detail: { code: code.code } }
    case 'EXPIRED':
    case 'ACTIVE':
      return { code: 'CODE_EXPIRED', detail: { code: code.code, validUntil: code.validUntil } }
  }
}

/** Why nothing is printed for a code that the server did not get in time. */
export function lapsedRefusal(code: PaymentCode): { code: RuleCode; detail: RuleDetail } {
  const until = code.provisional?.until ?? code.validUntil
  return { code: 'CODE_TOO_LATE', detail: { code: code.code, until } }
}
