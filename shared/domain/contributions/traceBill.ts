import { sumRupiah } from '../money'
import type { RateTables } from '../rates/rateTables'
import type { BillAssessment, BillQuestion } from './assessBill'
import { planPuRates } from './puRatePlan'
import type { TraceStep } from './trace'

/**
 * The steps of a whole bill: ceiling and reliefs of its period, one sum per programme and payer
 * over lines that were rounded one by one, the total. A single worker's steps come from
 * `assessWorker`.
 */
export function traceBill(
  tables: RateTables,
  question: Omit<BillQuestion, 'workers'>,
  bill: BillAssessment,
): TraceStep[] {
  const plan = planPuRates(tables, question)
  const { jpCeiling } = plan
  return [
    ...(jpCeiling === undefined
      ? []
      : [
          {
            step: 'JP_CEILING' as const,
            programme: 'JP' as const,
            inputs: { period: plan.period, ceiling: jpCeiling.ceiling },
            ruleId: jpCeiling.id,
            source: jpCeiling.source,
            rounding: 'NONE' as const,
          },
        ]),
    ...plan.rates.flatMap((rate): TraceStep[] => {
      const { programme, payer, ppm, relief } = rate
      const sums = bill.byProgramme[programme]
      const base = sumRupiah(
        bill.lines.map((line) => (programme === 'JP' ? line.jpBase : line.wage)),
      )
      return [
        ...(relief === undefined
          ? []
          : [
              {
                step: 'RELIEF' as const,
                programme,
                payer,
                inputs: { normalPpm: rate.normalPpm, replacedRuleId: rate.ruleId },
                ruleId: relief.reliefId,
                source: relief.source,
                ppm,
                rounding: 'NONE' as const,
              },
            ]),
        {
          step: 'CONTRIBUTION',
          programme,
          payer,
          inputs: { workers: bill.workerCount, base },
          ruleId: relief?.reliefId ?? rate.ruleId,
          source: relief?.source ?? rate.source,
          base,
          ppm,
          amount: (payer === 'EMPLOYER' ? sums?.employer : sums?.worker) ?? 0,
          rounding: 'HALF_UP',
        },
      ]
    }),
    {
      step: 'TOTAL',
      inputs: { employerTotal: bill.employerTotal, workerTotal: bill.workerTotal },
      ruleId: 'DESIGN-ROUNDING',
      source: 'design: totals add rounded lines',
      amount: bill.total,
      rounding: 'NONE',
    },
  ]
}
