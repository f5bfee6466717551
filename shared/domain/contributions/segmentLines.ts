import { type Ppm, type Rupiah, roundedQuotient } from '../money'
import type { BillableProgramme } from '../programmes'
import type { Relief } from '../rates/reliefs'

/** One programme of a bill that is not rounded per worker: self-employed, projects, migrants. */
export interface SegmentLine {
  programme: BillableProgramme
  /** What the rate applies to; the bracket's base for the self-employed. */
  base: Rupiah
  amount: Rupiah
  ruleId: string
  source: string
  /** The normal amount, when a relief lowered it. */
  normalAmount?: Rupiah
  relief?: { id: string; source: string; multiplyPpm: Ppm }
}

/**
 * The line of a programme from the millionths of a rupiah it costs normally: relief first, then
 * one rounding.
 * @throws RangeError when two reliefs claim the same programme
 */
export function segmentLine(
  line: { programme: BillableProgramme; base: Rupiah; ruleId: string; source: string },
  millionths: bigint,
  reliefs: readonly Relief[],
): SegmentLine {
  const effects = reliefs.flatMap((relief) => {
    const multiplyPpm = relief.programmes[line.programme]?.multiplyPpm
    return multiplyPpm === undefined ? [] : [{ id: relief.id, source: relief.source, multiplyPpm }]
  })
  if (effects.length > 1) {
    throw new RangeError(
      `two reliefs for ${line.programme}: ${effects.map((effect) => effect.id).join(', ')}`,
    )
  }
  const normal = roundedQuotient(millionths, 1_000_000n)
  const relief = effects[0]
  if (relief === undefined) return { ...line, amount: normal }
  const amount = roundedQuotient(millionths * BigInt(relief.multiplyPpm), 1_000_000_000_000n)
  return { ...line, amount, normalAmount: normal, relief }
}
