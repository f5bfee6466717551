import { z } from 'zod'
import { Id, IsoDate } from '../../model/common'
import { EmployerProfile, taxKeyOf } from '../../model/employer'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { dayOf } from '../reservations/liveReservation'
import { reserve } from '../reservations/takeReservation'
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
    /** Registered without a network: the right to issue codes goes to the registering device. */
    reserve: z.object({ reservationId: Id, until: IsoDate }).optional(),
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
    // In one step with the employer: nobody can know it and not know who may issue for it.
    const { employerId, reserve: right } = args
    if (right && right.until >= dayOf(ctx)) {
      await reserve(tx, { ...right, employerId, origin: 'REGISTRATION' }, ctx)
    }
  },
})
