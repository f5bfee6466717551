import { assessBill } from '../../domain/contributions/assessBill'
import { grantedReliefs } from '../../domain/contributions/reliefEligibility'
import type { RateTables } from '../../domain/rates/rateTables'
import { LabourIntensiveSector } from '../../domain/rates/reliefs'
import type { Employer } from '../../model/employer'
import type { Membership } from '../../model/membership'

/** Workers who are billed for a period: a started month counts in full. */
export function billedWorkers(memberships: readonly Membership[], period: string): Membership[] {
  return memberships.filter(
    (membership) => membership.status === 'ACTIVE' && membership.startDate.slice(0, 7) <= period,
  )
}

/**
 * The month's contributions of an employer, by the rules of that month. Reliefs that apply by
 * themselves do so; that earlier months are settled is presumed, as no relief is asked for here.
 */
export function assessEmployer(
  tables: RateTables,
  employer: Employer,
  workers: readonly Membership[],
  period: string,
) {
  return assessBill(tables, {
    period,
    riskLevel: employer.riskLevel,
    programmes: employer.programmes,
    relief: grantedReliefs(tables, {
      segment: 'PU',
      period,
      facts: {
        employerSize: employer.size,
        labourIntensiveSector: LabourIntensiveSector.safeParse(employer.labourIntensiveSector).data,
        activeWorkers: workers.length,
        memberSince: employer.startPeriod,
      },
    }),
    workers: workers.map(({ id, wage, birthDate, nationality }) => ({
      id,
      wage,
      birthDate,
      nationality,
    })),
  })
}
