import { Link } from '@tanstack/react-router'
import { Page } from '../components/Page'
import { useTexts } from '../i18n/useTexts'

export function NotFound() {
  const { t } = useTexts('common')
  return (
    <Page title={t('notFoundTitle')} intro={t('notFoundBody')}>
      <Link to="/">{t('toToday')}</Link>
    </Page>
  )
}
