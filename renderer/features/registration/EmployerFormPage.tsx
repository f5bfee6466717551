import { useNavigate, useParams } from '@tanstack/react-router'
import { NEW_DRAFT, useOwnDraftAddress, useStoredDraft } from './draft/useStoredDraft'
import { EmployerForm } from './employerForm/EmployerForm'
import { MayRegister } from './MayRegister'

/** Form F1 for a new employer, or an unfinished one taken up again. */
export function EmployerFormPage() {
  const { draftId } = useParams({ strict: false }) as { draftId: string }
  const navigate = useNavigate()
  useOwnDraftAddress(draftId, (ownId) => {
    const params = { draftId: ownId }
    void navigate({ to: '/pendaftaran/perusahaan/$draftId', params, replace: true })
  })
  const stored = useStoredDraft(draftId)
  if (draftId === NEW_DRAFT || stored === undefined) return null
  return (
    <MayRegister>
      <EmployerForm key={draftId} draftId={draftId} stored={stored} />
    </MayRegister>
  )
}
