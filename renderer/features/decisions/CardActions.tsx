import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { Refusal } from '../../components/Refusal'
import { useTexts } from '../../i18n/useTexts'
import { useEmployer } from '../../store/queries/employers'
import { resubmit } from '../../sync/resubmit'
import { reopenAsDraft, reopenRows } from '../registration'
import classes from './Card.module.css'
import { Dismiss } from './Dismiss'
import type { DecisionCard } from './group'
import { moveToEmployer, workersOf } from './moveToEmployer'
import { splitList } from './refusedRows'

interface CardActionsProps {
  card: DecisionCard
  onDone: (sentence: string) => void
}

/** The ways forward for a refusal; the suggested one first. */
export function CardActions({ card, onDone }: CardActionsProps) {
  const { t } = useTexts('decisions')
  const navigate = useNavigate()
  const [refusal, setRefusal] = useState<RuleViolation>()
  const { head } = card
  const { name } = head.command
  const canEdit = name === 'employer.register' || name === 'worker.register'

  const editAgain = async () => {
    const { employerId, draftId } = await reopenAsDraft(head)
    await (employerId
      ? navigate({
          to: '/perusahaan/$employerId/tenaga-kerja/$draftId',
          params: { employerId, draftId },
        })
      : navigate({ to: '/pendaftaran/perusahaan/$draftId', params: { draftId } }))
  }
  const retry = async () => {
    const result = await resubmit(head)
    if (result.ok) onDone(t('retried'))
    else setRefusal(result.violation)
  }

  return (
    <>
      {refusal && <Refusal violation={refusal} />}
      <div className={classes.actions}>
        {head.code === 'NPWP_TAKEN' && <GoToExisting card={card} onDone={onDone} />}
        {head.code === 'ROWS_REFUSED' && <ResendRest card={card} onDone={onDone} />}
        {canEdit && (
          <Button variant="default" onClick={() => void editAgain()}>
            {t('editAgain')}
          </Button>
        )}
        {!canEdit && head.code !== 'ROWS_REFUSED' && (
          <Button variant="default" onClick={() => void retry()}>
            {t('retry')}
          </Button>
        )}
        <Dismiss card={card} onDone={() => onDone(t('dismissed'))} />
      </div>
    </>
  )
}

/** The employer exists: go on there, and take the workers along. */
function GoToExisting({ card, onDone }: CardActionsProps) {
  const { t } = useTexts('decisions')
  const navigate = useNavigate()
  const named = card.head.detail['employerId']
  const employerId = typeof named === 'string' ? named : ''
  const employer = useEmployer(employerId)
  if (!employer) return null
  const name = employer.legalName
  const count = workersOf(card.followers).reduce((sum, part) => sum + part.count, 0)
  const go = async () => {
    const reason = t('openExisting', { name })
    const moved = await moveToEmployer(card, employerId, reason)
    if (moved > 0) onDone(t('moved', { count: moved, name }))
    await navigate({ to: '/perusahaan/$employerId', params: { employerId } })
  }
  return (
    <Button onClick={() => void go()}>
      {count > 0 ? t('moveWorkers', { count, name }) : t('openExisting', { name })} (
      {t('suggested')})
    </Button>
  )
}

/** The good rows go out again; each bad one becomes a draft that can be corrected. */
function ResendRest({ card, onDone }: CardActionsProps) {
  const { t } = useTexts('decisions')
  const [refusal, setRefusal] = useState<RuleViolation>()
  const list = splitList(card.head)
  if (!list) return null
  const resend = async () => {
    if (list.good.length > 0) {
      const result = await resubmit(card.head, list.argsOfGood)
      if (!result.ok) return setRefusal(result.violation)
    }
    await reopenRows(card.head, list.employerId, list.bad)
    onDone(t('resent', { count: list.good.length, left: list.bad.length }))
  }
  return (
    <>
      {refusal && <Refusal violation={refusal} />}
      <Button onClick={() => void resend()}>
        {t('resendRest', { count: list.good.length })} ({t('suggested')})
      </Button>
    </>
  )
}
