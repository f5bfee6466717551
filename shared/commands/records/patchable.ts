import { checked, finding, type Checked } from '../../domain/findings'
import { validateEmail } from '../../domain/identity/email'
import { validatePersonName } from '../../domain/identity/personName'
import { validatePhone } from '../../domain/identity/phone'
import { validatePostcode } from '../../domain/identity/postcode'
import type { EmployerContact } from '../../model/employerContact'
import type { Employer } from '../../model/employer'
import type { Membership } from '../../model/membership'
import type { Participant } from '../../model/participant'
import type { Action } from '../../permissions/matrix'

/** The value of a plain field; `null` stands for a field that the row does not have. */
export type PatchValue = string | boolean | null

export type FieldKind = 'text' | 'name' | 'phone' | 'mobile' | 'email' | 'postcode' | 'yesNo'

export interface PatchableField {
  readonly kind: FieldKind
  /** May not be emptied. */
  readonly required: boolean
  /** Longest text. */
  readonly max: number
}

const must = (kind: FieldKind, max = 120): PatchableField => ({ kind, max, required: true })
const may = (kind: FieldKind, max = 120): PatchableField => ({ kind, max, required: false })

/**
 * The plain fields that `record.patch` may change: those that no rule, amount, status, code, bill
 * or identity hangs on. What is not listed here cannot be patched; a test names what must never be.
 */
export const patchable = {
  employer: {
    address: must('text', 250),
    village: may('text', 80),
    district: may('text', 80),
    regency: must('text', 80),
    province: may('text', 80),
    postcode: must('postcode', 5),
    phone: must('phone', 20),
    email: must('email'),
    ownerPosition: must('text', 60),
    picName: must('name'),
    picPosition: must('text', 60),
    picPhone: must('mobile', 20),
    picEmail: must('email'),
    picConsent: must('yesNo'),
  } satisfies Partial<Record<keyof Employer, PatchableField>>,
  participant: {
    title: may('text', 40),
    motherName: must('name', 150),
    married: must('yesNo'),
    address: must('text', 250),
    postcode: may('postcode', 5),
    mobile: must('mobile', 20),
    email: may('email'),
  } satisfies Partial<Record<keyof Participant, PatchableField>>,
  membership: {
    employeeNo: may('text', 30),
    workLocationCode: may('text', 10),
  } satisfies Partial<Record<keyof Membership, PatchableField>>,
  employerContact: {
    name: must('name', 150),
    role: may('text', 60),
    phone: may('phone', 20),
    email: may('email'),
  } satisfies Partial<Record<keyof EmployerContact, PatchableField>>,
} as const

export type PatchableEntity = keyof typeof patchable
export type FieldsOf<E extends PatchableEntity> = keyof (typeof patchable)[E] & string

export const patchableEntities = Object.keys(patchable) as PatchableEntity[]

/** Who may edit rows of an entity. */
export const editActionOf: Readonly<Record<PatchableEntity, Action>> = {
  employer: 'employer.edit',
  employerContact: 'employer.edit',
  participant: 'person.edit',
  membership: 'person.edit',
}

/** The rules of a field, or `undefined` for one that may not be patched. */
export function findPatchableField(
  entity: PatchableEntity,
  field: string,
): PatchableField | undefined {
  const fields: Readonly<Record<string, PatchableField>> = patchable[entity]
  return Object.hasOwn(fields, field) ? fields[field] : undefined
}

/**
 * The value as it is stored (normalised; an emptied field is `null`), with what the rules of the
 * forms find about it. No value when it cannot be stored.
 */
export function checkPatchValue(rule: PatchableField, value: PatchValue): Checked<PatchValue> {
  if (rule.kind === 'yesNo') {
    return typeof value === 'boolean' ? checked(value, []) : checked(value, [finding('REQUIRED')])
  }
  const text = typeof value === 'string' ? value.trim() : ''
  if (typeof value === 'boolean' || (text === '' && rule.required)) {
    return checked<PatchValue>(null, [finding('REQUIRED')])
  }
  if (text === '') return checked<PatchValue>(null, [])
  const read = readText(rule.kind, text)
  const length = (read.value ?? '').length
  return length > rule.max
    ? checked<PatchValue>(null, [
        finding('TEXT_LENGTH', undefined, { min: 1, max: rule.max, length }),
      ])
    : read
}

function readText(kind: Exclude<FieldKind, 'yesNo'>, text: string): Checked<string> {
  switch (kind) {
    case 'text':
      return checked(text, [])
    case 'name':
      return validatePersonName(text)
    case 'phone':
      return validatePhone(text)
    case 'mobile':
      return validatePhone(text, { mobileOnly: true })
    case 'email':
      return validateEmail(text)
    case 'postcode':
      return validatePostcode(text)
  }
}
