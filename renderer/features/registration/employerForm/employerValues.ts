import { periodOfDate } from '#shared/domain/calendar/period'
import { employerFindings, type EmployerForm } from '#shared/domain/registration/employerRules'
import { hasErrors, finding, type Finding } from '#shared/domain/findings'
import { normaliseBankAccount } from '#shared/domain/identity/bankAccount'
import { normaliseEmail } from '#shared/domain/identity/email'
import { normaliseLegalName } from '#shared/domain/identity/legalName'
import { normaliseNib } from '#shared/domain/identity/nib'
import { normaliseNik } from '#shared/domain/identity/nik'
import { normaliseDivision, normaliseNpp } from '#shared/domain/identity/npp'
import { formatNpwp, normaliseNpwp } from '#shared/domain/identity/npwp'
import { normalisePersonName } from '#shared/domain/identity/personName'
import { formatPhone, normalisePhone } from '#shared/domain/identity/phone'
import { normalisePostcode } from '#shared/domain/identity/postcode'
import { billableProgrammes } from '#shared/domain/programmes'
import { EmployerProfile, EmployerSize, LegalForm } from '#shared/model/employer'
import { RiskLevel } from '#shared/model/common'
import { findBusinessType } from '#shared/reference/businessTypes'
import { rateTables } from '#shared/reference/tables'
import {
  groupInFours,
  readTypedDate,
  readTypedMoney,
  readTypedPeriod,
  showTypedDate,
  showTypedMoney,
  showTypedPeriod,
} from '../../../components/form/typedValues'

/** Form F1 as typed. Texts stay as they are until they are read. */
export type EmployerValues = ReturnType<typeof emptyEmployer>

export function emptyEmployer(today: string) {
  return {
    legalName: '',
    legalForm: '',
    npwp: '',
    division: '000',
    nib: '',
    licenceType: '',
    licenceNo: '',
    licenceDate: '',
    npp: '',
    address: '',
    village: '',
    district: '',
    regency: '',
    province: '',
    postcode: '',
    phone: '',
    email: '',
    ownerName: '',
    ownerNik: '',
    ownerPosition: '',
    picName: '',
    picPosition: '',
    picPhone: '',
    picEmail: '',
    picConsent: false,
    businessTypeId: '',
    riskLevel: '',
    riskLevelReason: '',
    sizeBasis: '',
    sizeAmount: '',
    size: '',
    programmes: [] as string[],
    startPeriod: showTypedPeriod(periodOfDate(today)),
    workerCountDeclared: '',
    wageTotalDeclared: '',
    labourIntensiveSector: '',
    bankName: '',
    bankAccount: '',
    bankHolder: '',
  }
}

/** The form as it would have been typed for this profile. */
export function employerValuesOf(profile: EmployerProfile): EmployerValues {
  const text = (value: string | undefined) => value ?? ''
  return {
    ...emptyEmployer(`${profile.startPeriod}-01`),
    legalName: profile.legalName,
    legalForm: profile.legalForm,
    npwp: formatNpwp(text(profile.npwp)),
    division: profile.division,
    nib: groupInFours(text(profile.nib)),
    licenceType: text(profile.licenceType),
    licenceNo: text(profile.licenceNo),
    licenceDate: profile.licenceDate ? showTypedDate(profile.licenceDate) : '',
    npp: text(profile.npp),
    address: profile.address,
    village: text(profile.village),
    district: text(profile.district),
    regency: profile.regency,
    province: text(profile.province),
    postcode: profile.postcode,
    phone: formatPhone(profile.phone),
    email: profile.email,
    ownerName: profile.ownerName,
    ownerNik: groupInFours(profile.ownerNik),
    ownerPosition: profile.ownerPosition,
    picName: profile.picName,
    picPosition: profile.picPosition,
    picPhone: formatPhone(profile.picPhone),
    picEmail: profile.picEmail,
    picConsent: profile.picConsent,
    businessTypeId: profile.businessTypeId,
    riskLevel: String(profile.riskLevel),
    riskLevelReason: text(profile.riskLevelReason),
    sizeBasis: profile.sizeBasis,
    sizeAmount: showTypedMoney(profile.sizeAmount),
    size: profile.size,
    programmes: [...profile.programmes],
    workerCountDeclared: String(profile.workerCountDeclared),
    wageTotalDeclared: showTypedMoney(profile.wageTotalDeclared),
    labourIntensiveSector: text(profile.labourIntensiveSector),
    bankName: text(profile.bankName),
    bankAccount: groupInFours(text(profile.bankAccount)),
    bankHolder: text(profile.bankHolder),
  }
}

/** Everything noticed about form F1, by the rules and by what can be stored. */
export function checkEmployer(values: EmployerValues, today: string): Finding[] {
  const level = findBusinessType(values.businessTypeId)?.riskLevel
  const found = employerFindings(rateTables, readForm(values), { today, businessTypeLevel: level })
  if (values.licenceDate.trim() !== '' && readTypedDate(values.licenceDate) === undefined) {
    found.push(finding('NOT_A_DATE', 'licenceDate'))
  }
  const overridden = found.some(({ code }) => code === 'RISK_LEVEL_OVERRIDDEN')
  if (overridden && values.riskLevelReason.trim() === '') {
    found.push(finding('REQUIRED', 'riskLevelReason'))
  }
  const known = new Set(found.filter((one) => hasErrors([one])).map(({ field }) => field))
  return [...found, ...tooLong(values).filter(({ field }) => !known.has(field))]
}

/**
 * The profile to register.
 * @throws ZodError when the values still have errors
 */
export function getEmployerProfile(values: EmployerValues): EmployerProfile {
  return EmployerProfile.parse(profileOf(values))
}

/** Texts that the store has no room for: the rules speak of content, this of length. */
function tooLong(values: EmployerValues): Finding[] {
  const result = EmployerProfile.safeParse(profileOf(values))
  return (result.error?.issues ?? []).flatMap((issue) => {
    const field = String(issue.path[0])
    if (issue.code !== 'too_big') return []
    if (field === 'workerCountDeclared') return [finding('WORKER_COUNT_INVALID', field)]
    const length = String(values[field as keyof EmployerValues] ?? '').length
    return [finding('TEXT_LENGTH', field, { min: 1, max: Number(issue.maximum), length })]
  })
}

function readForm(values: EmployerValues): EmployerForm {
  return {
    ...values,
    riskLevel: RiskLevel.safeParse(Number(values.riskLevel)).data,
    size: EmployerSize.safeParse(values.size).data,
    sizeBasis: basis(values),
    legalForm: LegalForm.safeParse(values.legalForm).data,
    sizeAmount: amountOf(values.sizeAmount),
    programmes: chosenProgrammes(values),
    startPeriod: readTypedPeriod(values.startPeriod),
    workerCountDeclared: countOf(values.workerCountDeclared),
    wageTotalDeclared: amountOf(values.wageTotalDeclared),
  }
}

function profileOf(values: EmployerValues): Record<keyof EmployerProfile, unknown> {
  return {
    legalName: normaliseLegalName(values.legalName),
    legalForm: LegalForm.safeParse(values.legalForm).data,
    npwp: given(values.npwp, normaliseNpwp),
    nib: given(values.nib, normaliseNib),
    licenceType: given(values.licenceType),
    licenceNo: given(values.licenceNo),
    licenceDate: readTypedDate(values.licenceDate),
    npp: given(values.npp, normaliseNpp),
    division: normaliseDivision(values.division),
    businessTypeId: values.businessTypeId,
    riskLevel: RiskLevel.safeParse(Number(values.riskLevel)).data,
    riskLevelReason: given(values.riskLevelReason),
    size: EmployerSize.safeParse(values.size).data,
    sizeBasis: basis(values),
    sizeAmount: readTypedMoney(values.sizeAmount),
    programmes: chosenProgrammes(values),
    startPeriod: readTypedPeriod(values.startPeriod),
    address: values.address,
    village: given(values.village),
    district: given(values.district),
    regency: values.regency,
    province: given(values.province),
    postcode: normalisePostcode(values.postcode),
    phone: normalisePhone(values.phone),
    email: normaliseEmail(values.email),
    ownerName: normalisePersonName(values.ownerName),
    ownerNik: normaliseNik(values.ownerNik),
    ownerPosition: values.ownerPosition,
    picName: normalisePersonName(values.picName),
    picPosition: values.picPosition,
    picPhone: normalisePhone(values.picPhone),
    picEmail: normaliseEmail(values.picEmail),
    picConsent: values.picConsent,
    bankName: given(values.bankName),
    bankAccount: given(values.bankAccount, normaliseBankAccount),
    bankHolder: given(values.bankHolder),
    workerCountDeclared: countOf(values.workerCountDeclared),
    wageTotalDeclared: readTypedMoney(values.wageTotalDeclared),
    labourIntensiveSector: given(values.labourIntensiveSector),
  }
}

function given(
  text: string,
  change: (text: string) => string = (same) => same,
): string | undefined {
  const trimmed = text.trim()
  return trimmed === '' ? undefined : change(trimmed)
}

/** NaN for text that is no amount: the rules then say so instead of "missing". */
function amountOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : (readTypedMoney(text) ?? Number.NaN)
}

function countOf(text: string): number | undefined {
  const bare = text.replace(/[\s.]/g, '')
  if (bare === '') return undefined
  return /^\d{1,9}$/.test(bare) ? Number(bare) : Number.NaN
}

function chosenProgrammes(values: EmployerValues) {
  return billableProgrammes.filter((programme) => values.programmes.includes(programme))
}

function basis({ sizeBasis }: EmployerValues): 'CAPITAL' | 'SALES' | undefined {
  return sizeBasis === 'CAPITAL' || sizeBasis === 'SALES' ? sizeBasis : undefined
}
