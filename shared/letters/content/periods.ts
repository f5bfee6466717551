import {
  comparePeriods,
  formatPeriod,
  monthsBetween,
  nextPeriod,
} from '../../domain/calendar/period'

/**
 * Periods as a letter names them: `Juni 2026`; unbroken runs as `April s.d. Juni 2026` (the year only
 * once when it is the same); separate runs joined by commas and "dan". Order and repeats of the input
 * do not matter. Throws for an empty list.
 */
export function describePeriods(periods: string[]): string {
  const sorted = [...new Set(periods)].sort(comparePeriods)
  const runs: string[][] = []
  for (const period of sorted) {
    const run = runs.at(-1)
    const previous = run?.at(-1)
    if (run && previous !== undefined && nextPeriod(previous) === period) run.push(period)
    else runs.push([period])
  }
  return enumerate(runs.flatMap(describeRun))
}

/** `a`, `a dan b`, `a, b, dan c`. Throws for an empty list. */
export function enumerate(items: string[]): string {
  const last = items.at(-1)
  if (last === undefined) throw new Error('Nothing to enumerate')
  if (items.length === 1) return last
  const comma = items.length > 2 ? ',' : ''
  return `${items.slice(0, -1).join(', ')}${comma} dan ${last}`
}

function describeRun(run: string[]): string[] {
  const first = run[0]
  const last = run.at(-1)
  if (first === undefined || last === undefined) return []
  if (monthsBetween(first, last) === 0) return [formatPeriod(first)]
  const isSameYear = first.slice(0, 4) === last.slice(0, 4)
  const from = isSameYear ? formatPeriod(first).replace(/ \d{4}$/, '') : formatPeriod(first)
  return [`${from} s.d. ${formatPeriod(last)}`]
}
