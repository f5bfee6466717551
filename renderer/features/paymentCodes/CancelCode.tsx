import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useState } from 'react'
import { cancelCode } from '#shared/commands/codes/cancelCode'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { PaymentCode } from '#shared/model/paymentCode'
import { Refusal } from '../../components/Refusal'
import { execute } from '../../sync/execute'
import { codeText } from './codeState'
import { useTexts } from '../../i18n/useTexts'

/** Withdraws a code, after asking why. */
export function CancelCode({ code }: { code: PaymentCode }) {
  const { t } = useTexts('paymentCodes')
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<RuleViolation>()
  const confirm = async () => {
    const result = await execute(cancelCode, { codeId: code.id, reason })
    if (!result.ok) return setRefusal(result.violation)
    setOpened(false)
  }
  return (
    <>
      <Button variant="subtle" color="red" size="compact-sm" onClick={() => setOpened(true)}>
        {t('cancel')}
      </Button>
      <Modal
        opened={opened}
        onClose={() => setOpened(false)}
        title={t('cancelTitle', { code: codeText(code.code) })}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        {refusal && <Refusal violation={refusal} />}
        <p>{t('cancelBody')}</p>
        <Textarea
          label={t('cancelReason')}
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
            {t('cancelConfirm')}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
