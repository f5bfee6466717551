import type { BpuMember } from '../../model/bpuMember'
import type { Employer } from '../../model/employer'
import type { Project } from '../../model/project'
import { RuleViolation } from '../ruleCodes'
import type { Tx } from '../tx'

/** Whoever a bill can be made out to; `id` is what bills, codes and rights call `employerId`. */
export type Payer =
  | {
      readonly kind: 'EMPLOYER'
      readonly id: string
      readonly name: string
      readonly row: Employer
    }
  | { readonly kind: 'BPU'; readonly id: string; readonly name: string; readonly row: BpuMember }
  | { readonly kind: 'PROJECT'; readonly id: string; readonly name: string; readonly row: Project }

/** Entities whose rows are payers. An id is the id of one of them at most. */
export const payerEntities = ['employer', 'bpuMember', 'project'] as const

/** The payer with this id, if there is one. */
export async function findPayer(tx: Pick<Tx, 'get'>, id: string): Promise<Payer | undefined> {
  const employer = await tx.get('employer', id)
  if (employer) return { kind: 'EMPLOYER', id, name: employer.legalName, row: employer }
  const member = await tx.get('bpuMember', id)
  if (member) return { kind: 'BPU', id, name: member.fullName, row: member }
  const project = await tx.get('project', id)
  return project && { kind: 'PROJECT', id, name: project.projectName, row: project }
}

/** @throws RuleViolation when it does not exist or takes part no more */
export async function getActivePayer(tx: Tx, id: string): Promise<Payer> {
  const payer = await findPayer(tx, id)
  if (!payer) throw new RuleViolation('EMPLOYER_NOT_FOUND', { employerId: id })
  if (payer.kind !== 'PROJECT' && payer.row.status !== 'ACTIVE') {
    throw new RuleViolation('EMPLOYER_INACTIVE', { legalName: payer.name })
  }
  return payer
}
