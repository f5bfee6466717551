import { z } from 'zod'
import { Id } from '../../model/common'
import { EmployerProfile, taxKeyOf } from '../../model/employer'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'

/** Form F1: a new employer. Refused when its NPWP and division are already registered. */
export const registerEmployer = defineCommand({
  name: 'employer.register',
  version: 1,
  roles: matrix['employer.register'],
  args: z.object({
    employerId: Id,
    profile: EmployerProfile,
    acceptedFindings: z.array(z.string().max(60)).max(50),
  }),
  async handler(tx, args, ctx) {
    if (await tx.get('employer', args.employerId)) throw new RuleViolation('ROW_EXISTS')
    const taxKey = taxKeyOf(args.profile)
    if (taxKey) {
      const [other] = await tx.list('employer', 'taxKey', [taxKey])
      if (other) {
        throw new RuleViolation('NPWP_TAKEN', {
          employerId: other.id,
          legalName: other.legalName,
          registeredBy: other.registered.name,
          registeredAt: other.registered.at,
        })
      }
    }
    await tx.put('employer', {
      ...args.profile,
      id: args.employerId,
      branchId: ctx.branchId,
      ...(taxKey && { taxKey }),
      status: 'ACTIVE',
      acceptedFindings: args.acceptedFindings,
      workerCount: 0,
      registered: stampOf(ctx),
    })
  },
})
