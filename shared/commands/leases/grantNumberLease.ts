import { z } from 'zod'
import { Id } from '../../model/common'
import { NumberLease } from '../../model/numberLease'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'

/** Gives a device a block of serials. The server draws it from the free ones; never twice. */
export const grantNumberLease = defineCommand({
  name: 'numberLease.grant',
  version: 1,
  roles: matrix['numberLease.grant'],
  args: z
    .object({
      leaseId: Id,
      deviceId: z.string().min(1).max(80),
      kind: NumberLease.shape.kind,
      from: z.number().int().min(0).max(9_999_999),
      to: z.number().int().min(0).max(9_999_999),
    })
    .refine(({ from, to }) => from <= to, 'from after to'),
  async handler(tx, args, ctx) {
    if (await tx.get('numberLease', args.leaseId)) throw new RuleViolation('ROW_EXISTS')
    await tx.put('numberLease', {
      id: args.leaseId,
      branchId: ctx.branchId,
      kind: args.kind,
      deviceId: args.deviceId,
      from: args.from,
      to: args.to,
      next: args.from,
      leasedAt: ctx.occurredAt,
    })
  },
})
