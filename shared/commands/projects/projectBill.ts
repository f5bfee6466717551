import { lastDayOfMonth } from '../../domain/calendar/localDate'
import { addMonths } from '../../domain/calendar/period'
import { termDueDates } from '../../domain/billing/dueDate'
import type { RateTables } from '../../domain/rates/rateTables'
import { billIdOf, termBillIdOf, type Bill } from '../../model/bill'
import type { BillBasis } from '../../model/billBasis'
import type { Project } from '../../model/project'
import { assessBasis, type BasisAssessment } from '../bills/assessBasis'
import { RuleViolation } from '../ruleCodes'

/** Which obligation of a project: a term of its plan, or a month with the wages paid in it. */
export type ProjectPart =
  | { readonly termNo: number }
  | { readonly period: string; readonly wages: number; readonly workerCount: number }

/** A bill of a project before it is frozen. */
export interface ProjectBill {
  readonly liveKey: string
  readonly period: string
  readonly kind: Bill['kind']
  readonly basis: BillBasis
  readonly assessment: BasisAssessment
  readonly workerCount: number
  readonly wageTotal: number
  readonly due: Pick<Bill, 'nominalDueDate' | 'effectiveDueDate'>
}

/**
 * What a term or month of a project costs and when it falls due: a term on the day of its plan, a
 * month of wages on the month's last day.
 * @throws RuleViolation when the project has no such part; RangeError as `assessBasis`
 */
export function projectBillOf(
  tables: RateTables,
  project: Project,
  part: ProjectPart,
): ProjectBill {
  return 'termNo' in part ? termBill(tables, project, part.termNo) : wageBill(tables, project, part)
}

/** First and last month for which a project with known wages pays, and no further than the next. */
export function wagePeriods(project: Project, today: string): readonly [string, string] {
  const last = (project.maintenanceEndDate ?? project.endDate).slice(0, 7)
  const next = addMonths(today.slice(0, 7), 1)
  return [project.startDate.slice(0, 7), last < next ? last : next]
}

function termBill(tables: RateTables, project: Project, termNo: number): ProjectBill {
  const { terms, contractValue: value, includesVat, contractDate } = project
  const term = terms[termNo - 1]
  if (project.method !== 'CONTRACT' || !term) {
    throw new RuleViolation('NO_SUCH_TERM', { no: termNo, of: terms.length })
  }
  const basis = {
    segment: 'JAKON',
    method: 'CONTRACT',
    value,
    includesVat,
    contractDate,
    terms,
    termNo,
  } as const
  const period = term.dueDate.slice(0, 7)
  return {
    liveKey: termBillIdOf(project.id, termNo),
    period,
    kind: 'TERM',
    basis,
    assessment: assessBasis(tables, basis, period),
    workerCount: project.workerCount,
    wageTotal: value,
    due: termDueDates(term.dueDate),
  }
}

function wageBill(
  tables: RateTables,
  project: Project,
  { period, wages, workerCount }: Exclude<ProjectPart, { termNo: number }>,
): ProjectBill {
  if (project.method !== 'WAGE') {
    throw new RuleViolation('NO_SUCH_TERM', { no: 0, of: project.terms.length })
  }
  const basis = { segment: 'JAKON', method: 'WAGE', wages } as const
  return {
    liveKey: billIdOf(project.id, period),
    period,
    kind: 'MONTHLY',
    basis,
    assessment: assessBasis(tables, basis, period),
    workerCount,
    wageTotal: wages,
    due: termDueDates(lastDayOfMonth(`${period}-01`)),
  }
}
