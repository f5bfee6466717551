import type { Period } from '../calendar/period'
import { type Rupiah, sumRupiah } from '../money'
import { getEffective, getNewest } from '../rates/effective'
import type { PmiRates } from '../rates/otherSegmentRates'
import type { RateTables } from '../rates/rateTables'
import type { TraceStep } from './trace'
import { totalStep } from './traceSegment'

export interface PmiQuestion {
  /** Through a placement agency, or on the worker's own account. */
  route: 'AGENCY' | 'INDIVIDUAL'
  /** Length of the contract; 0 for an extension alone. */
  packageMonths: number
  extensionMonths?: number | undefined
  /** Old-age savings chosen on top: rupiah a month, at least the list's minimum. */
  jhtPerMonth?: Rupiah | undefined
  /** Month of the payment; default the newest price list. */
  period?: Period | undefined
}

export interface PmiAssessment {
  beforeDeparture: Rupiah
  package: Rupiah
  extension: Rupiah
  jht: Rupiah
  total: Rupiah
  ruleIds: string[]
  trace: TraceStep[]
}

/**
 * Migrant worker by the price list of Permenaker 4/2023: before departure, the contract's package,
 * further months, optional old-age savings for the months of contract and extension.
 * @throws RangeError for a contract length that is not in the list, or savings below the minimum
 */
export function assessPmi(tables: RateTables, question: PmiQuestion): PmiAssessment {
  const { route, packageMonths, extensionMonths = 0, jhtPerMonth = 0 } = question
  const list =
    question.period === undefined
      ? getNewest(tables.pmi, 'price list of migrant workers')
      : getEffective(tables.pmi, question.period, 'price list of migrant workers')
  if (!Number.isInteger(extensionMonths) || extensionMonths < 0) {
    throw new RangeError(`not a number of months: ${extensionMonths}`)
  }
  if (!Number.isSafeInteger(jhtPerMonth) || jhtPerMonth < 0) {
    throw new RangeError(`not an amount in whole rupiah: ${jhtPerMonth}`)
  }
  if (jhtPerMonth > 0 && jhtPerMonth < list.jht.minimumPerMonth) {
    throw new RangeError(`old-age savings are at least ${list.jht.minimumPerMonth} a month`)
  }
  const { viaAgency, individual } = list.beforeDeparture
  // Who only extends has left long ago.
  const beforeDeparture = packageMonths === 0 ? 0 : route === 'AGENCY' ? viaAgency : individual
  const parts = {
    beforeDeparture,
    package: packagePrice(list, packageMonths),
    extension: extensionMonths * list.extensionPerMonth,
    jht: (packageMonths + extensionMonths) * jhtPerMonth,
  }
  const total = sumRupiah(Object.values(parts))
  return {
    ...parts,
    total,
    ruleIds: [list.id],
    trace: [
      ...Object.entries(parts).map(([part, amount]): TraceStep => ({
        step: 'PRICE',
        inputs: { part, route, packageMonths, extensionMonths },
        ruleId: list.id,
        source: list.source,
        amount,
        rounding: 'NONE',
      })),
      totalStep(total),
    ],
  }
}

function packagePrice(list: PmiRates, months: number): Rupiah {
  if (months === 0) return 0
  const row = list.duringAndAfter.find((one) => one.contractMonths === months)
  if (row === undefined) throw new RangeError(`no price for a contract of ${months} months`)
  return row.amount
}
