import { addContact } from '#shared/commands/contacts/addContact'
import { removeContact } from '#shared/commands/contacts/removeContact'
import { findPatchableField, type PatchValue } from '#shared/commands/records/patchable'
import { patchOfField, patchRecord, valueOf } from '#shared/commands/records/patchRecord'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { Employer } from '#shared/model/employer'
import type { EmployerContact } from '#shared/model/employerContact'
import type { Rejection } from '#shared/sync/clientPorts'
import { findRow } from '../../store/queries/rows'
import { dismiss } from '../../sync/decide'
import { execute } from '../../sync/execute'
import type { DecisionCard } from './group'
import { findRefusedPatch, joinPatches, type RefusedPatch } from './patchCards'

/** What a person may choose on a card of an edit. */
export type Choice = 'theirs' | 'mine' | 'both'

/** Which choices there are: a field of a row that is gone has no other side to give back. */
export function choicesOf({ entity, gone, fields }: RefusedPatch): Choice[] {
  const keepable =
    entity === 'employerContact' ||
    (entity === 'employer' &&
      fields.every(({ field }) => isReach(entity, field)) &&
      // One contact has one number and one address: a second one would be lost.
      new Set(fields.map(({ field }) => contactFieldOf(entity, field))).size === fields.length)
  const both: Choice[] = keepable ? ['both'] : []
  return gone ? ['theirs', ...both] : ['theirs', 'mine', ...both]
}

/** A number or an address under which somebody is reached: there may be two of them. */
function isReach(entity: RefusedPatch['entity'], field: string): boolean {
  const kind = findPatchableField(entity, field)?.kind
  return kind === 'phone' || kind === 'mobile' || kind === 'email'
}

/**
 * Carries out a choice and settles everything on the card.
 * @param reason the choice in words, kept with what is laid aside
 * @returns the refusal when the choice cannot be carried out; the card then stays
 */
export async function decide(
  card: DecisionCard,
  choice: Choice,
  reason: string,
): Promise<RuleViolation | undefined> {
  const rejections = [card.head, ...card.followers]
  const patch = joinPatches(rejections)
  if (!patch) throw new Error('not a card of an edit')
  const settledHere = new Set<string>()
  if (choice === 'mine') {
    for (const { field, mine } of patch.fields) {
      const from = await currentValue(patch, field)
      // Of several edits of a field the last one is sent again; the others were on the way to it.
      const replaced = rejections.findLast((one) =>
        findRefusedPatch(one)?.fields.some((other) => other.field === field),
      )
      const args = patchOfField(patch.entity, patch.id, field, { from, to: mine })
      const options = replaced && !settledHere.has(replaced.uid) ? { replaces: replaced.uid } : {}
      const result = await execute(patchRecord, args, options)
      if (!result.ok) return result.violation
      if (replaced) settledHere.add(replaced.uid)
    }
  }
  if (choice === 'both') {
    const violation = await keepAsContact(rejections.at(-1) ?? card.head, patch)
    if (violation) return violation
  }
  const left = rejections.map(({ uid }) => uid).filter((uid) => !settledHere.has(uid))
  if (left.length === 0) return undefined
  const settled = await dismiss(left, reason)
  return settled.ok ? undefined : settled.violation
}

/** The present value, which is what the person sees on the card. */
async function currentValue({ entity, id }: RefusedPatch, field: string): Promise<PatchValue> {
  const row = await findRow(entity, id)
  return row ? valueOf(row, field) : null
}

/**
 * My version becomes a contact of its own. It bears the id of the last refusal of the card, which is
 * the one that undoing goes by, so that there is only one.
 */
async function keepAsContact(
  last: Rejection,
  patch: RefusedPatch,
): Promise<RuleViolation | undefined> {
  const row = await findRow(patch.entity, patch.id)
  const contact = row && contactWith(row as Employer | EmployerContact, patch)
  if (!contact) throw new Error('nobody to keep')
  const { employerId, ...profile } = contact
  const result = await execute(addContact, { contactId: last.uid, employerId, contact: profile })
  return result.ok ? undefined : result.violation
}

function contactWith(row: Employer | EmployerContact, patch: RefusedPatch) {
  const mine: Record<string, string> = {}
  for (const { field, mine: value } of patch.fields) {
    if (typeof value === 'string') mine[contactFieldOf(patch.entity, field)] = value
  }
  if ('legalName' in row) {
    return { name: row.picName, role: row.picPosition, ...mine, employerId: row.id }
  }
  const { name, role, phone, email, employerId } = row
  return { name, role, phone, email, ...mine, employerId }
}

function contactFieldOf(entity: RefusedPatch['entity'], field: string): string {
  if (entity === 'employerContact') return field
  const names: Readonly<Record<string, string>> = {
    phone: 'phone',
    picPhone: 'phone',
    email: 'email',
    picEmail: 'email',
    picName: 'name',
    picPosition: 'role',
  }
  return names[field] ?? field
}

/** The patch back, or the taking away of the contact: what undoes a decision. */
export type Undo =
  | { readonly kind: 'removeContact'; readonly contactId: string }
  | {
      readonly kind: 'patch'
      readonly patch: RefusedPatch
      readonly field: string
      readonly from: PatchValue
      readonly to: PatchValue
    }

/** What would undo the decision on a refused edit now; nothing where that is how it is already. */
export async function findUndo(rejection: Rejection): Promise<Undo | undefined> {
  const contact = await findRow('employerContact', rejection.uid)
  if (contact && !contact.removed) return { kind: 'removeContact', contactId: contact.id }
  const patch = findRefusedPatch(rejection)
  const [field] = patch?.fields ?? []
  if (!patch || patch.gone || !field) return undefined
  const now = await currentValue(patch, field.field)
  const to = rejection.state === 'resubmitted' ? field.theirs : field.mine
  const held = rejection.state === 'resubmitted' ? field.mine : field.theirs
  // Changed once more since: another undo would run over that.
  if (now !== held || now === to) return undefined
  return { kind: 'patch', patch, field: field.field, from: now, to }
}

export async function undo(step: Undo): Promise<RuleViolation | undefined> {
  const result =
    step.kind === 'removeContact'
      ? await execute(removeContact, { contactId: step.contactId })
      : await execute(patchRecord, patchOfField(step.patch.entity, step.patch.id, step.field, step))
  return result.ok ? undefined : result.violation
}
