import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { useTexts } from '../../i18n/useTexts'
import { dismissRejection } from '../../store/queries/decisions'
import type { DecisionCard } from './group'

/** Lays a card aside, with everything on it, for a stated reason. */
export function Dismiss({ card, onDone }: { card: DecisionCard; onDone: () => void }) {
  const { t } = useTexts('decisions')
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const confirm = async () => {
    const now = new Date().toISOString()
    for (const { uid } of card.followers) await dismissRejection(uid, reason.trim(), now)
    await dismissRejection(card.head.uid, reason.trim(), now)
    setOpened(false)
    onDone()
  }
  return (
    <>
      <Button variant="subtle" color="red" onClick={() => setOpened(true)}>
        {t('dismiss')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('dismiss')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <Textarea
          label={t('dismissReason')}
          required
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={() => setOpened(false)}>
            {t('common:back')}
          </Button>
          <Button color="red" disabled={reason.trim().length < 3} onClick={() => void confirm()}>
            {t('dismissConfirm')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
