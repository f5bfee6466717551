import { amountOf } from '#shared/commands/bills/traceOfLines'
import type { TraceStep } from '#shared/domain/contributions/trace'
import type { BillLine } from '#shared/model/bill'
import type { Programme } from '#shared/model/common'

/** One worker's share in an amount. */
export interface ExplainedWorker {
  readonly id: string
  readonly name: string
  readonly base: number
  readonly amount: number
}

/** Who a sum of the bill is made of; nobody for steps that are no sum. */
export function workersOf(step: TraceStep, lines: readonly BillLine[]): ExplainedWorker[] {
  const { programme, payer } = step
  if (step.step !== 'CONTRIBUTION' || !programme || !payer) return []
  return lines
    .filter((line) => programme !== 'JP' || line.jpBase !== undefined)
    .map((line) => ({
      id: line.membershipId,
      name: line.fullName,
      base: programme === 'JP' ? (line.jpBase ?? 0) : line.wage,
      amount: amountOf(line, programme, payer),
    }))
}

/** Workers who pay no JP although the bill has it: retirement age or foreign nationality. */
export function withoutJp(programmes: readonly Programme[], lines: readonly BillLine[]): number {
  if (!programmes.includes('JP')) return 0
  return lines.filter((line) => line.jpBase === undefined).length
}
