import { planPuRates } from '#shared/domain/contributions/puRatePlan'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { BillLine } from '#shared/model/bill'
import type { Programme, RiskLevel } from '#shared/model/common'

/** One worker's share in an amount. */
export interface ExplainedWorker {
  readonly id: string
  readonly name: string
  readonly base: number
  readonly amount: number
}

/** One programme × payer of a bill, down to the workers. */
export interface ExplainedRow {
  readonly programme: Programme
  readonly payer: 'EMPLOYER' | 'WORKER'
  readonly ppm: number
  /** Regulation and article. */
  readonly source: string
  readonly amount: number
  readonly workers: readonly ExplainedWorker[]
}

export interface ExplainedBill {
  readonly rows: readonly ExplainedRow[]
  readonly jpCeiling?: number
  readonly withoutJp: number
}

/**
 * Takes a bill apart by the rules of its month. The amounts are the frozen ones of the lines; the
 * rates only say where they come from.
 */
export function explainBill(
  tables: RateTables,
  period: string,
  riskLevel: RiskLevel,
  programmes: readonly Programme[],
  lines: readonly BillLine[],
): ExplainedBill {
  const plan = planPuRates(tables, { period, riskLevel, programmes })
  const rows = plan.rates.map((rate): ExplainedRow => {
    const workers = lines
      .filter((line) => rate.programme !== 'JP' || line.jpBase !== undefined)
      .map((line) => ({
        id: line.membershipId,
        name: line.fullName,
        base: rate.programme === 'JP' ? (line.jpBase ?? 0) : line.wage,
        amount: line[columnOf(rate.programme, rate.payer)],
      }))
    return {
      programme: rate.programme,
      payer: rate.payer,
      ppm: rate.ppm,
      source: rate.relief ? `${rate.source}; ${rate.relief.source}` : rate.source,
      amount: workers.reduce((sum, worker) => sum + worker.amount, 0),
      workers,
    }
  })
  const hasJp = programmes.includes('JP')
  return {
    rows,
    ...(plan.jpCeiling && { jpCeiling: plan.jpCeiling.ceiling }),
    withoutJp: hasJp ? lines.filter((line) => line.jpBase === undefined).length : 0,
  }
}

type AmountColumn =
  'jkkEmployer' | 'jkmEmployer' | 'jhtEmployer' | 'jhtWorker' | 'jpEmployer' | 'jpWorker'

function columnOf(programme: Programme, payer: 'EMPLOYER' | 'WORKER'): AmountColumn {
  switch (programme) {
    case 'JKK':
      return 'jkkEmployer'
    case 'JKM':
      return 'jkmEmployer'
    case 'JHT':
      return payer === 'EMPLOYER' ? 'jhtEmployer' : 'jhtWorker'
    case 'JP':
      return payer === 'EMPLOYER' ? 'jpEmployer' : 'jpWorker'
  }
}
