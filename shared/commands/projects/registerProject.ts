import { z } from 'zod'
import { Id, IsoDate } from '../../model/common'
import { contractKeyOf, ProjectProfile } from '../../model/project'
import { matrix } from '../../permissions/matrix'
import { assessPlan } from '../bills/assessBasis'
import { defineCommand } from '../definition'
import { tablesInForce } from '../rates/tablesInForce'
import { dayOf } from '../reservations/liveReservation'
import { reserve } from '../reservations/takeReservation'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'

/** Form F1 Jakon: a construction project. The contract of a contractor is registered once. */
export const registerProject = defineCommand({
  name: 'project.register',
  version: 1,
  roles: matrix['project.register'],
  args: z.object({
    projectId: Id,
    profile: ProjectProfile,
    acceptedFindings: z.array(z.string().max(60)).max(50),
    /** Registered without a network: the right to issue codes goes to the registering device. */
    reserve: z.object({ reservationId: Id, until: IsoDate }).optional(),
  }),
  async handler(tx, { projectId, profile, acceptedFindings, reserve: right }, ctx) {
    if (await tx.get('project', projectId)) throw new RuleViolation('ROW_EXISTS')
    const { contractorId } = profile
    if (contractorId !== undefined && !(await tx.get('employer', contractorId))) {
      throw new RuleViolation('EMPLOYER_NOT_FOUND', { employerId: contractorId })
    }
    const contractKey = contractKeyOf(profile)
    const [existing] = await tx.list('project', 'contractKey', [contractKey])
    if (existing) {
      throw new RuleViolation('CONTRACT_TAKEN', {
        projectId: existing.id,
        contractNo: existing.contractNo,
        projectName: existing.projectName,
        registeredBy: existing.registered.name,
      })
    }
    await assertPlan(tx, profile)
    await tx.put('project', {
      ...profile,
      id: projectId,
      branchId: ctx.branchId,
      contractKey,
      acceptedFindings,
      registered: stampOf(ctx),
    })
    if (right && right.until >= dayOf(ctx)) {
      await reserve(tx, { ...right, employerId: projectId, origin: 'REGISTRATION' }, ctx)
    }
  },
})

/** A contract must be billable by its plan; a project by wages has none. */
async function assertPlan(tx: Tx, profile: ProjectProfile): Promise<void> {
  const { method, terms, contractValue: value, startDate, endDate } = profile
  if (endDate <= startDate) {
    throw new RuleViolation('PLAN_INVALID', { message: 'endDate' })
  }
  if (method === 'WAGE') {
    if (terms.length > 0) throw new RuleViolation('PLAN_INVALID', { message: 'terms' })
    return
  }
  try {
    assessPlan(await tablesInForce(tx), { ...profile, value }, terms)
  } catch (error) {
    if (!(error instanceof RangeError)) throw error
    throw new RuleViolation('PLAN_INVALID', { message: error.message })
  }
}
