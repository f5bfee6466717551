const FIRST_MS = 1_000
const LONGEST_MS = 5 * 60_000

/**
 * How long to wait before the next try: a random time up to a limit that doubles with every
 * failure (1 s to 5 min), so that a branch full of devices does not come back all at once.
 * @param failures failures in a row, 1 or more
 * @param random 0 ≤ x < 1
 */
export function backoffMs(failures: number, random: number): number {
  const limit = Math.min(LONGEST_MS, FIRST_MS * 2 ** Math.min(failures - 1, 20))
  return Math.max(200, Math.round(limit * random))
}
