import { useNavigate, useParams } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { useEmployer } from '../../store/queries/employers'
import { NEW_DRAFT, useOwnDraftAddress, useStoredDraft } from './draft/useStoredDraft'
import { MayRegister } from './MayRegister'
import { findCarriedOver } from './workerForm/carryOver'
import { WorkerEntryForm } from './workerForm/WorkerEntryForm'
import type { CarriedOver } from './workerForm/workerValues'
import { useTexts } from '../../i18n/useTexts'

/** Form F1a for one worker of an employer. */
export function WorkerFormPage() {
  const { t } = useTexts('registration')
  const { employerId, draftId } = useParams({ strict: false }) as {
    employerId: string
    draftId: string
  }
  const navigate = useNavigate()
  useOwnDraftAddress(draftId, (ownId) => {
    const params = { employerId, draftId: ownId }
    void navigate({ to: '/perusahaan/$employerId/tenaga-kerja/$draftId', params, replace: true })
  })
  const employer = useEmployer(employerId)
  const stored = useStoredDraft(draftId)
  const carried = useCarriedOver(employerId, draftId)
  if (employer === null) {
    return (
      <Page title={t('workerFormName')}>
        <EmptyState>{t('employerMissing')}</EmptyState>
      </Page>
    )
  }
  if (draftId === NEW_DRAFT || !employer || stored === undefined || !carried) return null
  return (
    <MayRegister>
      <WorkerEntryForm
        key={draftId}
        employer={employer}
        draftId={draftId}
        stored={stored}
        carried={carried}
      />
    </MayRegister>
  )
}

/** Read anew for every draft: the worker before has just left it. */
function useCarriedOver(employerId: string, draftId: string): CarriedOver | undefined {
  const [kept, setKept] = useState<{ for: string; values: CarriedOver }>()
  const wanted = `${employerId}/${draftId}`
  useEffect(() => {
    let current = true
    void findCarriedOver(employerId).then((values) => {
      if (current) setKept({ for: wanted, values })
    })
    return () => {
      current = false
    }
  }, [employerId, wanted])
  return kept?.for === wanted ? kept.values : undefined
}
