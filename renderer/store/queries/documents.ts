import type { Document, DocumentOwner } from '#shared/model/document'
import { getStore, type Store } from '../database'
import { listOutstanding, type OutstandingFile } from '../files'
import { useLive } from './live'
import { decodeRow } from './rows'

/** Documents that count for an owner, the oldest first. */
export async function listDocuments(
  owner: { readonly type: DocumentOwner; readonly id: string },
  store: Store = getStore(),
): Promise<Document[]> {
  const rows = await store.rows('document').where('ownerId').equals(owner.id).toArray()
  return rows
    .map((row) => decodeRow<'document'>(row))
    .filter(({ status, ownerType }) => status === 'ACTIVE' && ownerType === owner.type)
    .sort((a, b) => (a.id < b.id ? -1 : 1))
}

export function useDocuments(type: DocumentOwner, id: string): Document[] | undefined {
  return useLive(() => listDocuments({ type, id }), [type, id])
}

export function useOutstandingFiles(): OutstandingFile[] | undefined {
  return useLive(() => listOutstanding(), [])
}
