import type { ReactNode } from 'react'
import { isAllowed, type Action } from '#shared/permissions/matrix'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { useSession } from '../../sync/sessionStore'
import { useTexts } from '../../i18n/useTexts'

/** Shows the form only to roles that may register; the server asks the same function. */
export function MayRegister({
  action = 'employer.register',
  children,
}: {
  action?: Action
  children: ReactNode
}) {
  const { t } = useTexts('registration')
  const session = useSession()
  if (!session) return null
  if (isAllowed(session.user.roles, action)) return children
  return (
    <Page title={t('notAllowedTitle')}>
      <EmptyState>
        {t(action === 'employer.register' ? 'notAllowed' : 'notAllowedSegments')}
      </EmptyState>
    </Page>
  )
}
