import { z } from 'zod'
import { Id, IsoDate, Rupiah } from '../../model/common'
import type { PaymentCode } from '../../model/paymentCode'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'

/**
 * Money that came in through a code: consumes the code and settles its bills in one step. Only
 * the server says so. The value date is the bank's; it decides whether the code was still valid.
 */
export const recordPayment = defineCommand({
  name: 'payment.record',
  version: 1,
  roles: matrix['payment.record'],
  args: z.object({
    paymentId: Id,
    code: z.string().regex(/^\d{12}$/),
    amount: Rupiah,
    valueDate: IsoDate,
    channel: z.string().max(60),
    bankReference: z.string().max(60),
  }),
  async handler(tx, args, ctx) {
    const [code] = await tx.list('paymentCode', 'code', [args.code])
    assertPayable(code, args.code, args.valueDate)
    if (args.amount !== code.amount) {
      throw new RuleViolation('WRONG_AMOUNT', { expected: code.amount, actual: args.amount })
    }
    const { liveBillIds: _freed, ...rest } = code
    await tx.put('paymentCode', { ...rest, status: 'PAID', paidOn: args.valueDate })
    for (const part of code.parts) {
      const bill = await tx.get('bill', part.billId)
      if (!bill) throw new RuleViolation('BILL_NOT_FOUND', { billId: part.billId })
      await tx.put('bill', {
        ...bill,
        status: 'PAID',
        paidPrincipal: bill.paidPrincipal + part.principal,
        finePaid: part.fine,
        settledOn: args.valueDate,
      })
    }
    await tx.put('payment', {
      id: args.paymentId,
      branchId: ctx.branchId,
      employerId: code.employerId,
      paymentCodeId: code.id,
      code: code.code,
      amount: args.amount,
      valueDate: args.valueDate,
      channel: args.channel,
      bankReference: args.bankReference,
      recorded: stampOf(ctx),
    })
  },
})

function assertPayable(
  code: PaymentCode | undefined,
  text: string,
  valueDate: string,
): asserts code is PaymentCode {
  if (!code) throw new RuleViolation('CODE_NOT_FOUND', { code: text })
  if (code.status === 'PAID') {
    throw new RuleViolation('CODE_PAID', { code: text, paidOn: code.paidOn ?? null })
  }
  if (code.status === 'CANCELLED') throw new RuleViolation('CODE_CANCELLED', { code: text })
  if (code.status === 'EXPIRED' || valueDate > code.validUntil) {
    throw new RuleViolation('CODE_EXPIRED', { code: text, validUntil: code.validUntil })
  }
}
