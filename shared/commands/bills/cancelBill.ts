import { z } from 'zod'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import { expireOutdatedCodes, findLiveCode } from '../codes/liveCode'

/** Takes a finalised bill back, as long as no code is out and nothing was paid. */
export const cancelBill = defineCommand({
  name: 'bill.cancel',
  version: 1,
  roles: matrix['bill.cancel'],
  args: z.object({ billId: z.string(), reason: z.string().trim().min(3).max(300) }),
  async handler(tx, { billId, reason }, ctx) {
    const bill = await tx.get('bill', billId)
    if (!bill) throw new RuleViolation('BILL_NOT_FOUND', { billId })
    if (bill.status === 'CANCELLED')
      throw new RuleViolation('BILL_CANCELLED', { period: bill.period })
    if (bill.status === 'PAID' || bill.paidPrincipal > 0) {
      throw new RuleViolation('BILL_PAID', {
        period: bill.period,
        settledOn: bill.settledOn ?? null,
      })
    }
    await expireOutdatedCodes(tx, billId, ctx)
    const code = await findLiveCode(tx, billId)
    if (code) {
      throw new RuleViolation('HAS_LIVE_CODE', {
        code: code.code,
        validUntil: code.validUntil,
        issuedBy: code.issued.name,
        period: bill.period,
      })
    }
    const { liveKey: _freed, ...rest } = bill
    await tx.put('bill', {
      ...rest,
      status: 'CANCELLED',
      cancelled: { ...stampOf(ctx), reason },
    })
  },
})
