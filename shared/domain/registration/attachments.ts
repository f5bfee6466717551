import { z } from 'zod'
import { type Finding, finding } from '../findings'

/** What a scan shows. */
export const DocumentKind = z.enum(['KTP', 'KK', 'NPWP', 'NIB', 'LICENCE', 'PHOTO', 'OTHER'])
export type DocumentKind = z.infer<typeof DocumentKind>

/** One line of a checklist: the kind, and whether the registration is incomplete without it. */
export interface ChecklistItem {
  readonly kind: DocumentKind
  readonly required: boolean
}

/** The documents that form F1 asks of an employer: owner's KTP, NPWP, NIB or another licence. */
export const employerChecklist: readonly ChecklistItem[] = [
  { kind: 'KTP', required: true },
  { kind: 'NPWP', required: true },
  { kind: 'NIB', required: true },
  { kind: 'LICENCE', required: false },
  { kind: 'OTHER', required: false },
]

/** The documents that form F1a asks of a worker. */
export const workerChecklist: readonly ChecklistItem[] = [
  { kind: 'KTP', required: true },
  { kind: 'KK', required: true },
  { kind: 'PHOTO', required: false },
  { kind: 'NPWP', required: false },
  { kind: 'OTHER', required: false },
]

/** The required kinds that are not there yet, in the order of the checklist. */
export function missingKinds(
  checklist: readonly ChecklistItem[],
  present: ReadonlySet<DocumentKind>,
): DocumentKind[] {
  return checklist
    .filter(({ kind, required }) => required && !present.has(kind))
    .map(({ kind }) => kind)
}

/** One document of a registration as the verifier sees it. */
export interface AttachmentState {
  name: string
  required: boolean
  present: boolean
  /** False when the verifier or the reader of files could not read it. */
  readable?: boolean | undefined
}

/** Required documents that are missing, and any that cannot be read. */
export function attachmentFindings(attachments: readonly AttachmentState[]): Finding[] {
  return attachments.flatMap(({ name, required, present, readable }) => {
    if (!present) {
      return required ? [finding('ATTACHMENT_MISSING', 'attachments', { attachment: name })] : []
    }
    return readable === false
      ? [finding('ATTACHMENT_UNREADABLE', 'attachments', { attachment: name })]
      : []
  })
}
