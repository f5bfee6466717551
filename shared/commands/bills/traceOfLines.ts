import { columnOf } from '../../domain/contributions/puColumns'
import type { TraceStep } from '../../domain/contributions/trace'
import { traceBill } from '../../domain/contributions/traceBill'
import { sumRupiah } from '../../domain/money'
import { billableProgrammes, type Payer } from '../../domain/programmes'
import type { RateTables } from '../../domain/rates/rateTables'
import type { BillLine, ProgrammeAmounts } from '../../model/bill'
import type { Programme, RiskLevel } from '../../model/common'

/** What the lines of a bill have in common. */
export interface BillTerms {
  readonly period: string
  readonly riskLevel: RiskLevel
  readonly programmes: readonly Programme[]
  /** Ids of the reliefs by which the bill was made. */
  readonly relief: readonly string[]
}

/**
 * Takes a bill apart by the rules of its month. The amounts are the frozen ones of the lines; the
 * rates only say where they come from.
 */
export function traceOfLines(
  tables: RateTables,
  terms: BillTerms,
  lines: readonly BillLine[],
): TraceStep[] {
  const byProgramme: Partial<Record<Programme, ProgrammeAmounts>> = {}
  for (const programme of billableProgrammes) {
    if (!terms.programmes.includes(programme)) continue
    const employer = sumOf(lines, programme, 'EMPLOYER')
    const worker = sumOf(lines, programme, 'WORKER')
    byProgramme[programme] = { employer, worker, total: employer + worker }
  }
  const sums = Object.values(byProgramme)
  const employerTotal = sumRupiah(sums.map(({ employer }) => employer))
  const workerTotal = sumRupiah(sums.map(({ worker }) => worker))
  return traceBill(tables, terms, {
    lines: lines.map((line) => ({
      ...line,
      workerId: line.membershipId,
      jpBase: line.jpBase ?? 0,
      jpExcludedByAge: false,
      jpExcludedByNationality: false,
      employerTotal: line.total - line.jhtWorker - line.jpWorker,
      workerTotal: line.jhtWorker + line.jpWorker,
    })),
    byProgramme,
    employerTotal,
    workerTotal,
    total: employerTotal + workerTotal,
    wageTotal: sumRupiah(lines.map(({ wage }) => wage)),
    workerCount: lines.length,
    ruleIds: [],
  })
}

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

function sumOf(lines: readonly BillLine[], programme: Programme, payer: Payer): number {
  return sumRupiah(lines.map((line) => amountOf(line, programme, payer)))
}

/** A frozen line's amount for a programme and payer; 0 where nobody pays it. */
function amountOf(line: BillLine, programme: Programme, payer: Payer): number {
  if (payer === 'WORKER' && (programme === 'JKK' || programme === 'JKM')) return 0
  return line[columnOf(programme, payer)]
}
