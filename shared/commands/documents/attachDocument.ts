import { z } from 'zod'
import { FileMime, MAX_FILE_BYTES, Sha256 } from '../../attachments/content'
import { DocumentKind } from '../../domain/registration/attachments'
import { Id, Text } from '../../model/common'
import { documentLiveKey, DocumentOwner } from '../../model/document'
import { matrix } from '../../permissions/matrix'
import { defineCommand } from '../definition'
import { RuleViolation } from '../ruleCodes'
import { stampOf } from '../stamp'

export const AttachDocumentArgs = z.object({
  documentId: Id,
  ownerType: DocumentOwner,
  ownerId: Id,
  kind: DocumentKind,
  sha256: Sha256,
  size: z.number().int().min(1).max(MAX_FILE_BYTES),
  mime: FileMime,
  name: Text(120),
})

/**
 * Notes a scan with its owner. The content follows on its own way; until the server has it, the
 * row has no `storedAt`. A file that the branch already has is not asked for again.
 */
export const attachDocument = defineCommand({
  name: 'document.attach',
  version: 1,
  roles: matrix['document.attach'],
  args: AttachDocumentArgs,
  async handler(tx, { documentId, ...file }, ctx) {
    if (!(await tx.get(file.ownerType, file.ownerId))) {
      throw new RuleViolation('OWNER_NOT_FOUND', { name: file.name })
    }
    if (await tx.get('document', documentId)) throw new RuleViolation('ROW_EXISTS')
    const liveKey = documentLiveKey(file)
    const [same] = await tx.list('document', 'liveKey', [liveKey])
    if (same) throw new RuleViolation('DOCUMENT_EXISTS')
    const copies = await tx.list('document', 'sha256', [file.sha256])
    // One content has one size and one kind; the upload is judged by them.
    if (copies.some(({ size, mime }) => size !== file.size || mime !== file.mime)) {
      throw new RuleViolation('BAD_ARGUMENTS', { message: 'size or mime of a known file' })
    }
    const storedAt = copies.find((copy) => copy.storedAt !== undefined)?.storedAt
    await tx.put('document', {
      ...file,
      id: documentId,
      branchId: ctx.branchId,
      added: stampOf(ctx),
      status: 'ACTIVE',
      liveKey,
      ...(storedAt !== undefined && { storedAt }),
    })
  },
})
