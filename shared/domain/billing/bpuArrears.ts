import { nextPeriod, type Period, previousPeriod } from '../calendar/period'
import { assessBpu, type BpuQuestion } from '../contributions/assessBpu'
import type { TraceStep } from '../contributions/trace'
import { type Rupiah, sumRupiah } from '../money'
import { getEffective, getNewest } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'

export type BpuStatus = 'ACTIVE' | 'ENDED' | 'INACTIVE'

export interface BpuStanding {
  /** Consecutive months that can still be billed; 0 once the membership has ended. */
  billableMonths: number
  /** `INACTIVE` instead of `ENDED` when the savings were claimed already. */
  status: BpuStatus
  trace: TraceStep[]
}

/**
 * Membership of a self-employed person in arrears: up to three months can be paid later, without a
 * fine; more than three end it, and coming back needs only the new month (Perdir
 * 22/PERDIR.02/072022, official FAQ).
 * @throws RangeError for a negative or fractional number of months
 */
export function bpuStanding(
  tables: RateTables,
  question: {
    consecutiveUnpaidMonths: number
    jhtClaimed?: boolean | undefined
    /** Month whose rule holds; default the newest. */
    period?: Period | undefined
  },
): BpuStanding {
  const { consecutiveUnpaidMonths: months, jhtClaimed = false, period } = question
  if (!Number.isInteger(months) || months < 0) throw new RangeError(`not a count: ${months}`)
  const rule =
    period === undefined
      ? getNewest(tables.bpuArrears, 'limit of arrears')
      : getEffective(tables.bpuArrears, period, 'limit of arrears')
  const ended = months > rule.afterMoreThanMonths
  const status = !ended ? 'ACTIVE' : jhtClaimed ? 'INACTIVE' : 'ENDED'
  const billableMonths = ended ? 0 : Math.min(months, rule.maxBillableMonths)
  return {
    billableMonths,
    status,
    trace: [
      {
        step: 'ARREARS_LIMIT',
        inputs: { consecutiveUnpaidMonths: months, jhtClaimed, billableMonths, status },
        ruleId: rule.id,
        source: rule.source,
        rounding: 'NONE',
      },
    ],
  }
}

/**
 * The unpaid months that directly precede `current`, oldest first: what counts as consecutive.
 * A paid month in between ends the row.
 */
export function consecutiveUnpaid(unpaid: readonly Period[], current: Period): Period[] {
  const open = new Set(unpaid)
  const row: Period[] = []
  for (let period = previousPeriod(current); open.has(period); period = previousPeriod(period)) {
    row.unshift(period)
  }
  return row
}

export interface BpuArrears extends BpuStanding {
  /** Months to pay now, each at the price of its own month; empty after the end. */
  months: Array<{ period: Period; total: Rupiah }>
  arrearsTotal: Rupiah
  /** Price of the month in which membership goes on or begins again. */
  currentMonth: Rupiah
  /** Everything to be paid to be a member in `current`. */
  payable: Rupiah
}

/** What a member in arrears pays to go on, or to come back after the end. */
export function bpuArrears(
  tables: RateTables,
  question: Omit<BpuQuestion, 'period'> & {
    unpaid: readonly Period[]
    current: Period
    jhtClaimed?: boolean | undefined
  },
): BpuArrears {
  const { unpaid, current, jhtClaimed, ...member } = question
  const row = consecutiveUnpaid(unpaid, current)
  const standing = bpuStanding(tables, {
    consecutiveUnpaidMonths: row.length,
    jhtClaimed,
    period: current,
  })
  const months = row
    .slice(row.length - standing.billableMonths)
    .map((period) => ({ period, total: assessBpu(tables, { ...member, period }).total }))
  const arrearsTotal = sumRupiah(months.map((month) => month.total))
  const currentMonth = assessBpu(tables, { ...member, period: current }).total
  return {
    ...standing,
    months,
    arrearsTotal,
    currentMonth,
    payable: arrearsTotal + currentMonth,
  }
}

/** First period after which a member who pays nothing more is out: for reminders. */
export function bpuEndsAfter(tables: RateTables, lastPaid: Period): Period {
  const { afterMoreThanMonths } = getNewest(tables.bpuArrears, 'limit of arrears')
  let period = lastPaid
  for (let i = 0; i <= afterMoreThanMonths; i += 1) period = nextPeriod(period)
  return period
}
