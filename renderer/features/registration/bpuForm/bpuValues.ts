import type { BpuEntry } from '#shared/commands/bpu/registerBpu'
import { finding, hasErrors, type Finding } from '#shared/domain/findings'
import { normalisePersonName } from '#shared/domain/identity/personName'
import { formatPhone, normalisePhone } from '#shared/domain/identity/phone'
import { BpuSector, PaymentRoute } from '#shared/domain/programmes'
import { bpuFindings } from '#shared/domain/registration/bpuRules'
import { BpuTerms } from '#shared/model/bpuMember'
import {
  readTypedMoney,
  readTypedPeriod,
  showTypedMoney,
  showTypedPeriod,
} from '../../../components/form/typedValues'
import {
  amountOf,
  emptyWorker,
  getPerson,
  given,
  personValues,
  readForm,
} from '../workerForm/workerValues'

/** Form F1 BPU as typed. */
export type BpuValues = ReturnType<typeof emptyBpu>

/** @param today local date: the membership begins with its month unless somebody changes it */
export function emptyBpu(today: string) {
  return {
    ...emptyWorker(),
    occupation: '',
    sector: '',
    monthlyIncome: '',
    isBusinessOwner: 'T',
    withJht: 'T',
    workLocation: '',
    workHours: '',
    route: 'SELF',
    paidBy: '',
    startPeriod: showTypedPeriod(today.slice(0, 7)),
    heirName: '',
    heirRelation: '',
    heirPhone: '',
  }
}

/** The form as it would have been typed for this member. */
export function bpuValuesOf({ person, terms }: Pick<BpuEntry, 'person' | 'terms'>): BpuValues {
  const yesNo = (value: boolean) => (value ? 'Y' : 'T')
  return {
    ...emptyBpu(`${terms.startPeriod}-01`),
    ...personValues(person),
    occupation: terms.occupation,
    sector: terms.sector,
    monthlyIncome: showTypedMoney(terms.monthlyIncome),
    isBusinessOwner: yesNo(terms.isBusinessOwner),
    withJht: yesNo(terms.withJht),
    workLocation: terms.workLocation ?? '',
    workHours: terms.workHours ?? '',
    route: terms.route,
    paidBy: terms.paidBy ?? '',
    heirName: terms.heirName,
    heirRelation: terms.heirRelation,
    heirPhone: formatPhone(terms.heirPhone ?? ''),
  }
}

/** Everything noticed about form F1 BPU, by the rules and by what can be stored. */
export function checkBpu(values: BpuValues, today: string): Finding[] {
  const found = bpuFindings(
    {
      ...readForm(values),
      occupation: values.occupation,
      paidBy: values.paidBy,
      heirName: values.heirName,
      heirRelation: values.heirRelation,
      heirPhone: values.heirPhone,
      sector: BpuSector.safeParse(values.sector).data,
      route: PaymentRoute.safeParse(values.route).data,
      monthlyIncome: amountOf(values.monthlyIncome),
      startPeriod: readTypedPeriod(values.startPeriod),
    },
    { today },
  )
  if (values.nik.trim() === '' && !found.some(({ field }) => field === 'nik')) {
    found.push(finding('REQUIRED', 'nik'))
  }
  const known = new Set(found.filter((one) => hasErrors([one])).map(({ field }) => field))
  return [...found, ...tooLong(values).filter(({ field }) => !known.has(field))]
}

/**
 * What is registered.
 * @throws ZodError when the values still have errors
 */
export function getBpuInput(values: BpuValues) {
  return { person: getPerson(values), terms: BpuTerms.parse(termsOf(values)) }
}

function tooLong(values: BpuValues): Finding[] {
  const result = BpuTerms.safeParse(termsOf(values))
  return (result.error?.issues ?? []).flatMap((issue) => {
    const field = String(issue.path.at(-1))
    if (issue.code !== 'too_big') return []
    const length = String(values[field as keyof BpuValues] ?? '').length
    return [finding('TEXT_LENGTH', field, { min: 1, max: Number(issue.maximum), length })]
  })
}

function termsOf(values: BpuValues) {
  const { route } = values
  return {
    occupation: values.occupation.trim(),
    sector: values.sector,
    isBusinessOwner: values.isBusinessOwner === 'Y',
    workLocation: given(values.workLocation),
    workHours: given(values.workHours),
    monthlyIncome: readTypedMoney(values.monthlyIncome),
    withJht: values.withJht === 'Y',
    route,
    paidBy: route === 'SELF' ? undefined : given(values.paidBy),
    startPeriod: readTypedPeriod(values.startPeriod),
    heirName: normalisePersonName(values.heirName),
    heirRelation: values.heirRelation.trim(),
    heirPhone: given(values.heirPhone, normalisePhone),
  }
}
