import { useNavigate, useParams } from '@tanstack/react-router'
import { ProjectEntryForm } from './projectForm/ProjectEntryForm'
import { NEW_DRAFT, useOwnDraftAddress, useStoredDraft } from './draft/useStoredDraft'
import { MayRegister } from './MayRegister'

/** Form F1 Jakon, new or an unfinished one taken up again. */
export function ProjectFormPage() {
  const { draftId } = useParams({ strict: false }) as { draftId: string }
  const navigate = useNavigate()
  useOwnDraftAddress(draftId, (ownId) => {
    void navigate({ to: '/pendaftaran/proyek/$draftId', params: { draftId: ownId }, replace: true })
  })
  const stored = useStoredDraft(draftId)
  if (draftId === NEW_DRAFT || stored === undefined) return null
  return (
    <MayRegister action="project.register">
      <ProjectEntryForm key={draftId} draftId={draftId} stored={stored} />
    </MayRegister>
  )
}
