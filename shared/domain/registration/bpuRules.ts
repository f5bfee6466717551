import type { LocalDate } from '../calendar/localDate'
import { ageOn } from '../calendar/localDate'
import { addMonths, type Period, periodOfDate } from '../calendar/period'
import { type Finding, finding } from '../findings'
import { validatePersonName } from '../identity/personName'
import { validatePhone } from '../identity/phone'
import type { Rupiah } from '../money'
import type { BpuSector, PaymentRoute } from '../programmes'
import { amount, optional, present, readDate, required } from './formChecks'
import { type WorkerForm, workerFindings } from './workerRules'

/** Self-employed register before this birthday (PP 44/2015 practice, Perdir 22/PERDIR.02/072022). */
export const bpuAgeLimit = 65

/** Form F1 BPU as far as it is filled in; texts as typed, money in rupiah, dates `YYYY-MM-DD`. */
export interface BpuForm extends WorkerForm {
  occupation?: string | undefined
  sector?: BpuSector | undefined
  monthlyIncome?: Rupiah | undefined
  route?: PaymentRoute | undefined
  paidBy?: string | undefined
  startPeriod?: Period | undefined
  heirName?: string | undefined
  heirRelation?: string | undefined
  heirPhone?: string | undefined
}

/** Questions of form F1a that nobody asks the self-employed. */
const jobFields: ReadonlySet<string> = new Set([
  'employmentStatus',
  'startDate',
  'contractEndDate',
  'wage',
  'backPay',
])

/** Everything noticed about form F1 BPU. Total for any texts; the form may be half empty. */
export function bpuFindings(form: BpuForm, context: { today: LocalDate }): Finding[] {
  const person = workerFindings(form, context).filter(
    ({ field }) => field === undefined || !jobFields.has(field),
  )
  const hasCard = form.kkNumber !== undefined && form.kkNumber.trim() !== ''
  return [
    ...person,
    ...(hasCard ? [] : [finding('REQUIRED', 'kkNumber')]),
    ...tooOld(form, context.today),
    ...required('occupation', form.occupation),
    ...present('sector', form.sector),
    ...incomeFindings(form.monthlyIncome),
    ...present('route', form.route),
    ...(form.route === undefined || form.route === 'SELF' ? [] : required('paidBy', form.paidBy)),
    ...startFindings(form.startPeriod, context.today),
    ...required('heirName', form.heirName, validatePersonName),
    ...required('heirRelation', form.heirRelation),
    ...optional('heirPhone', form.heirPhone, (text) => validatePhone(text, {})),
  ]
}

/** True when a person may not become a member on that day any more. */
export function isTooOldForBpu(birthDate: LocalDate, day: LocalDate): boolean {
  return ageOn(birthDate, day) >= bpuAgeLimit
}

/** A membership begins with the month of its registration, or with the next one. */
export function bpuStartPeriods(today: LocalDate): readonly [Period, Period] {
  const current = periodOfDate(today)
  return [current, addMonths(current, 1)]
}

function tooOld({ birthDate }: BpuForm, today: LocalDate): Finding[] {
  const { date } = readDate('birthDate', birthDate)
  return date !== undefined && date <= today && isTooOldForBpu(date, today)
    ? [finding('AGE_ABOVE_LIMIT', 'birthDate', { age: ageOn(date, today), limit: bpuAgeLimit })]
    : []
}

function incomeFindings(income: Rupiah | undefined): Finding[] {
  if (income === undefined) return [finding('REQUIRED', 'monthlyIncome')]
  if (income === 0) return [finding('AMOUNT_INVALID', 'monthlyIncome')]
  return amount('monthlyIncome', income)
}

function startFindings(start: Period | undefined, today: LocalDate): Finding[] {
  if (start === undefined) return [finding('REQUIRED', 'startPeriod')]
  const [from, to] = bpuStartPeriods(today)
  return start < from || start > to
    ? [finding('BPU_START_PERIOD', 'startPeriod', { from, to })]
    : []
}
