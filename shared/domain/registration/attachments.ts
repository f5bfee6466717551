import { type Finding, finding } from '../findings'

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
