import {
  checkPatchValue,
  findPatchableField,
  type PatchableEntity,
  type PatchValue,
} from '#shared/commands/records/patchable'
import { patchOfField, patchRecord, valueOf } from '#shared/commands/records/patchRecord'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { hasErrors, type Finding } from '#shared/domain/findings'
import { formatPhone } from '#shared/domain/identity/phone'
import { execute } from '../../sync/execute'

/** A part of an edit form: some fields of one row. */
export interface EditGroup {
  readonly title: string
  readonly entity: PatchableEntity
  readonly row: { readonly id: string }
  readonly fields: readonly string[]
}

/** A field of an edit form. `seen` is what the row held when the person began. */
export interface EditField {
  readonly key: string
  readonly entity: PatchableEntity
  readonly id: string
  readonly field: string
  readonly seen: PatchValue
}

export type Typed = Readonly<Record<string, string | boolean>>

export function fieldsOfGroup({ entity, row, fields }: EditGroup): EditField[] {
  return fields.map((field) => ({
    key: `${entity}.${field}`,
    entity,
    id: row.id,
    field,
    seen: valueOf(row, field),
  }))
}

/** What is wrong or unusual with a value as typed, and the value as it would be stored. */
export function checkField(
  { entity, field }: Pick<EditField, 'entity' | 'field'>,
  typed: string | boolean,
): { value: PatchValue | undefined; findings: readonly Finding[] } {
  const rule = findPatchableField(entity, field)
  if (!rule) throw new Error(`${entity}.${field} cannot be patched`)
  return checkPatchValue(rule, typed)
}

/** Whether the field no longer shows what it showed at first. */
export function isTouched(field: EditField, typed: Typed): boolean {
  return typed[field.key] !== undefined && typed[field.key] !== shownValue(field)
}

/** Fields that the person has changed, with their values to store. */
export function changesOf(
  fields: readonly EditField[],
  typed: Typed,
): { field: EditField; to: PatchValue }[] {
  return fields.flatMap((field) => {
    if (!isTouched(field, typed)) return []
    const { value, findings } = checkField(field, typed[field.key] ?? '')
    return hasErrors(findings) || value === undefined || value === field.seen
      ? []
      : [{ field, to: value }]
  })
}

/** What the fields show at first: stored values as people write them. */
export function shownValues(fields: readonly EditField[]): Typed {
  return Object.fromEntries(fields.map((field) => [field.key, shownValue(field)]))
}

function shownValue({ entity, field, seen }: EditField): string | boolean {
  const kind = findPatchableField(entity, field)?.kind
  if (kind === 'yesNo') return seen === true
  if (typeof seen !== 'string') return ''
  return kind === 'phone' || kind === 'mobile' ? formatPhone(seen) : seen
}

/**
 * The form after its rows were seen anew: what the person typed stays, what they never touched
 * shows what is there now, so that saving again runs over nobody.
 */
export function seenAnew(
  before: readonly EditField[],
  now: readonly EditField[],
  typed: Typed,
): Typed {
  const touched = before.filter((field) => isTouched(field, typed)).map(({ key }) => key)
  const kept = touched.map((key) => [key, typed[key] ?? ''] as const)
  return { ...shownValues(now), ...Object.fromEntries(kept) }
}

/**
 * One command per changed field, so that one clash holds up no other field.
 * @returns how many were stored, and why the first of the others was not
 */
export async function saveChanges(
  changes: readonly { field: EditField; to: PatchValue }[],
): Promise<{ saved: string[]; refusal?: RuleViolation }> {
  const saved: string[] = []
  let refusal: RuleViolation | undefined
  for (const { field, to } of changes) {
    const change = { from: field.seen, to }
    const args = patchOfField(field.entity, field.id, field.field, change)
    const result = await execute(patchRecord, args)
    if (result.ok) saved.push(field.key)
    else refusal ??= result.violation
  }
  return refusal ? { saved, refusal } : { saved }
}
