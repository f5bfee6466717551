import type { RateTables } from '../../domain/rates/rateTables'
import type { Bill } from '../../model/bill'
import type { Ctx } from '../definition'
import { RuleViolation } from '../ruleCodes'
import type { Tx } from '../tx'
import { positionOf } from './position'

/**
 * No code for months of the self-employed that are not charged any more: more than three of them
 * have ended the membership.
 * @throws RuleViolation BPU_ENDED
 */
export async function assertStillOwed(
  tx: Tx,
  tables: RateTables,
  bills: readonly Bill[],
  ctx: Ctx,
): Promise<void> {
  const oldest = bills.find(({ segment }) => segment === 'BPU')
  if (!oldest) return
  const member = await tx.get('bpuMember', oldest.employerId)
  if (!member) throw new RuleViolation('EMPLOYER_NOT_FOUND', { employerId: oldest.employerId })
  const all = await tx.list('bill', 'employerId', [member.id])
  const { ended, unpaid } = positionOf(tables, member, all, ctx.today)
  if (!ended || bills.every(({ period }) => period >= ctx.today.slice(0, 7))) return
  throw new RuleViolation('BPU_ENDED', { fullName: member.fullName, unpaid: unpaid.length })
}
