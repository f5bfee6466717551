const DAY_MS = 86_400_000
/** 31 December 9999, the last day a spreadsheet knows. */
const LAST_DAY = 2_958_465

/**
 * The calendar date of a day number, without the time of day. The 1900 count has a 29 February
 * 1900 that never was (day 60): numbers before it are one day off, the number itself is no date.
 * @returns ISO date, or undefined when the number is none
 */
export function serialToIso(value: string, epoch1904: boolean): string | undefined {
  const number = Number(value)
  if (value.trim() === '' || !Number.isFinite(number)) return undefined
  const day = Math.floor(number) + (epoch1904 ? 1462 : 0)
  if (day < 1 || day === 60 || day > LAST_DAY) return undefined
  const origin = Date.UTC(1899, 11, day < 60 ? 31 : 30)
  return new Date(origin + day * DAY_MS).toISOString().slice(0, 10)
}
