import { z } from 'zod'
import { Id } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import { closeCode } from './liveCode'

/** Withdraws a living code, with a reason; its number is never used again. */
export const cancelCode = defineCommand({
  name: 'code.cancel',
  version: 1,
  roles: matrix['code.cancel'],
  args: z.object({ codeId: Id, reason: z.string().trim().min(3).max(300) }),
  async handler(tx, { codeId, reason }, ctx) {
    const code = await tx.get('paymentCode', codeId)
    if (!code) throw new RuleViolation('CODE_NOT_FOUND', { codeId })
    if (code.status === 'PAID') {
      throw new RuleViolation('CODE_PAID', { code: code.code, paidOn: code.paidOn ?? null })
    }
    if (code.status === 'EXPIRED') {
      throw new RuleViolation('CODE_EXPIRED', { code: code.code, validUntil: code.validUntil })
    }
    if (code.status === 'CANCELLED') throw new RuleViolation('CODE_CANCELLED', { code: code.code })
    await closeCode(tx, code, { status: 'CANCELLED', cancelled: { ...stampOf(ctx), reason } })
  },
})
