import { Alert } from '@mantine/core'
import { dateTimeOf } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import { useSetting } from '../../store/queries/setting'
import { forgetJournalDamage, JOURNAL_DAMAGED_SETTING } from '../../sync/rebuilt'

/** The second home of work was damaged while the first was whole: a sign of a failing disk. */
export function JournalDamagedNotice() {
  const { t } = useTexts('session')
  const at = useSetting(JOURNAL_DAMAGED_SETTING)
  if (typeof at !== 'string') return null
  return (
    <Alert
      m="md"
      color="orange"
      role="alert"
      withCloseButton
      closeButtonLabel={t('common:close')}
      onClose={() => void forgetJournalDamage()}
    >
      {t('journalDamaged', { time: dateTimeOf(at) })}
    </Alert>
  )
}
