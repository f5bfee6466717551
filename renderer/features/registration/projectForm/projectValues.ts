import { finding, hasErrors, type Finding } from '#shared/domain/findings'
import { formatNpwp, normaliseNpwp } from '#shared/domain/identity/npwp'
import { formatPhone, normalisePhone } from '#shared/domain/identity/phone'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { projectFindings } from '#shared/domain/registration/projectRules'
import { ProjectProfile } from '#shared/model/project'
import {
  readTypedDate,
  readTypedMoney,
  showTypedDate,
  showTypedMoney,
} from '../../../components/form/typedValues'
import { amountOf, dateOf, given } from '../workerForm/workerValues'

/** Terms that the form has room for, as many as a project may have. */
export const FORM_TERMS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12] as const
type TermNo = (typeof FORM_TERMS)[number]
type TermValues = Record<`termShare${TermNo}` | `termDate${TermNo}`, string>

/** Form F1 Jakon as typed. */
export type ProjectValues = ReturnType<typeof emptyProject>

export function emptyProject() {
  return {
    projectName: '',
    location: '',
    contractorName: '',
    contractorNpwp: '',
    contractorAddress: '',
    contractorCity: '',
    contractorPhone: '',
    ownerName: '',
    fundingSource: '',
    contractNo: '',
    contractDate: '',
    spkNo: '',
    spkDate: '',
    startDate: '',
    endDate: '',
    maintenanceEndDate: '',
    workerCount: '',
    method: 'CONTRACT',
    contractValue: '',
    includesVat: 'Y',
    termCount: '1',
    ...termValues([{ share: '100', date: '' }]),
  }
}

/** The form as it would have been typed for this project. */
export function projectValuesOf(profile: ProjectProfile): ProjectValues {
  const date = (iso: string | undefined) => (iso === undefined ? '' : showTypedDate(iso))
  const terms = profile.terms.map(({ sharePpm, dueDate }) => ({
    share: String(sharePpm / 10_000).replace('.', ','),
    date: showTypedDate(dueDate),
  }))
  return {
    ...emptyProject(),
    projectName: profile.projectName,
    location: profile.location,
    contractorName: profile.contractorName,
    contractorNpwp: formatNpwp(profile.contractorNpwp),
    contractorAddress: profile.contractorAddress,
    contractorCity: profile.contractorCity,
    contractorPhone: formatPhone(profile.contractorPhone),
    ownerName: profile.ownerName,
    fundingSource: profile.fundingSource,
    contractNo: profile.contractNo,
    contractDate: date(profile.contractDate),
    spkNo: profile.spkNo ?? '',
    spkDate: date(profile.spkDate),
    startDate: date(profile.startDate),
    endDate: date(profile.endDate),
    maintenanceEndDate: date(profile.maintenanceEndDate),
    workerCount: String(profile.workerCount),
    method: profile.method,
    contractValue: showTypedMoney(profile.contractValue),
    includesVat: profile.includesVat ? 'Y' : 'T',
    termCount: String(Math.max(1, terms.length)),
    ...(terms.length > 0 && termValues(terms)),
  }
}

/** Everything noticed about form F1 Jakon, by the rules and by what can be stored. */
export function checkProject(tables: RateTables, values: ProjectValues, today: string): Finding[] {
  const found = projectFindings(
    tables,
    {
      ...values,
      method: methodOf(values),
      contractDate: dateOf(values.contractDate),
      spkDate: dateOf(values.spkDate),
      startDate: dateOf(values.startDate),
      endDate: dateOf(values.endDate),
      maintenanceEndDate: dateOf(values.maintenanceEndDate),
      workerCount: amountOf(values.workerCount),
      contractValue: amountOf(values.contractValue),
      terms: termsOf(values).map(({ sharePpm, dueDate }) => ({ sharePpm, dueDate })),
    },
    { today },
  )
  const known = new Set(found.filter((one) => hasErrors([one])).map(({ field }) => field))
  return [...found, ...tooLong(values).filter(({ field }) => !known.has(field))]
}

/**
 * What is registered.
 * @throws ZodError when the values still have errors
 */
export function getProjectProfile(values: ProjectValues): ProjectProfile {
  return ProjectProfile.parse(profileOf(values))
}

function profileOf(values: ProjectValues) {
  const texts = {
    projectName: values.projectName.trim(),
    location: values.location.trim(),
    contractorName: values.contractorName.trim(),
    contractorNpwp: normaliseNpwp(values.contractorNpwp),
    contractorAddress: values.contractorAddress.trim(),
    contractorCity: values.contractorCity.trim(),
    contractorPhone: normalisePhone(values.contractorPhone),
    ownerName: values.ownerName.trim(),
    fundingSource: values.fundingSource,
    contractNo: values.contractNo.trim(),
    spkNo: given(values.spkNo),
  }
  return {
    ...texts,
    contractDate: readTypedDate(values.contractDate),
    spkDate: readTypedDate(values.spkDate),
    startDate: readTypedDate(values.startDate),
    endDate: readTypedDate(values.endDate),
    maintenanceEndDate: readTypedDate(values.maintenanceEndDate),
    workerCount: readTypedMoney(values.workerCount),
    method: methodOf(values),
    contractValue: readTypedMoney(values.contractValue),
    includesVat: values.includesVat === 'Y',
    terms: methodOf(values) === 'WAGE' ? [] : termsOf(values),
  }
}

function tooLong(values: ProjectValues): Finding[] {
  const result = ProjectProfile.safeParse(profileOf(values))
  return (result.error?.issues ?? []).flatMap((issue) => {
    const field = String(issue.path.at(-1))
    if (issue.code !== 'too_big' || !(field in values)) return []
    const length = values[field as keyof ProjectValues].length
    return [finding('TEXT_LENGTH', field, { min: 1, max: Number(issue.maximum), length })]
  })
}

function methodOf({ method }: ProjectValues): 'CONTRACT' | 'WAGE' | undefined {
  return method === 'CONTRACT' || method === 'WAGE' ? method : undefined
}

function termsOf(values: ProjectValues) {
  return FORM_TERMS.filter((no) => no <= Number(values.termCount)).map((no) => ({
    sharePpm: shareOf(values[`termShare${no}`]),
    dueDate: dateOf(values[`termDate${no}`]),
  }))
}

function termValues(terms: readonly { share: string; date: string }[]): TermValues {
  const fields = FORM_TERMS.flatMap((no) => [
    [`termShare${no}`, terms[no - 1]?.share ?? ''],
    [`termDate${no}`, terms[no - 1]?.date ?? ''],
  ])
  return Object.fromEntries(fields) as TermValues
}

/** `37,5` → 375,000 ppm; text that is no percentage is a share of nothing. */
function shareOf(text: string): number | undefined {
  const trimmed = text.trim().replace(/%$/, '').trim()
  if (trimmed === '') return undefined
  const match = /^(\d{1,3})(?:[.,](\d{1,4}))?$/.exec(trimmed)
  if (!match) return Number.NaN
  return Number(match[1]) * 10_000 + Number((match[2] ?? '').padEnd(4, '0'))
}
