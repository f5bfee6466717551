import { z } from 'zod'
import { Id, IsoDate, Rupiah } from '../../model/common'
import { Letter } from '../../model/letter'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'
import { assertUnpaid } from './assertUnpaid'

/** Puts a letter or statement on record with the figures that its paper shows. */
export const createLetter = defineCommand({
  name: 'letter.create',
  version: 1,
  roles: matrix['letter.draft'],
  args: z.object({
    letterId: Id,
    kind: Letter.shape.kind,
    paymentCodeId: Id,
    asOf: IsoDate,
    expected: z.object({ principal: Rupiah, fine: Rupiah, total: Rupiah }),
  }),
  async handler(tx, args, ctx) {
    const code = await tx.get('paymentCode', args.paymentCodeId)
    if (!code) throw new RuleViolation('CODE_NOT_FOUND', { codeId: args.paymentCodeId })
    assertUnpaid(code)
    if (args.kind === 'BILLING_LETTER' && !(await isOfEmployer(tx, code.employerId))) {
      throw new RuleViolation('LETTER_FOR_EMPLOYERS')
    }
    const { principal, fine, amount } = code
    const { expected } = args
    if (principal !== expected.principal || fine !== expected.fine || amount !== expected.total) {
      throw new RuleViolation('AMOUNT_CHANGED', { expected: expected.total, actual: amount })
    }
    if (await tx.get('letter', args.letterId)) throw new RuleViolation('ROW_EXISTS')
    await tx.put('letter', {
      id: args.letterId,
      branchId: ctx.branchId,
      kind: args.kind,
      status: 'DRAFT',
      employerId: code.employerId,
      paymentCodeId: code.id,
      billIds: code.billIds,
      asOf: args.asOf,
      principal,
      fine,
      total: amount,
      created: stampOf(ctx),
      prints: [],
    })
  },
})

/** A billing letter speaks of an employer's arrears and fines; the others get a statement. */
async function isOfEmployer(tx: Tx, payerId: string): Promise<boolean> {
  return (await tx.get('employer', payerId)) !== undefined
}
