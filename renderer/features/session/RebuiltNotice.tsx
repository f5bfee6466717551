import { Alert } from '@mantine/core'
import { useTexts } from '../../i18n/useTexts'
import { useOutstandingFiles } from '../../store/queries/documents'
import { useSetting } from '../../store/queries/setting'
import { forgetRebuilt, REBUILT_SETTING, Rebuilt } from '../../sync/rebuilt'

/** One sentence after the database was lost: what happened and what it means for the work. */
export function RebuiltNotice() {
  const { t } = useTexts('session')
  const rebuilt = Rebuilt.safeParse(useSetting(REBUILT_SETTING)).data
  if (!rebuilt) return null
  const { pending: count, damaged, locked, startedAt, finishedAt } = rebuilt
  if (locked) return <Alert m="md">{t('rebuildLocked')}</Alert>
  if (!finishedAt) return <Alert m="md">{t('rebuilding', { count })}</Alert>
  const seconds = Math.max(1, Math.round((Date.parse(finishedAt) - Date.parse(startedAt)) / 1000))
  const time =
    seconds < 90
      ? t('rebuiltSeconds', { count: seconds })
      : t('rebuiltMinutes', { count: Math.round(seconds / 60) })
  return (
    <Alert
      m="md"
      role="status"
      color={damaged ? 'orange' : 'teal'}
      withCloseButton
      closeButtonLabel={t('common:close')}
      onClose={() => void forgetRebuilt()}
    >
      {t(damaged ? 'rebuiltDamaged' : 'rebuilt', { time, count })} <LostFiles />{' '}
      {t('rebuiltDrafts')}
    </Alert>
  )
}

function LostFiles() {
  const { t } = useTexts('session')
  const count = useOutstandingFiles()?.filter(({ damaged }) => damaged).length
  return count ? t('rebuiltFiles', { count }) : null
}
