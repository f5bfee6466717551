import {
  addMonthsToDate,
  ageOn,
  daysBetween,
  lastDayOfMonth,
  type LocalDate,
} from '../calendar/localDate'
import type { Period } from '../calendar/period'
import { type Finding, finding } from '../findings'
import { validateBankAccount } from '../identity/bankAccount'
import { validateEmail } from '../identity/email'
import { validateFamilyCard } from '../identity/familyCard'
import { validateJknNumber } from '../identity/jknNumber'
import { validateKpj } from '../identity/kpj'
import { validateNik } from '../identity/nik'
import { validateNpwp } from '../identity/npwp'
import { validatePersonName } from '../identity/personName'
import { validatePhone } from '../identity/phone'
import { validatePostcode } from '../identity/postcode'
import type { Rupiah } from '../money'
import type { Nationality, Sex } from '../programmes'
import { amount, optional, present, readDate, required } from './formChecks'

/** Form F1a as far as it is filled in; texts as typed, money in rupiah, dates `YYYY-MM-DD`. */
export interface WorkerForm {
  nationality?: Nationality | undefined
  nik?: string | undefined
  fullName?: string | undefined
  birthPlace?: string | undefined
  birthDate?: string | undefined
  sex?: Sex | undefined
  married?: boolean | undefined
  motherName?: string | undefined
  kkNumber?: string | undefined
  npwp?: string | undefined
  previouslyMember?: boolean | undefined
  kpj?: string | undefined
  jknNumber?: string | undefined
  address?: string | undefined
  postcode?: string | undefined
  mobile?: string | undefined
  email?: string | undefined
  employmentStatus?: 'PKWTT' | 'PKWT' | 'HARIAN' | 'BORONGAN' | undefined
  startDate?: string | undefined
  contractEndDate?: string | undefined
  wage?: Rupiah | undefined
  backPay?: Rupiah | undefined
  /** When a foreigner came to Indonesia. */
  inIndonesiaSince?: string | undefined
  bankName?: string | undefined
  bankAccount?: string | undefined
}

export interface WorkerContext {
  /** Today's local date. */
  today: LocalDate
  /** Period the worker is reported for; a start after its end is unusual. */
  period?: Period | undefined
  /** Minimum wage of the regency (UMK), else of the province (UMP), rupiah a month. */
  regencyMinimumWage?: Rupiah | undefined
}

/** Youngest age at which anybody may be registered as a worker, and of an adult. */
const minimumAge = 15
const adultAge = 18
/** New workers are to be reported within this many days (PP 45/2015). */
const reportingDays = 30

/** Everything noticed about form F1a. Total for any texts; the form may be half empty. */
export function workerFindings(form: WorkerForm, context: WorkerContext): Finding[] {
  return [
    ...personFindings(form),
    ...ageFindings(form, context.today),
    ...contactFindings(form),
    ...employmentFindings(form, context),
    ...wageFindings(form, context.regencyMinimumWage),
  ]
}

function personFindings(form: WorkerForm): Finding[] {
  const { date: birthDate } = readDate('birthDate', form.birthDate)
  const nik = (text: string) => validateNik(text, { birthDate, sex: form.sex })
  const foreign = form.nationality === 'WNA'
  return [
    ...present('nationality', form.nationality),
    ...(foreign ? optional('nik', form.nik, nik) : required('nik', form.nik, nik)),
    ...required('fullName', form.fullName, validatePersonName),
    ...required('birthPlace', form.birthPlace),
    ...present('sex', form.sex),
    ...present('married', form.married),
    ...required('motherName', form.motherName, validatePersonName),
    ...optional('kkNumber', form.kkNumber, (text) => validateFamilyCard(text, { nik: form.nik })),
    ...optional('npwp', form.npwp, (text) => validateNpwp(text)),
    ...(form.previouslyMember === true
      ? required('kpj', form.kpj, validateKpj)
      : optional('kpj', form.kpj, validateKpj)),
    ...optional('jknNumber', form.jknNumber, validateJknNumber),
    ...optional('bankAccount', form.bankAccount, (text) =>
      validateBankAccount(text, { bankName: form.bankName }),
    ),
  ]
}

function ageFindings(form: WorkerForm, today: LocalDate): Finding[] {
  const { date, findings } = readDate('birthDate', form.birthDate)
  if (findings.length > 0) return findings
  if (date === undefined) return [finding('REQUIRED', 'birthDate')]
  if (date > today) return [finding('BIRTHDATE_IN_FUTURE', 'birthDate')]
  const age = ageOn(date, today)
  if (age < minimumAge) return [finding('AGE_BELOW_MINIMUM', 'birthDate', { age, minimumAge })]
  if (age < adultAge) return [finding('AGE_YOUNG_WORKER', 'birthDate', { age })]
  return age > 100 ? [finding('BIRTHDATE_IMPLAUSIBLE', 'birthDate', { age })] : []
}

function contactFindings(form: WorkerForm): Finding[] {
  return [
    ...required('address', form.address),
    ...optional('postcode', form.postcode, validatePostcode),
    ...required('mobile', form.mobile, (text) => validatePhone(text, { mobileOnly: true })),
    ...optional('email', form.email, validateEmail),
  ]
}

function employmentFindings(form: WorkerForm, { today, period }: WorkerContext): Finding[] {
  const start = readDate('startDate', form.startDate)
  const end = readDate('contractEndDate', form.contractEndDate)
  const findings = [
    ...present('employmentStatus', form.employmentStatus),
    ...start.findings,
    ...end.findings,
  ]
  if (start.date === undefined && start.findings.length === 0) {
    findings.push(finding('REQUIRED', 'startDate'))
  }
  if (form.employmentStatus === 'PKWT' && end.date === undefined && end.findings.length === 0) {
    findings.push(finding('CONTRACT_END_MISSING', 'contractEndDate'))
  }
  if (start.date === undefined) return findings
  if (end.date !== undefined && end.date <= start.date) {
    findings.push(finding('CONTRACT_END_BEFORE_START', 'contractEndDate'))
  }
  const latest = period === undefined ? today : lastDayOfMonth(`${period}-01`)
  if (start.date > latest) findings.push(finding('START_DATE_IN_FUTURE', 'startDate'))
  const days = daysBetween(start.date, today)
  if (days > reportingDays) findings.push(finding('START_DATE_LATE_REPORT', 'startDate', { days }))
  return [...findings, ...youngStart(form, start.date), ...foreignerFindings(form, start.date)]
}

function youngStart(form: WorkerForm, startDate: LocalDate): Finding[] {
  const { date: birthDate } = readDate('birthDate', form.birthDate)
  return birthDate !== undefined && ageOn(birthDate, startDate) < minimumAge
    ? [finding('START_BEFORE_WORKING_AGE', 'startDate')]
    : []
}

/** Foreigners are insured after six months in the country (PP 49/2023 Art. 5). */
function foreignerFindings(form: WorkerForm, startDate: LocalDate): Finding[] {
  if (form.nationality !== 'WNA') return []
  const since = readDate('inIndonesiaSince', form.inIndonesiaSince)
  if (since.date === undefined) return since.findings
  return addMonthsToDate(since.date, 6) > startDate
    ? [finding('FOREIGNER_TOO_SHORT', 'inIndonesiaSince')]
    : []
}

function wageFindings(form: WorkerForm, minimumWage: Rupiah | undefined): Finding[] {
  const { wage, backPay } = form
  const findings: Finding[] = []
  if (wage === undefined) findings.push(finding('REQUIRED', 'wage'))
  else if (!Number.isSafeInteger(wage)) findings.push(...amount('wage', wage))
  else if (wage <= 0) findings.push(finding('WAGE_NOT_POSITIVE', 'wage'))
  else if (minimumWage !== undefined && wage < minimumWage) {
    findings.push(finding('WAGE_BELOW_MINIMUM', 'wage', { wage, minimumWage }))
  }
  if (backPay !== undefined && backPay < 0) findings.push(finding('BACK_PAY_NEGATIVE', 'backPay'))
  else findings.push(...amount('backPay', backPay))
  return findings
}
