import { z } from 'zod'
import { Id } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import { assertUnpaid } from './assertUnpaid'

/** One print on paper. Refused once the bill is paid, with the date. */
export const recordPrint = defineCommand({
  name: 'letter.recordPrint',
  version: 1,
  roles: matrix['letter.print'],
  args: z.object({ letterId: Id }),
  async handler(tx, { letterId }, ctx) {
    const letter = await tx.get('letter', letterId)
    if (!letter) throw new RuleViolation('LETTER_NOT_FOUND', { letterId })
    const code = await tx.get('paymentCode', letter.paymentCodeId)
    if (!code) throw new RuleViolation('CODE_NOT_FOUND', { codeId: letter.paymentCodeId })
    if (ctx.today > code.validUntil && code.status === 'ACTIVE') {
      throw new RuleViolation('CODE_EXPIRED', { code: code.code, validUntil: code.validUntil })
    }
    assertUnpaid(code)
    await tx.put('letter', { ...letter, prints: [...letter.prints, stampOf(ctx)] })
  },
})
