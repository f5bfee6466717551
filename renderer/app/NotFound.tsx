import { Link } from '@tanstack/react-router'
import { Page } from '../components/Page'
import { useTexts } from '../i18n/useTexts'

/** Stands without the frame, so it brings its own main landmark. */
export function NotFound() {
  const { t } = useTexts('common')
  return (
    <main style={{ padding: 24 }}>
      <Page title={t('notFoundTitle')} intro={t('notFoundBody')}>
        <Link to="/">{t('toToday')}</Link>
      </Page>
    </main>
  )
}
