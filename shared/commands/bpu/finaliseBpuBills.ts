import { z } from 'zod'
import { bpuAdvance, type BpuPosition } from '../../domain/billing/bpuSequence'
import { dueDates } from '../../domain/billing/dueDate'
import { prepaidPeriods } from '../../domain/contributions/assessBpuMonths'
import { billIdOf, type Bill } from '../../model/bill'
import type { BpuMember } from '../../model/bpuMember'
import { Id, PeriodText, Rupiah } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { assessBasis } from '../bills/assessBasis'
import { assertUnbilled, putBasisBill } from '../bills/putBill'
import { expireOutdatedCodes, findLiveCode } from '../codes/liveCode'
import { defineCommand, type Ctx } from '../definition'
import { tablesInForce } from '../rates/tablesInForce'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'
import type { Tx } from '../tx'
import { basisOf, positionOf } from './position'

/**
 * Freezes one to twelve months of a self-employed member, each at its own price. Months follow one
 * another without a gap from the first one owed, up to twelve months ahead. After more than three
 * unpaid months the membership begins again with this month, and the old months are dropped.
 */
export const finaliseBpuBills = defineCommand({
  name: 'bpu.finalise',
  version: 1,
  roles: matrix['bill.finalise'],
  args: z.object({
    memberId: Id,
    firstPeriod: PeriodText,
    months: z.number().int().min(1).max(bpuAdvance.mostMonths),
    /** Whether the officer saw that the membership begins again. */
    returning: z.boolean(),
    expected: z.object({ total: Rupiah }),
  }),
  async handler(tx, { memberId, firstPeriod, months, returning, expected }, ctx) {
    const found = await tx.get('bpuMember', memberId)
    if (!found) throw new RuleViolation('EMPLOYER_NOT_FOUND', { employerId: memberId })
    if (found.status !== 'ACTIVE') {
      throw new RuleViolation('EMPLOYER_INACTIVE', { legalName: found.fullName })
    }
    const tables = await tablesInForce(tx)
    const bills = await tx.list('bill', 'employerId', [memberId])
    const position = positionOf(tables, found, bills, ctx.today)
    if (position.ended !== returning) {
      throw new RuleViolation('BPU_STANDING_CHANGED', { unpaid: position.unpaid.length })
    }
    const periods = prepaidPeriods(firstPeriod, months)
    if (firstPeriod !== position.firstOpen) await refuseOrder(tx, found, firstPeriod, position)
    const beyond = periods.find((period) => period > position.last)
    if (beyond) throw new RuleViolation('PERIOD_IN_FUTURE', { period: beyond })
    const member = returning ? await beginAgain(tx, found, bills, ctx) : found
    const basis = basisOf(member)
    const made = periods.map((period) => ({
      period,
      assessment: assessBasis(tables, basis, period),
    }))
    const total = made.reduce((sum, { assessment }) => sum + assessment.total, 0)
    if (total !== expected.total) {
      throw new RuleViolation('AMOUNT_CHANGED', { expected: expected.total, actual: total })
    }
    for (const { period, assessment } of made) {
      const liveKey = billIdOf(memberId, period)
      await assertUnbilled(tx, liveKey, period)
      await putBasisBill(
        tx,
        {
          payerId: memberId,
          liveKey,
          period,
          kind: 'MONTHLY',
          basis,
          assessment,
          workerCount: 1,
          wageTotal: member.monthlyIncome,
          due: dueDates(tables, { segment: 'BPU', period }),
        },
        ctx,
      )
    }
  },
})

/** Why a month cannot be the first: it is billed, or it is not its turn. */
async function refuseOrder(
  tx: Tx,
  member: BpuMember,
  period: string,
  { firstOpen }: BpuPosition,
): Promise<never> {
  await assertUnbilled(tx, billIdOf(member.id, period), period)
  if (period < member.countsFrom) {
    throw new RuleViolation('PERIOD_BEFORE_START', { period, startPeriod: member.countsFrom })
  }
  throw new RuleViolation('BPU_MONTH_SKIPPED', { period, firstOpen })
}

/** Old unpaid months are not charged any more; their bills are cancelled, not lost. */
async function beginAgain(
  tx: Tx,
  member: BpuMember,
  bills: readonly Bill[],
  ctx: Ctx,
): Promise<BpuMember> {
  const current = ctx.today.slice(0, 7)
  for (const old of bills) {
    if (old.period >= current || !isUnpaid(old)) continue
    await expireOutdatedCodes(tx, old.id, ctx)
    const code = await findLiveCode(tx, old.id)
    if (code) {
      throw new RuleViolation('HAS_LIVE_CODE', {
        code: code.code,
        validUntil: code.validUntil,
        issuedBy: code.issued.name,
        period: old.period,
      })
    }
    const { liveKey: _freed, ...rest } = (await tx.get('bill', old.id)) ?? old
    const reason = 'Kepesertaan berakhir karena menunggak lebih dari tiga bulan'
    await tx.put('bill', { ...rest, status: 'CANCELLED', cancelled: { ...stampOf(ctx), reason } })
  }
  const again = {
    ...member,
    countsFrom: current,
    returns: [...member.returns, { ...stampOf(ctx), period: current }].slice(-100),
  }
  await tx.put('bpuMember', again)
  return again
}

function isUnpaid({ status }: Bill): boolean {
  return status === 'FINALIZED' || status === 'CODE_ISSUED' || status === 'PARTIALLY_PAID'
}
