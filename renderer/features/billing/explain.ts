import type { BillLine } from '#shared/model/bill'
import type { Programme } from '#shared/model/common'

/** Workers who pay no JP although the bill has it: retirement age or foreign nationality. */
export function withoutJp(programmes: readonly Programme[], lines: readonly BillLine[]): number {
  if (!programmes.includes('JP')) return 0
  return lines.filter((line) => line.jpBase === undefined).length
}
