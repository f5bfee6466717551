import { useNavigate, useParams } from '@tanstack/react-router'
import { BpuEntryForm } from './bpuForm/BpuEntryForm'
import { NEW_DRAFT, useOwnDraftAddress, useStoredDraft } from './draft/useStoredDraft'
import { MayRegister } from './MayRegister'

/** Form F1 BPU, new or an unfinished one taken up again. */
export function BpuFormPage() {
  const { draftId } = useParams({ strict: false }) as { draftId: string }
  const navigate = useNavigate()
  useOwnDraftAddress(draftId, (ownId) => {
    void navigate({ to: '/pendaftaran/bpu/$draftId', params: { draftId: ownId }, replace: true })
  })
  const stored = useStoredDraft(draftId)
  if (draftId === NEW_DRAFT || stored === undefined) return null
  return (
    <MayRegister action="bpu.register">
      <BpuEntryForm key={draftId} draftId={draftId} stored={stored} />
    </MayRegister>
  )
}
