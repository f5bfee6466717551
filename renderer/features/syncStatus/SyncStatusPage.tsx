import { Button, Progress } from '@mantine/core'
import { Page } from '../../components/Page'
import { Veil } from '../../components/Veil'
import { useTexts } from '../../i18n/useTexts'
import { useOutstandingFiles } from '../../store/queries/documents'
import { useOutbox } from '../../store/queries/outbox'
import { useLoopState } from '../../sync/loopState'
import { pokeSync } from '../../sync/startSession'
import { WaitingFiles } from '../documents'
import { DeviceStanding } from '../guard'
import { LineFacts } from './LineFacts'
import { SentHistory } from './SentHistory'
import classes from './SyncStatus.module.css'
import { UsbPanel } from './UsbPanel'
import { WaitingList } from './WaitingList'

/** Everything that waits for the server's word, item by item; what was sent; sticks. */
export function SyncStatusPage() {
  const { t } = useTexts('syncStatus')
  const waiting = useOutbox()
  const files = useOutstandingFiles()
  const isRead = waiting !== undefined && files !== undefined
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={<Button onClick={pokeSync}>{t('sendNow')}</Button>}
    >
      <Veil lifted={isRead} className={classes.parts}>
        <Receiving />
        <LineFacts />
        <DeviceStanding />
        <WaitingList />
        <WaitingFiles />
        <UsbPanel />
        <SentHistory />
      </Veil>
    </Page>
  )
}

/** A long first download shows how far it is; the rest of the program stays usable. */
function Receiving() {
  const { t } = useTexts('syncStatus')
  const loop = useLoopState()
  if (loop.kind !== 'pulling' || loop.remaining === 0) return null
  const total = loop.received + loop.remaining
  const label = t('receiving', { received: loop.received, total })
  return (
    <div>
      <p>{label}</p>
      <Progress value={(loop.received * 100) / total} aria-label={label} />
    </div>
  )
}
