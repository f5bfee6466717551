import { Alert, Button, Group } from '@mantine/core'
import { amount } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import { useLoopState } from '../../sync/loopState'
import { allowRemoval } from '../../sync/removalConsent'
import { pokeSync } from '../../sync/startSession'

/** The server's news would take much away here: nothing happens before a person allows it. */
export function RemovalNotice() {
  const { t } = useTexts('guard')
  const loop = useLoopState()
  if (loop.kind !== 'asksRemoval') return null
  const { removed, total } = loop
  const allow = async () => {
    await allowRemoval({ removed, total })
    pokeSync()
  }
  return (
    <Alert
      color="red"
      m="md"
      role="alert"
      data-testid="removal-notice"
      title={t('removalTitle', { removed: amount(removed), total: amount(total) })}
    >
      <p>{t('removalBody')}</p>
      <Group>
        <Button size="xs" color="red" variant="light" onClick={() => void allow()}>
          {t('removalAllow', { removed: amount(removed) })}
        </Button>
        <Button size="xs" variant="default" onClick={() => pokeSync()}>
          {t('removalAgain')}
        </Button>
      </Group>
    </Alert>
  )
}
