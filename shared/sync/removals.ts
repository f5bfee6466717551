/** How much of what a device holds a pull would take away; rows. */
export interface Removal {
  readonly removed: number
  readonly total: number
}

/** More than this is no day's work: a fault of a server must not empty the devices unasked. */
export const removalLimits = { rows: 500, percent: 5, atLeast: 20 } as const

/**
 * Whether a person must allow it first: more than 500 rows, or more than 5 % of what is here (of a
 * small branch at least 20 rows). What waits to be sent is never among them.
 */
export function isLargeRemoval({ removed, total }: Removal): boolean {
  if (removed > removalLimits.rows) return true
  return removed >= removalLimits.atLeast && removed * 100 > total * removalLimits.percent
}
