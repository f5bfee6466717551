import { z } from 'zod'
import { BranchId, Id, OptionalText, Stamp, Text } from './common'
import { defineEntity } from './entity'
import { FieldEdits } from './fieldEdit'

/** Somebody at an employer whom the branch can reach, beside the one of the form F1. */
export const ContactProfile = z.object({
  name: Text(150),
  role: OptionalText(60),
  phone: OptionalText(20),
  email: OptionalText(120),
})
export type ContactProfile = z.infer<typeof ContactProfile>

export const EmployerContact = ContactProfile.extend({
  id: Id,
  branchId: BranchId,
  employerId: Id,
  added: Stamp,
  /** Set once the contact is taken away. The row stays, so that an edit made meanwhile elsewhere
   * is told by whom, and can be kept. */
  removed: Stamp.optional(),
  edits: FieldEdits.optional(),
})
export type EmployerContact = z.infer<typeof EmployerContact>

export const employerContactEntity = defineEntity('employerContact', EmployerContact, {
  employerId: { fields: ['employerId'] },
})
