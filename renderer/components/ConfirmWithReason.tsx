import { Button, Group, Modal, Textarea } from '@mantine/core'
import { useState, type Ref } from 'react'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { useTexts } from '../i18n/useTexts'
import { Refusal } from './Refusal'

interface ConfirmWithReasonProps {
  /** Text of the button that opens the question. */
  open: string
  variant: 'default' | 'subtle'
  /** The button, so that a key can press it. */
  buttonRef?: Ref<HTMLButtonElement>
  /** Colour of what confirms; red unless nothing is lost. */
  harmless?: boolean
  title: string
  /** What will happen and what stays. */
  body?: string
  reasonLabel: string
  confirm: string
  /** Does it; a refusal is shown and the question stays open. */
  onConfirm: (reason: string) => Promise<RuleViolation | undefined>
}

const SHORTEST_REASON = 3

/** For what hurts: a question that also asks why. */
export function ConfirmWithReason(props: ConfirmWithReasonProps) {
  const { t } = useTexts('common')
  const [opened, setOpened] = useState(false)
  const [reason, setReason] = useState('')
  const [refusal, setRefusal] = useState<RuleViolation>()
  const close = () => setOpened(false)
  const confirm = async () => {
    const violation = await props.onConfirm(reason.trim())
    setRefusal(violation)
    if (!violation) close()
  }
  return (
    <>
      <Button
        {...(props.buttonRef && { ref: props.buttonRef })}
        variant={props.variant}
        {...(props.variant === 'subtle' && { color: 'red', size: 'compact-sm' })}
        onClick={() => setOpened(true)}
      >
        {props.open}
      </Button>
      <Modal
        opened={opened}
        onClose={close}
        title={props.title}
        closeButtonProps={{ 'aria-label': t('close') }}
      >
        {refusal && <Refusal violation={refusal} />}
        {props.body && <p>{props.body}</p>}
        <Textarea
          label={props.reasonLabel}
          required
          value={reason}
          data-autofocus
          onChange={(event) => setReason(event.currentTarget.value)}
        />
        <Group mt="md" justify="flex-end">
          <Button variant="default" onClick={close}>
            {t('back')}
          </Button>
          <Button
            {...(!props.harmless && { color: 'red' })}
            disabled={reason.trim().length < SHORTEST_REASON}
            onClick={() => void confirm()}
          >
            {props.confirm}
          </Button>
        </Group>
      </Modal>
    </>
  )
}
