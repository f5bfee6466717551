import { z } from 'zod'
import { Id, Text } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'

/** Takes a wrong scan off its owner; the row stays with the reason. */
export const removeDocument = defineCommand({
  name: 'document.remove',
  version: 1,
  roles: matrix['document.remove'],
  args: z.object({ documentId: Id, reason: Text(200).min(3) }),
  async handler(tx, { documentId, reason }, ctx) {
    const document = await tx.get('document', documentId)
    if (!document) throw new RuleViolation('DOCUMENT_NOT_FOUND')
    const { liveKey: _freed, ...rest } = document
    if (document.removed) {
      throw new RuleViolation('DOCUMENT_REMOVED', {
        name: document.name,
        removedBy: document.removed.by.name,
      })
    }
    await tx.put('document', { ...rest, status: 'REMOVED', removed: { by: stampOf(ctx), reason } })
  },
})
