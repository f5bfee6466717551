import type { Rupiah } from '../money'
import type { BillableProgramme, Payer } from '../programmes'

/** What a step decides; the screen's "explain this number" has one sentence per kind. */
export type TraceKind =
  | 'WAGE_BASE'
  | 'JP_CEILING'
  | 'JP_RETIREMENT_AGE'
  | 'JP_NATIONALITY'
  | 'RELIEF'
  | 'CONTRIBUTION'
  | 'TOTAL'
  | 'DUE_DATE'
  | 'MONTHS_LATE'
  | 'LATE_FINE'
  | 'INCOME_BRACKET'
  | 'FORCED_JHT'
  | 'RELIEF_REFUSED'
  | 'CONTRACT_NET'
  | 'CONTRACT_SLICE'
  | 'INSTALMENT'
  | 'PRICE'
  | 'DEFERRAL'
  | 'CORRECTION'
  | 'ALLOCATION'
  | 'ADMINISTRATIVE_FINE'
  | 'ARREARS_LIMIT'

/**
 * One step from input to amount, complete enough to be shown or printed without recomputing:
 * `amount = base × ppm / 1,000,000` rounded as `rounding` says, by rule `ruleId` of `source`.
 */
export interface TraceStep {
  step: TraceKind
  programme?: BillableProgramme
  payer?: Payer
  inputs: Readonly<Record<string, string | number | boolean>>
  ruleId: string
  /** Regulation and article, or a note that it is the project's choice. */
  source: string
  base?: Rupiah
  ppm?: number
  amount?: Rupiah
  rounding: 'HALF_UP' | 'DOWN' | 'NONE'
}
