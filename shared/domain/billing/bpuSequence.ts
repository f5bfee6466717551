import { addMonths, nextPeriod, type Period } from '../calendar/period'
import type { RateTables } from '../rates/rateTables'
import { bpuStanding, consecutiveUnpaid } from './bpuArrears'

/** Most months in one go, and furthest month that can be paid for, counted from this one. */
export const bpuAdvance = { mostMonths: 12, furthest: 12 } as const

/** One month's bill as far as the order of payment goes; cancelled ones left out. */
export interface BpuBilled {
  readonly period: Period
  readonly paid: boolean
}

export interface BpuPosition {
  /** Unpaid months directly before this one, oldest first. */
  readonly unpaid: readonly Period[]
  /** More months than can be paid later are unpaid: the membership has ended. */
  readonly ended: boolean
  /** The month that is to be billed next. */
  readonly firstOpen: Period
  /** The last month that may be billed in advance. */
  readonly last: Period
  /** How many months can be billed in one go from `firstOpen` on; 0 when all are. */
  readonly room: number
}

/**
 * Where a self-employed member stands in a month (`bpuStanding`): months are billed in their order
 * from the first one owed; after the end by arrears it begins again with the month itself, and the
 * old months are not charged.
 * @param countsFrom first month owed: the start, or the last coming back
 * @throws RangeError when the tables have no limit of arrears for the month
 */
export function bpuPosition(
  tables: RateTables,
  question: { countsFrom: Period; billed: readonly BpuBilled[]; current: Period },
): BpuPosition {
  const { countsFrom, billed, current } = question
  const paid = new Set(billed.filter((bill) => bill.paid).map(({ period }) => period))
  const known = new Set(billed.map(({ period }) => period))
  const open: Period[] = []
  for (let period = countsFrom; period < current; period = nextPeriod(period)) {
    if (!paid.has(period)) open.push(period)
  }
  const unpaid = consecutiveUnpaid(open, current)
  const standing = bpuStanding(tables, {
    consecutiveUnpaidMonths: unpaid.length,
    period: current,
  })
  const ended = standing.status !== 'ACTIVE'
  let firstOpen = ended ? current : countsFrom
  while (known.has(firstOpen)) firstOpen = nextPeriod(firstOpen)
  const last = addMonths(current, bpuAdvance.furthest)
  let room = 0
  for (let period = firstOpen; room < bpuAdvance.mostMonths; period = nextPeriod(period)) {
    if (period > last || known.has(period)) break
    room += 1
  }
  return { unpaid, ended, firstOpen, last, room }
}
