import { z } from 'zod'
import { Id, Instant } from '../../model/common'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'

/** The server has the whole content and has checked its hash: the file is not outstanding. */
export const markStored = defineCommand({
  name: 'document.markStored',
  version: 1,
  roles: matrix['document.markStored'],
  args: z.object({ documentId: Id, storedAt: Instant }),
  async handler(tx, { documentId, storedAt }) {
    const document = await tx.get('document', documentId)
    if (!document) throw new RuleViolation('DOCUMENT_NOT_FOUND')
    await tx.put('document', { ...document, storedAt: document.storedAt ?? storedAt })
  },
})
