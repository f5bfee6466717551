import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { approveRates, rejectRates } from '#shared/commands/rates/releases'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { RateRelease } from '#shared/model/rateRelease'
import { Refusal } from '../../components/Refusal'
import { announceOnNextPage } from '../../components/SavedNotice'
import { execute, type CommandResult } from '../../sync/execute'
import { useTexts } from '../../i18n/useTexts'

type Choice = 'approve' | 'reject'

/** Approve or turn down, each asked once more in words. */
export function Decide({ release }: { release: RateRelease }) {
  const { t } = useTexts('admin')
  const [choice, setChoice] = useState<Choice>()
  return (
    <>
      <Button variant="default" onClick={() => setChoice('reject')}>
        {t('reject')}
      </Button>
      <Button onClick={() => setChoice('approve')}>{t('approve')}</Button>
      <Modal
        opened={choice !== undefined}
        onClose={() => setChoice(undefined)}
        title={t(choice === 'reject' ? 'rejectTitle' : 'approveTitle')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        {choice && (
          <Confirm choice={choice} releaseId={release.id} onClose={() => setChoice(undefined)} />
        )}
      </Modal>
    </>
  )
}

interface ConfirmProps {
  choice: Choice
  releaseId: string
  onClose: () => void
}

function Confirm({ choice, releaseId, onClose }: ConfirmProps) {
  const { t } = useTexts('admin')
  const navigate = useNavigate()
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<RuleViolation>()
  const isRejection = choice === 'reject'
  const decide = (): Promise<CommandResult> =>
    isRejection ? execute(rejectRates, { releaseId, reason }) : execute(approveRates, { releaseId })
  const confirm = async () => {
    const result = await decide()
    if (!result.ok) return setRefusal(result.violation)
    announceOnNextPage(t(isRejection ? 'rejectedNotice' : 'approvedNotice'), 'waiting')
    await navigate({ to: '/admin/tarif' })
  }
  return (
    <>
      {refusal && <Refusal violation={refusal} />}
      {isRejection ? (
        <Textarea
          label={t('rejectReason')}
          required
          minLength={3}
          maxLength={300}
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
      ) : (
        <p>{t('approveBody')}</p>
      )}
      <Group mt="md" justify="flex-end">
        <Button variant="default" onClick={onClose}>
          {t('common:back')}
        </Button>
        <Button
          color={isRejection ? 'red' : undefined}
          disabled={isRejection && reason.trim().length < 3}
          onClick={() => void confirm()}
        >
          {t(isRejection ? 'rejectConfirm' : 'approveConfirm')}
        </Button>
      </Group>
    </>
  )
}
