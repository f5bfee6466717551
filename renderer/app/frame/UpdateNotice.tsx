import { Alert, Button, Group } from '@mantine/core'
import { useEffect, useState } from 'react'
import { onUpdateReady } from '../../host/updateReady'
import { useTexts } from '../../i18n/useTexts'

/** A new version waits; the person decides when. It can be ignored without harm. */
export function UpdateNotice() {
  const { t } = useTexts('frame')
  const [apply, setApply] = useState<(() => Promise<void>) | undefined>(undefined)
  useEffect(() => {
    const stop = onUpdateReady((update) => setApply(() => update))
    return stop
  }, [])
  if (!apply) return null
  return (
    <Alert
      color="blue"
      m="md"
      withCloseButton
      closeButtonLabel={t('common:close')}
      onClose={() => setApply(undefined)}
    >
      <Group>
        {t('updateReady')}
        <Button size="xs" onClick={() => void apply()}>
          {t('updateNow')}
        </Button>
      </Group>
    </Alert>
  )
}
