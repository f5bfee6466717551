import { attachDocument } from '#shared/commands/documents/attachDocument'
import { RuleViolation } from '#shared/commands/ruleCodes'
import type { DocumentKind } from '#shared/domain/registration/attachments'
import type { DocumentOwner } from '#shared/model/document'
import { keepContent } from '../../sync/contents'
import { execute } from '../../sync/execute'
import { newId } from '../../sync/newId'
import { prepareFile, type FileProblem } from './prepareFile'

export interface Owner {
  readonly type: DocumentOwner
  readonly id: string
}

/** Why a file was not attached. */
export type Unattached =
  | { readonly name: string; readonly problem: FileProblem }
  | { readonly name: string; readonly violation: RuleViolation }

/**
 * Attaches a file: makes it small, keeps it on this computer, then notes it as a document.
 * @returns `undefined` when it is attached
 */
export async function addFile(
  owner: Owner,
  kind: DocumentKind,
  file: File,
): Promise<Unattached | undefined> {
  const name = file.name.trim().slice(-120) || 'berkas'
  const prepared = await prepareFile(file)
  if (typeof prepared === 'string') return { name, problem: prepared }
  const { bytes, mime } = prepared
  const sha256 = await keepContent(prepared)
  if (sha256 instanceof RuleViolation) return { name, violation: sha256 }
  const result = await execute(attachDocument, {
    documentId: newId(),
    ownerType: owner.type,
    ownerId: owner.id,
    kind,
    sha256,
    size: bytes.length,
    mime,
    name,
  })
  return result.ok ? undefined : { name, violation: result.violation }
}

const hints: readonly (readonly [DocumentKind, RegExp])[] = [
  ['NPWP', /npwp/i],
  ['KTP', /ktp/i],
  ['NIB', /\bnib|nib\b/i],
  ['KK', /(^|[^a-z])kk([^a-z]|$)|kartu.?keluarga/i],
  ['LICENCE', /izin|siup|tdp|akta/i],
  ['PHOTO', /foto|photo|pas/i],
]

/** What a dropped file shows, by its name and what the checklist knows; OTHER when in doubt. */
export function guessKind(name: string, kinds: readonly DocumentKind[]): DocumentKind {
  return hints.find(([kind, hint]) => kinds.includes(kind) && hint.test(name))?.[0] ?? 'OTHER'
}
