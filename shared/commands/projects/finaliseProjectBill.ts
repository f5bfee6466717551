import { z } from 'zod'
import { Id, IsoDate, PeriodText, Rupiah } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { assertUnbilled, putBasisBill } from '../bills/putBill'
import { defineCommand } from '../definition'
import { tablesInForce } from '../rates/tablesInForce'
import { RuleViolation } from '../ruleCodes'
import { projectBillOf, wagePeriods } from './projectBill'

/**
 * Freezes one term of a project's contract, or one month of a project whose wages are known. Each
 * term and each month once.
 */
export const finaliseProjectBill = defineCommand({
  name: 'project.finalise',
  version: 1,
  roles: matrix['bill.finalise'],
  args: z.object({
    projectId: Id,
    part: z.union([
      z.object({ termNo: z.number().int().min(1) }),
      z.object({
        period: PeriodText,
        wages: Rupiah.min(1),
        workerCount: z.number().int().min(1).max(1_000_000),
      }),
    ]),
    expected: z.object({ total: Rupiah, effectiveDueDate: IsoDate }),
  }),
  async handler(tx, { projectId, part, expected }, ctx) {
    const project = await tx.get('project', projectId)
    if (!project) throw new RuleViolation('EMPLOYER_NOT_FOUND', { employerId: projectId })
    const bill = projectBillOf(await tablesInForce(tx), project, part)
    await assertUnbilled(tx, bill.liveKey, bill.period)
    if ('period' in part) {
      const [from, to] = wagePeriods(project, ctx.today)
      if (part.period < from || part.period > to) {
        throw new RuleViolation('OUTSIDE_PROJECT', { period: part.period, from, to })
      }
    }
    const { total } = bill.assessment
    const { effectiveDueDate } = bill.due
    if (total !== expected.total || effectiveDueDate !== expected.effectiveDueDate) {
      throw new RuleViolation('AMOUNT_CHANGED', {
        expected: expected.total,
        actual: total,
        expectedDueDate: expected.effectiveDueDate,
        actualDueDate: effectiveDueDate,
      })
    }
    await putBasisBill(tx, { payerId: projectId, ...bill }, ctx)
  },
})
