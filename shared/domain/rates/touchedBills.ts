import { addMonths, type Period } from '../calendar/period'
import type { Segment } from '../programmes'
import type { RateTables } from './rateTables'
import { type TableEffect, type TableName, type TableRow, tableRows } from './tableRows'

/** Periods of a segment whose figures another version of the tables may change. */
export interface TouchedPeriods {
  table: TableName | 'holidays'
  ruleId: string
  effect: TableEffect
  segments: readonly Segment[]
  from: Period
  /** Included; null is open. */
  to: Period | null
}

/**
 * What differs between two versions of the tables, as ranges of periods. Frozen bills never
 * change; this says which would come out otherwise if they were computed today.
 */
export function touchedPeriods(before: RateTables, after: RateTables): TouchedPeriods[] {
  const old = new Map(tableRows(before).map((row) => [row.id, row]))
  const rows = tableRows(after).flatMap((row): TouchedPeriods[] => {
    const previous = old.get(row.id)
    if (previous === undefined) return [touch(row, monthOf(row.effectiveFrom), row.effectiveTo)]
    if (previous.effectiveTo === row.effectiveTo || row.effectiveTo === null) return []
    return [touch(row, addMonths(monthOf(row.effectiveTo), 1), previous.effectiveTo)]
  })
  return [...rows, ...touchedHolidays(before, after)]
}

/** The bills, by segment and period, that a new version of the tables would touch. */
export function billsTouched<B extends { segment: Segment; period: Period }>(
  before: RateTables,
  after: RateTables,
  bills: readonly B[],
): B[] {
  const ranges = touchedPeriods(before, after)
  return bills.filter((bill) =>
    ranges.some(
      (range) =>
        range.segments.includes(bill.segment) &&
        range.from <= bill.period &&
        (range.to === null || bill.period <= range.to),
    ),
  )
}

function touch(row: TableRow, from: Period, to: string | null): TouchedPeriods {
  return {
    table: row.table,
    ruleId: row.id,
    effect: row.effect,
    segments: row.segments,
    from,
    to: to === null ? null : monthOf(to),
  }
}

/** A year's holidays move due dates of the periods that fall due in it, also the one before it. */
function touchedHolidays(before: RateTables, after: RateTables): TouchedPeriods[] {
  return Object.entries(after.holidays)
    .filter(([year, table]) => JSON.stringify(before.holidays[year]) !== JSON.stringify(table))
    .map(([year]) => ({
      table: 'holidays',
      ruleId: year,
      effect: 'DUE_DATE',
      segments: ['PU', 'BPU'],
      from: addMonths(`${year}-01`, -1),
      to: `${year}-12`,
    }))
}

function monthOf(text: string): Period {
  return text.slice(0, 7)
}
