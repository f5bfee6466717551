import { ageOn } from '../calendar/localDate'
import type { WorkerAmounts, WorkerQuestion } from './assessWorker'
import { firstDay, type PlannedRate, type PuRatePlan } from './puRatePlan'
import type { TraceStep } from './trace'

/** The steps from wage to total of one worker, in the order a person would check them. */
export function traceWorker(
  plan: PuRatePlan,
  question: WorkerQuestion,
  amounts: WorkerAmounts,
): TraceStep[] {
  return [
    {
      step: 'WAGE_BASE',
      inputs: { wage: question.wage, period: plan.period },
      ruleId: 'PU-WAGE-BASE',
      source: 'Perdir 22/PERDIR.02/072022',
      amount: question.wage,
      rounding: 'NONE',
    },
    ...jpSteps(plan, question, amounts),
    ...reliefSteps(plan),
    ...lineSteps(plan, amounts),
    {
      step: 'TOTAL',
      inputs: { employerTotal: amounts.employerTotal, workerTotal: amounts.workerTotal },
      ruleId: 'DESIGN-ROUNDING',
      source: 'design: totals add rounded lines',
      amount: amounts.total,
      rounding: 'NONE',
    },
  ]
}

function jpSteps(
  { period, jpCeiling, jpRetirementAge }: PuRatePlan,
  { wage, birthDate, nationality }: WorkerQuestion,
  amounts: WorkerAmounts,
): TraceStep[] {
  if (jpCeiling === undefined || jpRetirementAge === undefined) return []
  const steps: TraceStep[] = []
  if (birthDate !== undefined) {
    steps.push({
      step: 'JP_RETIREMENT_AGE',
      programme: 'JP',
      inputs: {
        birthDate,
        age: ageOn(birthDate, firstDay(period)),
        retirementAge: jpRetirementAge.age,
        excluded: amounts.jpExcludedByAge,
      },
      ruleId: jpRetirementAge.id,
      source: 'PP 45/2015 Art. 15',
      rounding: 'NONE',
    })
  }
  if (nationality === 'WNA') {
    steps.push({
      step: 'JP_NATIONALITY',
      programme: 'JP',
      inputs: { nationality, excluded: true },
      ruleId: 'JP-NATIONALITY',
      source: 'PP 45/2015',
      rounding: 'NONE',
    })
  }
  if (amounts.jpBase !== undefined) {
    steps.push({
      step: 'JP_CEILING',
      programme: 'JP',
      inputs: { wage, ceiling: jpCeiling.ceiling, capped: wage > jpCeiling.ceiling },
      ruleId: jpCeiling.id,
      source: jpCeiling.source,
      amount: amounts.jpBase,
      rounding: 'NONE',
    })
  }
  return steps
}

function reliefSteps(plan: PuRatePlan): TraceStep[] {
  return plan.rates.flatMap((rate): TraceStep[] =>
    rate.relief === undefined
      ? []
      : [
          {
            step: 'RELIEF',
            programme: rate.programme,
            payer: rate.payer,
            inputs: { normalPpm: rate.normalPpm, replacedRuleId: rate.ruleId },
            ruleId: rate.relief.reliefId,
            source: rate.relief.source,
            ppm: rate.ppm,
            rounding: 'NONE',
          },
        ],
  )
}

function lineSteps(plan: PuRatePlan, amounts: WorkerAmounts): TraceStep[] {
  return amounts.lines.map((line) => ({
    step: 'CONTRIBUTION',
    programme: line.programme,
    payer: line.payer,
    inputs: { base: line.base, ppm: line.ppm },
    ruleId: line.ruleId,
    source: sourceOf(plan.rates, line),
    base: line.base,
    ppm: line.ppm,
    amount: line.amount,
    rounding: 'HALF_UP',
  }))
}

function sourceOf(
  rates: readonly PlannedRate[],
  line: { programme: string; payer: string },
): string {
  const rate = rates.find((r) => r.programme === line.programme && r.payer === line.payer)
  if (rate === undefined) throw new RangeError(`no rate for ${line.programme} ${line.payer}`)
  return rate.relief?.source ?? rate.source
}
