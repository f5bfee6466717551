import type { LocalDate } from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { type Rupiah, sumRupiah } from '../money'
import type { BillableProgramme, Nationality, RiskLevel } from '../programmes'
import type { RateTables } from '../rates/rateTables'
import {
  type BillCorrection,
  correctBill,
  type CorrectionCause,
  type CorrectionDue,
  correctionDue,
} from './correction'

/** A wage that turns out to have been another one; 0 before means: was not reported at all. */
export interface WageChange {
  period: Period
  oldWage: Rupiah
  newWage: Rupiah
  /** Default: one and the same worker in all changes. */
  workerId?: string | undefined
  birthDate?: LocalDate | undefined
  nationality?: Nationality | undefined
  /** Reliefs the employer held in the period. */
  relief?: string | readonly string[] | undefined
}

export interface BackPayQuestion {
  riskLevel: RiskLevel
  programmes: readonly BillableProgramme[]
  changes: readonly WageChange[]
  relief?: string | readonly string[] | undefined
  /** Month in which the changes are reported; without it no due date is named. */
  reportedIn?: Period | undefined
  cause?: CorrectionCause | undefined
}

export interface BackPay {
  /** One bill per month, oldest first, each linked to the month's original bill. */
  adjustments: Array<BillCorrection & { due?: CorrectionDue }>
  /** Signed sum. */
  total: Rupiah
  /** What is still owed: the positive months. */
  owed: Rupiah
  /** What goes to the credit balance: the negative months. */
  credit: Rupiah
}

/**
 * Changes of wages over past months: every month is computed again by its own rates, ceiling and
 * relief, and only the difference is billed (rapel, late registration, findings of inspectors).
 * @throws RangeError as `correctBill`, or when a worker changes twice in one month
 */
export function assessBackPay(tables: RateTables, question: BackPayQuestion): BackPay {
  const { changes, reportedIn, cause = 'RAPEL' } = question
  const periods = [...new Set(changes.map((change) => change.period))].sort()
  const adjustments = periods.map((period) => {
    const own = changes.filter((change) => change.period === period)
    const bill = (wageOf: (change: WageChange) => Rupiah) => ({
      period,
      riskLevel: question.riskLevel,
      programmes: question.programmes,
      relief: own.find((change) => change.relief !== undefined)?.relief ?? question.relief,
      workers: own.map((change) => ({
        id: change.workerId ?? 'worker',
        wage: wageOf(change),
        birthDate: change.birthDate,
        nationality: change.nationality,
      })),
    })
    const correction = correctBill(
      tables,
      bill((change) => change.oldWage),
      bill((change) => change.newWage),
    )
    return {
      ...correction,
      ...(reportedIn !== undefined && {
        due: correctionDue(tables, { period, reportedIn, cause }),
      }),
    }
  })
  const totals = adjustments.map((one) => one.total)
  return {
    adjustments,
    total: sumRupiah(totals),
    owed: sumRupiah(totals.filter((total) => total > 0)),
    credit: sumRupiah(adjustments.map((one) => one.credit)),
  }
}
