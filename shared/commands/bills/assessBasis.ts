import { assessBpu } from '../../domain/contributions/assessBpu'
import { assessContract, assessProjectWages } from '../../domain/contributions/assessProject'
import { planTerms, type TermAmount } from '../../domain/contributions/projectTerms'
import { grantedReliefs } from '../../domain/contributions/reliefEligibility'
import type { TraceStep } from '../../domain/contributions/trace'
import { totalStep } from '../../domain/contributions/traceSegment'
import type { RateTables } from '../../domain/rates/rateTables'
import type { BillBasis, ContractBasis, ProjectTerm } from '../../model/billBasis'
import type { Bill, ProgrammeAmounts } from '../../model/bill'
import type { Programme } from '../../model/common'

/** A bill outside PU as it would be made; amounts in rupiah. */
export interface BasisAssessment {
  readonly programmes: Programme[]
  readonly byProgramme: Partial<Record<Programme, ProgrammeAmounts>>
  readonly total: number
  readonly ruleIds: string[]
  /** From what was declared to the bill's total. */
  readonly trace: TraceStep[]
}

/**
 * Computes a bill of the self-employed or of a project from its basis, by the same public functions
 * as the simulation and the golden cases.
 * @throws RangeError for a period, date or plan that the tables do not cover
 */
export function assessBasis(tables: RateTables, basis: BillBasis, period: string): BasisAssessment {
  if (basis.segment === 'BPU') {
    const { segment: _segment, ...question } = basis
    const { jkk, jkm, jht, total, lines, ruleIds, trace } = assessBpu(tables, {
      ...question,
      period,
    })
    const withJht = lines.some(({ programme }) => programme === 'JHT')
    const amounts = { JKK: jkk, JKM: jkm, ...(withJht && { JHT: jht }) }
    return { ...programmesOf(amounts, 'worker'), total, ruleIds, trace }
  }
  if (basis.method === 'WAGE') {
    const question = { period, totalMonthlyWages: basis.wages }
    const { jkk, jkm, total, ruleIds, trace } = assessProjectWages(tables, question)
    return { ...programmesOf({ JKK: jkk, JKM: jkm }, 'employer'), total, ruleIds, trace }
  }
  return assessTerm(tables, basis)
}

/**
 * The contribution of a contract and how its plan cuts it into terms.
 * @throws RangeError as `assessContract` and `planTerms`
 */
export function assessPlan(
  tables: RateTables,
  contract: Pick<ContractBasis, 'value' | 'includesVat' | 'contractDate'>,
  plan: readonly ProjectTerm[],
) {
  const { value, includesVat, contractDate } = contract
  const facts = { segment: 'JAKON', period: contractDate.slice(0, 7), facts: {} } as const
  const relief = grantedReliefs(tables, facts)
  const whole = assessContract(tables, { value, includesVat, contractDate, relief })
  return { whole, ...planTerms(whole, plan) }
}

function assessTerm(tables: RateTables, basis: ContractBasis): BasisAssessment {
  const { whole, terms, trace } = assessPlan(tables, basis, basis.terms)
  const term = getTerm(terms, basis.termNo)
  const { jkk, jkm, total } = term
  const isPart = terms.length > 1
  return {
    ...programmesOf({ JKK: jkk, JKM: jkm }, 'employer'),
    total,
    ruleIds: whole.ruleIds,
    trace: isPart
      ? [...whole.trace.map(markWhole), trace[term.no - 1]!, totalStep(total)]
      : whole.trace,
  }
}

/** The sum of the contract is not the sum of the bill when there are terms. */
function markWhole(step: TraceStep): TraceStep {
  return step.step === 'TOTAL' ? { ...step, inputs: { of: 'CONTRACT' } } : step
}

function getTerm(terms: readonly TermAmount[], no: number): TermAmount {
  const term = terms[no - 1]
  if (!term) throw new RangeError(`the plan has no term ${no}`)
  return term
}

function programmesOf(
  amounts: Partial<Record<Programme, number>>,
  payer: 'employer' | 'worker',
): Pick<BasisAssessment, 'programmes' | 'byProgramme'> {
  const entries = Object.entries(amounts) as [Programme, number][]
  return {
    programmes: entries.map(([programme]) => programme),
    byProgramme: Object.fromEntries(
      entries.map(([programme, total]) => [
        programme,
        { employer: 0, worker: 0, [payer]: total, total },
      ]),
    ),
  }
}

/**
 * Where the amounts of a frozen bill outside PU come from: recomputed by the newest tables that
 * give its rules and its total, since a later release may have changed its month.
 * @param versions shipped tables first, see `tableVersions`
 * @returns undefined while none of the tables here gives this bill (a release is still on its way)
 */
export function traceOfBasis(
  versions: readonly RateTables[],
  {
    basis,
    period,
    total,
    ruleIds,
  }: Pick<Bill, 'period' | 'total' | 'ruleIds'> & { basis: BillBasis },
): TraceStep[] | undefined {
  const wanted = [...ruleIds].sort().join(' ')
  for (const tables of [...versions].reverse()) {
    const made = assessOrNothing(tables, basis, period)
    if (made?.total === total && [...made.ruleIds].sort().join(' ') === wanted) return made.trace
  }
  return undefined
}

function assessOrNothing(
  tables: RateTables,
  basis: BillBasis,
  period: string,
): BasisAssessment | undefined {
  try {
    return assessBasis(tables, basis, period)
  } catch (error) {
    if (error instanceof RangeError) return undefined
    throw error
  }
}
