import { useParams } from '@tanstack/react-router'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { useEmployer } from '../../store/queries/employers'
import { ImportWorkers } from './importList/ImportWorkers'
import { MayRegister } from './MayRegister'
import { useTexts } from '../../i18n/useTexts'

/** The company's worker list as Excel or CSV. */
export function ImportWorkersPage() {
  const { t } = useTexts('registration')
  const { employerId } = useParams({ strict: false }) as { employerId: string }
  const employer = useEmployer(employerId)
  if (employer === undefined) return null
  if (employer === null) {
    return (
      <Page title={t('importName')}>
        <EmptyState>{t('employerMissing')}</EmptyState>
      </Page>
    )
  }
  return (
    <MayRegister>
      <ImportWorkers key={employerId} employer={employer} />
    </MayRegister>
  )
}
