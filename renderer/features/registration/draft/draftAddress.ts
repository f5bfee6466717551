import type { Draft } from '../../../store/records'

export type DraftAddress =
  | { to: '/pendaftaran/perusahaan/$draftId'; params: { draftId: string } }
  | { to: '/pendaftaran/bpu/$draftId'; params: { draftId: string } }
  | { to: '/pendaftaran/proyek/$draftId'; params: { draftId: string } }
  | {
      to: '/perusahaan/$employerId/tenaga-kerja/$draftId'
      params: { employerId: string; draftId: string }
    }
  | { to: '/perusahaan/$employerId/impor'; params: { employerId: string } }

/** The screen on which a draft goes on; `undefined` for drafts of other features. */
export function draftAddress(draft: Draft): DraftAddress | undefined {
  const employerId = employerOf(draft)
  switch (draft.kind) {
    case 'employer':
      return { to: '/pendaftaran/perusahaan/$draftId', params: { draftId: draft.id } }
    case 'bpu':
      return { to: '/pendaftaran/bpu/$draftId', params: { draftId: draft.id } }
    case 'project':
      return { to: '/pendaftaran/proyek/$draftId', params: { draftId: draft.id } }
    case 'worker':
      return employerId === undefined
        ? undefined
        : {
            to: '/perusahaan/$employerId/tenaga-kerja/$draftId',
            params: { employerId, draftId: draft.id },
          }
    case 'workerImport':
      return employerId === undefined
        ? undefined
        : { to: '/perusahaan/$employerId/impor', params: { employerId } }
    default:
      return undefined
  }
}

function employerOf({ data }: Draft): string | undefined {
  if (typeof data !== 'object' || data === null || Array.isArray(data)) return undefined
  const id = (data as { employerId?: unknown }).employerId
  return typeof id === 'string' ? id : undefined
}
