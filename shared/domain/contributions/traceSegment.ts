import { type Rupiah, sumRupiah } from '../money'
import type { SegmentLine } from './segmentLines'
import type { TraceStep } from './trace'

/** The steps of lines that are rounded per programme: relief if any, amount, total. */
export function traceLines(lines: readonly SegmentLine[]): TraceStep[] {
  return [
    ...lines.flatMap((line): TraceStep[] => [
      ...(line.relief === undefined
        ? []
        : [
            {
              step: 'RELIEF' as const,
              programme: line.programme,
              inputs: { normalAmount: line.normalAmount ?? 0, replacedRuleId: line.ruleId },
              ruleId: line.relief.id,
              source: line.relief.source,
              ppm: line.relief.multiplyPpm,
              rounding: 'NONE' as const,
            },
          ]),
      {
        step: 'CONTRIBUTION',
        programme: line.programme,
        inputs: { base: line.base },
        ruleId: line.relief?.id ?? line.ruleId,
        source: line.relief?.source ?? line.source,
        base: line.base,
        amount: line.amount,
        rounding: 'HALF_UP',
      },
    ]),
    totalStep(sumRupiah(lines.map((line) => line.amount))),
  ]
}

export function totalStep(total: Rupiah): TraceStep {
  return {
    step: 'TOTAL',
    inputs: {},
    ruleId: 'DESIGN-ROUNDING',
    source: 'design: totals add rounded lines',
    amount: total,
    rounding: 'NONE',
  }
}

/** Every rule and relief that the lines were computed by, sorted. */
export function rulesOfLines(lines: readonly SegmentLine[]): string[] {
  return [
    ...new Set(lines.flatMap((line) => [line.ruleId, ...(line.relief ? [line.relief.id] : [])])),
  ].sort()
}
