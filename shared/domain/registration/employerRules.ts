import {
  periodOfDate,
  comparePeriods,
  isPeriod,
  monthsBetween,
  type Period,
} from '../calendar/period'
import type { LocalDate } from '../calendar/localDate'
import { type Finding, finding } from '../findings'
import { validateBankAccount } from '../identity/bankAccount'
import { validateEmail } from '../identity/email'
import { validateLegalName } from '../identity/legalName'
import { validateNib } from '../identity/nib'
import { validateNik } from '../identity/nik'
import { validateDivision, validateNpp } from '../identity/npp'
import { validateNpwp } from '../identity/npwp'
import { validatePersonName } from '../identity/personName'
import { validatePhone } from '../identity/phone'
import { validatePostcode } from '../identity/postcode'
import type { Rupiah } from '../money'
import {
  type BillableProgramme,
  billableProgrammes,
  type EmployerSize,
  type RiskLevel,
} from '../programmes'
import type { RateTables } from '../rates/rateTables'
import { amount, optional, present, required } from './formChecks'
import { mandatoryProgrammes, type SizeBasis, sizeOfAmount } from './mandatoryProgrammes'

export { mandatoryProgrammes, sizeOfAmount, type SizeBasis } from './mandatoryProgrammes'

/** Form F1 as far as it is filled in; texts as typed, money in rupiah. */
export interface EmployerForm {
  legalName?: string | undefined
  legalForm?: string | undefined
  npwp?: string | undefined
  nib?: string | undefined
  licenceType?: string | undefined
  licenceNo?: string | undefined
  npp?: string | undefined
  division?: string | undefined
  businessTypeId?: string | undefined
  riskLevel?: RiskLevel | undefined
  size?: EmployerSize | undefined
  sizeBasis?: SizeBasis | undefined
  sizeAmount?: Rupiah | undefined
  programmes?: readonly BillableProgramme[] | undefined
  startPeriod?: Period | undefined
  address?: string | undefined
  regency?: string | undefined
  postcode?: string | undefined
  phone?: string | undefined
  email?: string | undefined
  ownerName?: string | undefined
  ownerNik?: string | undefined
  ownerPosition?: string | undefined
  picName?: string | undefined
  picPosition?: string | undefined
  picPhone?: string | undefined
  picEmail?: string | undefined
  bankName?: string | undefined
  bankAccount?: string | undefined
  bankHolder?: string | undefined
  workerCountDeclared?: number | undefined
  wageTotalDeclared?: Rupiah | undefined
}

export interface EmployerContext {
  /** Today's local date. */
  today: LocalDate
  /** Level of the chosen business type, to notice an override. */
  businessTypeLevel?: RiskLevel | undefined
  /** What the list of workers holds, to compare with the declaration. */
  workers?: { count: number; wageTotal: Rupiah } | undefined
}

/** Programmes are billed since this month; nothing can begin earlier (PP 44/2015, 45/2015). */
const firstPeriod: Period = '2015-07'

/** Everything noticed about form F1. Total for any texts; the form may be half empty. */
export function employerFindings(
  tables: RateTables,
  form: EmployerForm,
  context: EmployerContext,
): Finding[] {
  return [
    ...identityFindings(form),
    ...contactFindings(form),
    ...sizeFindings(tables, form),
    ...programmeFindings(tables, form),
    ...startFindings(form, context.today),
    ...declarationFindings(form, context),
    ...riskFindings(form, context),
  ]
}

function identityFindings(form: EmployerForm): Finding[] {
  const npwp = (text: string) =>
    validateNpwp(text, { organisation: form.legalForm !== 'PERORANGAN' })
  // A single person with a micro business may have no taxpayer number yet.
  const npwpOptional = form.legalForm === 'PERORANGAN' && form.size === 'MICRO'
  const licence = [form.nib, form.licenceNo].some(
    (text) => text !== undefined && text.trim() !== '',
  )
  return [
    ...required('legalName', form.legalName, validateLegalName),
    ...present('legalForm', form.legalForm),
    ...(npwpOptional ? optional('npwp', form.npwp, npwp) : required('npwp', form.npwp, npwp)),
    ...optional('nib', form.nib, validateNib),
    ...(licence ? [] : [finding('LICENCE_MISSING', 'nib')]),
    ...optional('npp', form.npp, (text) => validateNpp(text)),
    ...optional('division', form.division, (text) => validateDivision(text)),
    ...required('ownerName', form.ownerName, validatePersonName),
    ...required('ownerNik', form.ownerNik, (text) => validateNik(text)),
    ...required('ownerPosition', form.ownerPosition),
    ...optional('bankAccount', form.bankAccount, (text) =>
      validateBankAccount(text, {
        bankName: form.bankName,
        holder: form.bankHolder,
        owner: form.legalForm === 'PERORANGAN' ? form.ownerName : form.legalName,
      }),
    ),
  ]
}

function contactFindings(form: EmployerForm): Finding[] {
  return [
    ...required('address', form.address),
    ...required('regency', form.regency),
    ...required('postcode', form.postcode, validatePostcode),
    ...required('phone', form.phone, (text) => validatePhone(text)),
    ...required('email', form.email, validateEmail),
    ...required('picName', form.picName, validatePersonName),
    ...required('picPosition', form.picPosition),
    // Reminders go to this number, so it must be able to receive them.
    ...required('picPhone', form.picPhone, (text) => validatePhone(text, { mobileOnly: true })),
    ...required('picEmail', form.picEmail, validateEmail),
  ]
}

function sizeFindings(tables: RateTables, form: EmployerForm): Finding[] {
  const { size, sizeBasis, sizeAmount } = form
  const findings = [
    ...present('size', size),
    ...present('sizeBasis', sizeBasis),
    ...present('sizeAmount', sizeAmount),
    ...amount('sizeAmount', sizeAmount),
  ]
  if (findings.length > 0 || !size || !sizeBasis || sizeAmount === undefined) return findings
  const suggested = sizeOfAmount(tables, sizeBasis, sizeAmount)
  return suggested === size ? [] : [finding('SIZE_MISMATCH', 'size', { size, suggested })]
}

function programmeFindings(tables: RateTables, form: EmployerForm): Finding[] {
  const chosen = form.programmes ?? []
  if (chosen.length === 0) return [finding('PROGRAMME_MISSING', 'programmes')]
  if (form.size === undefined) return []
  const missing = mandatoryProgrammes(tables, form.size).filter((one) => !chosen.includes(one))
  // Registering only part of the programmes may be saved, but never unnoticed.
  return missing.length === 0
    ? []
    : [
        finding('PDS_PROGRAM', 'programmes', {
          missing: inOrder(missing).join(', '),
          size: form.size,
        }),
      ]
}

function startFindings(form: EmployerForm, today: LocalDate): Finding[] {
  const { startPeriod } = form
  if (startPeriod === undefined || !isPeriod(startPeriod))
    return [finding('REQUIRED', 'startPeriod')]
  if (comparePeriods(startPeriod, firstPeriod) < 0) {
    return [finding('START_PERIOD_TOO_EARLY', 'startPeriod', { first: firstPeriod })]
  }
  return monthsBetween(startPeriod, periodOfDate(today)) > 2
    ? [finding('START_PERIOD_LONG_AGO', 'startPeriod')]
    : []
}

function declarationFindings(form: EmployerForm, { workers }: EmployerContext): Finding[] {
  const { workerCountDeclared: count, wageTotalDeclared: wages } = form
  const findings = [
    ...present('workerCountDeclared', count),
    ...present('wageTotalDeclared', wages),
    ...amount('wageTotalDeclared', wages),
  ]
  if (count !== undefined && (!Number.isSafeInteger(count) || count < 1)) {
    findings.push(finding('WORKER_COUNT_INVALID', 'workerCountDeclared'))
  }
  if (workers === undefined) return findings
  if (count !== undefined && count !== workers.count) {
    const detail = { declared: count, listed: workers.count }
    findings.push(finding('WORKER_COUNT_DIFFERS', 'workerCountDeclared', detail))
  }
  // More than one per cent apart, compared without fractions.
  if (wages !== undefined && Math.abs(wages - workers.wageTotal) * 100 > workers.wageTotal) {
    const detail = { declared: wages, listed: workers.wageTotal }
    findings.push(finding('WAGE_TOTAL_DIFFERS', 'wageTotalDeclared', detail))
  }
  return findings
}

function riskFindings(form: EmployerForm, { businessTypeLevel }: EmployerContext): Finding[] {
  const findings = [
    ...required('businessTypeId', form.businessTypeId),
    ...present('riskLevel', form.riskLevel),
  ]
  if (form.riskLevel === undefined || businessTypeLevel === undefined) return findings
  return form.riskLevel === businessTypeLevel
    ? findings
    : [...findings, finding('RISK_LEVEL_OVERRIDDEN', 'riskLevel', { usual: businessTypeLevel })]
}

function inOrder(programmes: readonly BillableProgramme[]): BillableProgramme[] {
  return billableProgrammes.filter((programme) => programmes.includes(programme))
}
