import { assessBill } from '../../domain/contributions/assessBill'
import { rateTables } from '../../reference/tables'
import type { Employer } from '../../model/employer'
import type { Membership } from '../../model/membership'

/** Workers who are billed for a period: a started month counts in full. */
export function billedWorkers(memberships: readonly Membership[], period: string): Membership[] {
  return memberships.filter(
    (membership) => membership.status === 'ACTIVE' && membership.startDate.slice(0, 7) <= period,
  )
}

/** The month's contributions of an employer, by the rules of that month. */
export function assessEmployer(employer: Employer, workers: readonly Membership[], period: string) {
  return assessBill(rateTables, {
    period,
    riskLevel: employer.riskLevel,
    programmes: employer.programmes,
    workers: workers.map(({ id, wage, birthDate, nationality }) => ({
      id,
      wage,
      birthDate,
      nationality,
    })),
  })
}
