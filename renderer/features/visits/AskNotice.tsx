import { Alert, Button, Group } from '@mantine/core'
import { useEffect, useState } from 'react'
import { useTexts } from '../../i18n/useTexts'
import { useRights, type NamedRight } from '../../store/queries/reservations'
import { useDeviceId } from '../../sync/deviceId'
import { release } from './rightActions'

/** A colleague asks for a right that is held here: one key gives it back, from any page. */
export function AskNotice() {
  const rights = useRights(useDeviceId())
  const [later, setLater] = useState<readonly string[]>([])
  const asked = rights?.find(
    (right) => right.standing === 'held' && right.reservation.asks.length > 0 && isNew(right),
  )
  function isNew(right: NamedRight): boolean {
    return !later.includes(keyOf(right))
  }
  if (!asked) return null
  return (
    <Notice key={keyOf(asked)} right={asked} onLater={() => setLater([...later, keyOf(asked)])} />
  )
}

function Notice({ right, onLater }: { right: NamedRight; onLater: () => void }) {
  const { t } = useTexts('visits')
  const { id, asks } = right.reservation
  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (!event.altKey || event.key.toLowerCase() !== 'l') return
      event.preventDefault()
      void release(id)
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [id])
  return (
    <Alert color="blue" m="md" role="status" data-testid="ask-notice">
      <Group>
        {t('notice', { name: asks.at(-1)?.name ?? '', employer: right.payerName })}
        <Button size="xs" aria-keyshortcuts="Alt+L" onClick={() => void release(id)}>
          {t('noticeRelease')}
        </Button>
        <Button size="xs" variant="default" onClick={onLater}>
          {t('noticeLater')}
        </Button>
      </Group>
    </Alert>
  )
}

/** Another person's ask is news again. */
function keyOf({ reservation }: NamedRight): string {
  return `${reservation.id} ${reservation.asks.at(-1)?.at ?? ''}`
}
