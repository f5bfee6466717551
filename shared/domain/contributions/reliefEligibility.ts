import { addMonths, type Period } from '../calendar/period'
import type { BillableProgramme, BpuSector, EmployerSize, Segment } from '../programmes'
import { isEffective } from '../rates/effective'
import type { RateTables } from '../rates/rateTables'
import type { LabourIntensiveSector, Relief } from '../rates/reliefs'

/** What is known of a payer. Left out means: a member of long standing who owes nothing. */
export interface ReliefFacts {
  sector?: BpuSector | undefined
  paidByGovernmentBudget?: boolean | undefined
  employerSize?: EmployerSize | undefined
  labourIntensiveSector?: LabourIntensiveSector | undefined
  activeWorkers?: number | undefined
  /** First period of the membership. */
  memberSince?: Period | undefined
  /** Last period up to which every month of the programme is paid. */
  settledThrough?: Partial<Record<BillableProgramme, Period>> | undefined
}

export type ReliefRefusal =
  | 'SECTOR'
  | 'GOVERNMENT_BUDGET'
  | 'EMPLOYER_SIZE'
  | 'NOT_LABOUR_INTENSIVE'
  | 'TOO_FEW_WORKERS'
  | 'NOT_SETTLED'
  | 'FIRST_MONTHS'

export interface ReliefVerdict {
  relief: Relief
  granted: boolean
  reasons: ReliefRefusal[]
}

/**
 * Every relief of the segment and period with the answer of its predicates. Facts about the
 * payer's kind (size, industry, number of workers) must be known to be granted; facts about
 * conduct (paid up, joined when) count in the payer's favour until known otherwise.
 */
export function judgeReliefs(
  tables: RateTables,
  question: { segment: Segment; period: Period; facts: ReliefFacts },
): ReliefVerdict[] {
  const { segment, period, facts } = question
  return tables.reliefs
    .filter((relief) => relief.segments.includes(segment) && isEffective(relief, period))
    .map((relief) => {
      const reasons = refusals(relief, period, facts)
      return { relief, granted: reasons.length === 0, reasons }
    })
}

/**
 * Ids of the reliefs that apply by themselves (`automatic`) or that the payer has asked for
 * (`requested`), as far as their predicates hold; to be passed on as `relief`.
 */
export function grantedReliefs(
  tables: RateTables,
  question: {
    segment: Segment
    period: Period
    facts: ReliefFacts
    requested?: readonly string[] | undefined
  },
): string[] {
  return judgeReliefs(tables, question)
    .filter(({ relief, granted }) => granted && isWanted(relief, question.requested))
    .map(({ relief }) => relief.id)
}

function isWanted(relief: Relief, requested: readonly string[] | undefined): boolean {
  return relief.automatic || requested?.includes(relief.id) === true
}

function refusals(relief: Relief, period: Period, facts: ReliefFacts): ReliefRefusal[] {
  const { eligibility = {} } = relief
  const reasons: ReliefRefusal[] = []
  const refuse = (when: boolean, reason: ReliefRefusal) => when && reasons.push(reason)
  const { employerSizes, labourIntensiveSectors, minimumWorkers, newMembers } = eligibility
  const { employerSize, labourIntensiveSector, activeWorkers, memberSince } = facts
  refuse(relief.sector !== undefined && relief.sector !== facts.sector, 'SECTOR')
  refuse(
    eligibility.excludesGovernmentBudget === true && facts.paidByGovernmentBudget === true,
    'GOVERNMENT_BUDGET',
  )
  refuse(
    employerSizes !== undefined && !employerSizes.some((size) => size === employerSize),
    'EMPLOYER_SIZE',
  )
  refuse(
    labourIntensiveSectors !== undefined &&
      !labourIntensiveSectors.some((sector) => sector === labourIntensiveSector),
    'NOT_LABOUR_INTENSIVE',
  )
  refuse(minimumWorkers !== undefined && (activeWorkers ?? 0) < minimumWorkers, 'TOO_FEW_WORKERS')
  refuse(owesEarlierMonths(relief, facts), 'NOT_SETTLED')
  refuse(
    newMembers !== undefined &&
      memberSince !== undefined &&
      memberSince >= newMembers.registeredFrom &&
      period < addMonths(memberSince, newMembers.fullMonths),
    'FIRST_MONTHS',
  )
  return reasons
}

function owesEarlierMonths(relief: Relief, facts: ReliefFacts): boolean {
  const { memberSince, settledThrough } = facts
  return (relief.eligibility?.settledThrough ?? []).some((rule) => {
    const concerned =
      memberSince === undefined ||
      (memberSince <= rule.period &&
        (rule.membersBefore === undefined || memberSince < rule.membersBefore))
    return (
      concerned &&
      rule.programmes.some((programme) => {
        const paid = settledThrough?.[programme]
        return paid !== undefined && paid < rule.period
      })
    )
  })
}
