import { addMonths, type Period } from '../calendar/period'
import { type Rupiah, sumRupiah } from '../money'
import type { PaymentRoute } from '../programmes'
import type { RateTables } from '../rates/rateTables'
import { assessBpu, type BpuAssessment, type BpuQuestion } from './assessBpu'

export interface BpuMonths {
  months: BpuAssessment[]
  /** Total of each month, in the order asked for. */
  perMonth: Rupiah[]
  total: Rupiah
}

/**
 * Several months paid at once: each at the price of its own month, reliefs included.
 * @throws RangeError as `assessBpu`, without periods, or when a period is named twice
 */
export function assessBpuMonths(
  tables: RateTables,
  question: Omit<BpuQuestion, 'period'> & { periods: readonly Period[] },
): BpuMonths {
  const { periods, ...rest } = question
  if (periods.length === 0) throw new RangeError('no month to pay for')
  if (new Set(periods).size !== periods.length) throw new RangeError('a month is paid for twice')
  const months = periods.map((period) => assessBpu(tables, { ...rest, period }))
  const perMonth = months.map((month) => month.total)
  return { months, perMonth, total: sumRupiah(perMonth) }
}

/** The periods of a prepayment: `count` months from `first` on. */
export function prepaidPeriods(first: Period, count: number): Period[] {
  if (!Number.isInteger(count) || count < 1)
    throw new RangeError(`not a number of months: ${count}`)
  return Array.from({ length: count }, (_, i) => addMonths(first, i))
}

export interface GroupMember extends Omit<BpuQuestion, 'period' | 'route'> {
  id: string
}

export interface GroupAssessment {
  period: Period
  route: PaymentRoute
  members: Array<{ id: string; assessment: BpuAssessment }>
  memberCount: number
  jkk: Rupiah
  jkm: Rupiah
  jht: Rupiah
  total: Rupiah
  ruleIds: string[]
}

/**
 * The bill of one payer for many self-employed: a group (wadah), a donor for vulnerable workers,
 * or a public budget, which excludes the reliefs of PP 50/2025 Art. 3.
 * @throws RangeError as `assessBpu`, and when a member is listed twice
 */
export function assessBpuGroup(
  tables: RateTables,
  question: { period: Period; route: PaymentRoute; members: readonly GroupMember[] },
): GroupAssessment {
  const { period, route } = question
  if (new Set(question.members.map((member) => member.id)).size !== question.members.length) {
    throw new RangeError('a member is listed twice')
  }
  const members = question.members.map(({ id, ...member }) => ({
    id,
    assessment: assessBpu(tables, { ...member, period, route }),
  }))
  const column = (pick: (one: BpuAssessment) => Rupiah) =>
    sumRupiah(members.map(({ assessment }) => pick(assessment)))
  return {
    period,
    route,
    members,
    memberCount: members.length,
    jkk: column((one) => one.jkk),
    jkm: column((one) => one.jkm),
    jht: column((one) => one.jht),
    total: column((one) => one.total),
    ruleIds: [...new Set(members.flatMap(({ assessment }) => assessment.ruleIds))].sort(),
  }
}
