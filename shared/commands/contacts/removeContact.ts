import { z } from 'zod'
import { Id } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'

export const RemoveContactArgs = z.object({ contactId: Id })

/** Takes a contact away. Taking it away twice is the same as once; the first name stays on it. */
export const removeContact = defineCommand({
  name: 'contact.remove',
  version: 1,
  roles: matrix['employer.edit'],
  args: RemoveContactArgs,
  async handler(tx, { contactId }, ctx) {
    const contact = await tx.get('employerContact', contactId)
    if (!contact) {
      throw new RuleViolation('RECORD_GONE', {
        entity: 'employerContact',
        id: contactId,
        title: '',
        removedBy: '',
        removedAt: '',
        fields: [],
      })
    }
    if (contact.removed) return
    await tx.put('employerContact', { ...contact, removed: stampOf(ctx) })
  },
})
