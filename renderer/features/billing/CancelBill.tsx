import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { cancelBill } from '#shared/commands/bills/cancelBill'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { Bill } from '#shared/model/bill'
import { Refusal } from '../../components/Refusal'
import { execute } from '../../sync/execute'
import { useTexts } from '../../i18n/useTexts'

/** Takes a finalised bill back, after asking why. */
export function CancelBill({ bill }: { bill: Bill }) {
  const { t } = useTexts('billing')
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<RuleViolation>()
  const confirm = async () => {
    const result = await execute(cancelBill, { billId: bill.id, reason })
    if (!result.ok) return setRefusal(result.violation)
    setOpened(false)
  }
  return (
    <>
      <Button variant="default" onClick={() => setOpened(true)}>
        {t('cancel')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('cancelTitle')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        {refusal && <Refusal violation={refusal} />}
        <p>{t('cancelBody')}</p>
        <Textarea
          label={t('cancelReason')}
          required
          minLength={3}
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={() => setOpened(false)}>
            {t('common:back')}
          </Button>
          <Button color="red" disabled={reason.trim().length < 3} onClick={() => void confirm()}>
            {t('cancelConfirm')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
