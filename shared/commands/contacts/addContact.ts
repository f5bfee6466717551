import { z } from 'zod'
import { hasErrors } from '../../domain/findings'
import { Id } from '../../model/common'
import { ContactProfile } from '../../model/employerContact'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { checkPatchValue, patchable, type PatchValue } from '../records/patchable'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'

export const AddContactArgs = z.object({
  contactId: Id,
  employerId: Id,
  contact: ContactProfile,
})
export type AddContactArgs = z.infer<typeof AddContactArgs>

/** A further person to reach at an employer, also at an inactive one that still owes. */
export const addContact = defineCommand({
  name: 'contact.add',
  version: 1,
  roles: matrix['employer.edit'],
  args: AddContactArgs,
  async handler(tx, { contactId, employerId, contact }, ctx) {
    const employer = await tx.get('employer', employerId)
    if (!employer) throw new RuleViolation('EMPLOYER_NOT_FOUND', { employerId })
    if (await tx.get('employerContact', contactId)) throw new RuleViolation('ROW_EXISTS')
    await tx.put('employerContact', {
      ...readContact(contact),
      id: contactId,
      branchId: ctx.branchId,
      employerId,
      added: stampOf(ctx),
    })
  },
})

/** The contact as it is stored, by the same rules as later edits of its fields. */
function readContact(contact: ContactProfile): ContactProfile {
  const read: Record<string, PatchValue> = {}
  for (const [field, rule] of Object.entries(patchable.employerContact)) {
    const { value, findings } = checkPatchValue(
      rule,
      contact[field as keyof ContactProfile] ?? null,
    )
    if (hasErrors(findings)) {
      const codes = findings.map(({ code }) => code).join(', ')
      throw new RuleViolation('BAD_ARGUMENTS', { message: `${field}: ${codes}` })
    }
    if (value !== undefined && value !== null) read[field] = value
  }
  return ContactProfile.parse(read)
}
