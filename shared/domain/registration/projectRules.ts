import { isRealDate, type LocalDate } from '../calendar/localDate'
import { addWorkingDays } from '../calendar/workingDays'
import { type Finding, finding } from '../findings'
import { validateNpwp } from '../identity/npwp'
import { validatePhone } from '../identity/phone'
import type { Ppm, Rupiah } from '../money'
import type { RateTables } from '../rates/rateTables'
import { amount, optional, present, readDate, required } from './formChecks'

/** Form F1 Jakon as far as it is filled in; texts as typed, money in rupiah, dates `YYYY-MM-DD`. */
export interface ProjectForm {
  projectName?: string | undefined
  location?: string | undefined
  contractorName?: string | undefined
  contractorNpwp?: string | undefined
  contractorAddress?: string | undefined
  contractorCity?: string | undefined
  contractorPhone?: string | undefined
  ownerName?: string | undefined
  fundingSource?: string | undefined
  contractNo?: string | undefined
  contractDate?: string | undefined
  spkDate?: string | undefined
  startDate?: string | undefined
  endDate?: string | undefined
  maintenanceEndDate?: string | undefined
  workerCount?: number | undefined
  method?: 'CONTRACT' | 'WAGE' | undefined
  contractValue?: Rupiah | undefined
  /** The plan of a contract: as many as are shown. */
  terms?: ReadonlyArray<{ sharePpm?: Ppm | undefined; dueDate?: string | undefined }> | undefined
}

/** A project is to be registered within this many working days after its SPK (PP 44/2015). */
const reportingWorkingDays = 14
const whole: Ppm = 1_000_000

/**
 * Everything noticed about form F1 Jakon. Total for any texts; the form may be half empty. Terms
 * are named `termShare1`, `termDate1` and so on, as the form does.
 */
export function projectFindings(
  tables: RateTables,
  form: ProjectForm,
  context: { today: LocalDate },
): Finding[] {
  return [
    ...required('projectName', form.projectName),
    ...required('location', form.location),
    ...required('contractorName', form.contractorName),
    ...required('contractorNpwp', form.contractorNpwp, (text) => validateNpwp(text)),
    ...required('contractorAddress', form.contractorAddress),
    ...required('contractorCity', form.contractorCity),
    ...required('contractorPhone', form.contractorPhone, (text) => validatePhone(text)),
    ...required('ownerName', form.ownerName),
    ...present('fundingSource', form.fundingSource),
    ...required('contractNo', form.contractNo),
    ...requiredDate('contractDate', form.contractDate),
    ...spkFindings(tables, form, context.today),
    ...periodFindings(form),
    ...countFindings(form.workerCount),
    ...present('method', form.method),
    ...valueFindings(form.contractValue),
    ...(form.method === 'CONTRACT' ? termFindings(form.terms ?? []) : []),
  ]
}

function requiredDate(field: string, text: string | undefined): Finding[] {
  const { date, findings } = readDate(field, text)
  return date === undefined && findings.length === 0 ? [finding('REQUIRED', field)] : findings
}

function spkFindings(tables: RateTables, form: ProjectForm, today: LocalDate): Finding[] {
  const { date, findings } = readDate('spkDate', form.spkDate)
  if (date === undefined) return findings
  const limit = addWorkingDays(tables.holidays, date, reportingWorkingDays)
  return today > limit
    ? [finding('SPK_LATE_REPORT', 'spkDate', { days: reportingWorkingDays })]
    : []
}

function periodFindings(form: ProjectForm): Finding[] {
  const { startDate, endDate, maintenanceEndDate } = form
  const maintenance = optional('maintenanceEndDate', maintenanceEndDate, (text) => ({
    value: text,
    findings: isRealDate(text) ? [] : [finding('NOT_A_DATE')],
  }))
  const order = (field: string, from: string | undefined, to: string | undefined) => {
    const isWrong = isDate(from) && isDate(to) && to <= from
    return isWrong ? [finding('PROJECT_END_BEFORE_START', field)] : []
  }
  return [
    ...requiredDate('startDate', startDate),
    ...requiredDate('endDate', endDate),
    ...maintenance,
    ...order('endDate', startDate, endDate),
    ...order('maintenanceEndDate', endDate, maintenanceEndDate),
  ]
}

function isDate(text: string | undefined): text is string {
  return text !== undefined && isRealDate(text)
}

function countFindings(count: number | undefined): Finding[] {
  if (count === undefined) return [finding('REQUIRED', 'workerCount')]
  return Number.isSafeInteger(count) && count >= 1
    ? []
    : [finding('WORKER_COUNT_INVALID', 'workerCount')]
}

function valueFindings(value: Rupiah | undefined): Finding[] {
  if (value === undefined) return [finding('REQUIRED', 'contractValue')]
  if (value === 0) return [finding('AMOUNT_INVALID', 'contractValue')]
  return amount('contractValue', value)
}

function termFindings(terms: NonNullable<ProjectForm['terms']>): Finding[] {
  const single = terms.flatMap(({ sharePpm, dueDate }, index) => [
    ...shareFindings(`termShare${index + 1}`, sharePpm),
    ...requiredDate(`termDate${index + 1}`, dueDate),
  ])
  if (single.length > 0) return single
  const sum = terms.reduce((total, { sharePpm }) => total + (sharePpm ?? 0), 0)
  const backwards = terms.findIndex(
    ({ dueDate }, index) => index > 0 && (dueDate ?? '') < (terms[index - 1]?.dueDate ?? ''),
  )
  return [
    ...(sum === whole
      ? []
      : [finding('TERMS_NOT_WHOLE', `termShare${terms.length}`, { percent: percentText(sum) })]),
    ...(backwards < 0 ? [] : [finding('TERMS_NOT_IN_ORDER', `termDate${backwards + 1}`)]),
  ]
}

function shareFindings(field: string, share: Ppm | undefined): Finding[] {
  if (share === undefined) return [finding('REQUIRED', field)]
  return Number.isInteger(share) && share > 0 && share <= whole
    ? []
    : [finding('SHARE_INVALID', field)]
}

/** `995000` → `99,5`. */
function percentText(ppm: Ppm): string {
  return String(ppm / 10_000).replace('.', ',')
}
