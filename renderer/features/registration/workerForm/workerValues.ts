import { finding, hasErrors, type Finding } from '#shared/domain/findings'
import { normaliseEmail } from '#shared/domain/identity/email'
import { normaliseFamilyCard } from '#shared/domain/identity/familyCard'
import { normaliseKpj } from '#shared/domain/identity/kpj'
import { birthDateOfNik, normaliseNik, parseNik } from '#shared/domain/identity/nik'
import { normaliseNpwp } from '#shared/domain/identity/npwp'
import { normalisePersonName } from '#shared/domain/identity/personName'
import { formatPhone, normalisePhone } from '#shared/domain/identity/phone'
import { normalisePostcode } from '#shared/domain/identity/postcode'
import { workerFindings, type WorkerForm } from '#shared/domain/registration/workerRules'
import { EmploymentStatus } from '#shared/model/membership'
import { ParticipantProfile } from '#shared/model/participant'
import { WorkerInput } from '#shared/registration/workerInput'
import {
  groupInFours,
  readTypedDate,
  readTypedMoney,
  showTypedDate,
  showTypedMoney,
} from '../../../components/form/typedValues'

/** Form F1a as typed. */
export type WorkerValues = ReturnType<typeof emptyWorker>

export const BLOOD_TYPES = ['A', 'B', 'AB', 'O'] as const

/** What is the same for the next worker of the same employer. */
export const CARRIED_OVER = [
  'workLocationCode',
  'employmentStatus',
  'postcode',
  'startDate',
] as const
export type CarriedOver = Partial<Record<(typeof CARRIED_OVER)[number], string>>

export function emptyWorker(carried: CarriedOver = {}) {
  return {
    nik: '',
    fullName: '',
    title: '',
    birthPlace: '',
    birthDate: '',
    sex: '',
    married: '',
    bloodType: '',
    motherName: '',
    kkNumber: '',
    npwp: '',
    previouslyMember: '',
    kpj: '',
    nationality: 'WNI',
    address: '',
    postcode: carried.postcode ?? '',
    mobile: '',
    email: '',
    employeeNo: '',
    workLocationCode: carried.workLocationCode ?? '',
    employmentStatus: carried.employmentStatus ?? '',
    startDate: carried.startDate ?? '',
    contractEndDate: '',
    wage: '',
    backPay: '',
  }
}

/** Everything noticed about form F1a, by the rules and by what can be stored. */
export function checkWorker(values: WorkerValues, today: string): Finding[] {
  const found = workerFindings(readForm(values), { today })
  // A foreigner may lack a NIK by the rules, but a person without one cannot be stored yet.
  if (values.nik.trim() === '' && !found.some(({ field }) => field === 'nik')) {
    found.push(finding('REQUIRED', 'nik'))
  }
  const known = new Set(found.filter((one) => hasErrors([one])).map(({ field }) => field))
  return [...found, ...tooLong(values).filter(({ field }) => !known.has(field))]
}

/**
 * The worker to register.
 * @throws ZodError when the values still have errors
 */
export function getWorkerInput(values: WorkerValues): WorkerInput {
  return WorkerInput.parse(inputOf(values))
}

/**
 * The person of a form.
 * @throws ZodError when the values still have errors
 */
export function getPerson(values: WorkerValues): ParticipantProfile {
  return ParticipantProfile.parse(inputOf(values).person)
}

/** Birth date and sex as the NIK tells them; `undefined` while the NIK is none. */
export function suggestionsOf(
  nik: string,
  today: string,
): { birthDate: string; sex: 'M' | 'F' } | undefined {
  const parts = parseNik(nik).value
  const birthDate = parts && birthDateOfNik(parts, today)
  return parts && birthDate ? { birthDate: showTypedDate(birthDate), sex: parts.sex } : undefined
}

/** The form's person fields filled with somebody already registered. */
export function personValues(person: ParticipantProfile): Partial<WorkerValues> {
  return {
    nik: groupInFours(person.nik),
    fullName: person.fullName,
    title: person.title ?? '',
    birthPlace: person.birthPlace,
    birthDate: showTypedDate(person.birthDate),
    sex: person.sex,
    married: person.married ? 'Y' : 'T',
    bloodType: person.bloodType ?? '',
    motherName: person.motherName,
    kkNumber: groupInFours(person.kkNumber ?? ''),
    npwp: person.npwp ?? '',
    kpj: person.kpj ?? '',
    previouslyMember: person.kpj ? 'Y' : 'T',
    nationality: person.nationality,
    address: person.address,
    postcode: person.postcode ?? '',
    mobile: formatPhone(person.mobile ?? ''),
    email: person.email ?? '',
  }
}

/** The form as it would have been typed for this worker. */
export function workerValuesOf({ person, terms }: WorkerInput): WorkerValues {
  return {
    ...emptyWorker(),
    ...personValues(person),
    employeeNo: terms.employeeNo ?? '',
    workLocationCode: terms.workLocationCode ?? '',
    employmentStatus: terms.employmentStatus,
    startDate: showTypedDate(terms.startDate),
    contractEndDate: terms.contractEndDate ? showTypedDate(terms.contractEndDate) : '',
    wage: showTypedMoney(terms.wage),
    backPay: terms.backPay === undefined ? '' : showTypedMoney(terms.backPay),
  }
}

function tooLong(values: WorkerValues): Finding[] {
  const result = WorkerInput.safeParse(inputOf(values))
  return (result.error?.issues ?? []).flatMap((issue) => {
    const field = String(issue.path.at(-1))
    if (issue.code !== 'too_big') return []
    const length = String(values[field as keyof WorkerValues] ?? '').length
    return [finding('TEXT_LENGTH', field, { min: 1, max: Number(issue.maximum), length })]
  })
}

/** The form as the rules read it. */
export function readForm(values: WorkerValues): WorkerForm {
  return {
    ...values,
    nationality: values.nationality === 'WNA' ? 'WNA' : 'WNI',
    birthDate: dateOf(values.birthDate),
    sex: sexOf(values),
    married: marriedOf(values),
    previouslyMember: values.previouslyMember === 'Y',
    employmentStatus: EmploymentStatus.safeParse(values.employmentStatus).data,
    startDate: dateOf(values.startDate),
    contractEndDate: dateOf(values.contractEndDate),
    wage: amountOf(values.wage),
    backPay: amountOf(values.backPay),
  }
}

function inputOf(values: WorkerValues) {
  return {
    person: {
      nik: normaliseNik(values.nik),
      fullName: normalisePersonName(values.fullName),
      title: given(values.title),
      birthPlace: values.birthPlace,
      birthDate: readTypedDate(values.birthDate),
      sex: sexOf(values),
      married: marriedOf(values),
      bloodType: BLOOD_TYPES.find((type) => type === values.bloodType),
      motherName: normalisePersonName(values.motherName),
      kkNumber: given(values.kkNumber, normaliseFamilyCard),
      npwp: given(values.npwp, normaliseNpwp),
      kpj: given(values.kpj, normaliseKpj),
      nationality: values.nationality === 'WNA' ? 'WNA' : 'WNI',
      address: values.address,
      postcode: given(values.postcode, normalisePostcode),
      mobile: given(values.mobile, normalisePhone),
      email: given(values.email, normaliseEmail),
    },
    terms: {
      employeeNo: given(values.employeeNo),
      workLocationCode: given(values.workLocationCode),
      employmentStatus: EmploymentStatus.safeParse(values.employmentStatus).data,
      startDate: readTypedDate(values.startDate),
      contractEndDate: readTypedDate(values.contractEndDate),
      wage: readTypedMoney(values.wage),
      backPay: readTypedMoney(values.backPay),
    },
  }
}

/** The ISO date, or the text itself when it is none: the rules then name it unreadable. */
export function dateOf(text: string): string {
  return readTypedDate(text) ?? text
}

export function amountOf(text: string): number | undefined {
  return text.trim() === '' ? undefined : (readTypedMoney(text) ?? Number.NaN)
}

export function given(
  text: string,
  change: (text: string) => string = (same) => same,
): string | undefined {
  const trimmed = text.trim()
  return trimmed === '' ? undefined : change(trimmed)
}

function sexOf({ sex }: WorkerValues): 'M' | 'F' | undefined {
  return sex === 'M' || sex === 'F' ? sex : undefined
}

function marriedOf({ married }: WorkerValues): boolean | undefined {
  return married === '' ? undefined : married === 'Y'
}
