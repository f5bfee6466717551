import { z } from 'zod'
import { FileMime, MAX_FILE_BYTES, Sha256 } from '../attachments/content'
import { DocumentKind } from '../domain/registration/attachments'
import { BranchId, Id, Instant, Stamp, Text } from './common'
import { defineEntity } from './entity'

export const DocumentOwner = z.enum(['employer', 'participant'])
export type DocumentOwner = z.infer<typeof DocumentOwner>

/**
 * A scan that belongs to an employer or a person. Only what is known about the file: its content
 * is known by `sha256` and travels by itself, later.
 */
export const Document = z.object({
  id: Id,
  branchId: BranchId,
  ownerType: DocumentOwner,
  ownerId: Id,
  kind: DocumentKind,
  sha256: Sha256,
  /** Bytes. */
  size: z.number().int().min(1).max(MAX_FILE_BYTES),
  mime: FileMime,
  name: Text(120),
  added: Stamp,
  status: z.enum(['ACTIVE', 'REMOVED']),
  /** Present while ACTIVE: the same file counts once per owner and kind. */
  liveKey: z.string().optional(),
  removed: z.object({ by: Stamp, reason: Text(200) }).optional(),
  /** When the server had the whole content; absent while the file is outstanding. */
  storedAt: Instant.optional(),
})
export type Document = z.infer<typeof Document>

export const documentEntity = defineEntity('document', Document, {
  ownerId: { fields: ['ownerId'] },
  sha256: { fields: ['sha256'] },
  liveKey: { fields: ['liveKey'], unique: 'DOCUMENT_EXISTS' },
})

export function documentLiveKey(row: Pick<Document, 'ownerId' | 'kind' | 'sha256'>): string {
  return `${row.ownerId}/${row.kind}/${row.sha256}`
}
