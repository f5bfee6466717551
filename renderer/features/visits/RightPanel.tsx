import { Button } from '@mantine/core'
import { useState } from 'react'
import { addDays } from '#shared/domain/calendar/localDate'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import { isAllowed } from '#shared/permissions/matrix'
import { longDate, timeOf, today } from '../../components/format'
import { Panel } from '../../components/Panel'
import { Refusal } from '../../components/Refusal'
import { StatusTag } from '../../components/StatusTag'
import { useTexts } from '../../i18n/useTexts'
import { useRight, type RightView } from '../../store/queries/reservations'
import { useDeviceId } from '../../sync/deviceId'
import { useSession } from '../../sync/sessionStore'
import { ask, release, take } from './rightActions'
import classes from './Visits.module.css'

/** Who may issue codes for this employer now, and what can be done about it. */
export function RightPanel({ employerId }: { employerId: string }) {
  const { t } = useTexts('visits')
  const right = useRight(employerId, useDeviceId())
  const roles = useSession()?.user.roles ?? []
  if (right === undefined) return null
  return (
    <Panel title={t('panel')}>
      <RightSentence right={right} />
      {isAllowed(roles, 'reservation.take') && (
        <RightButtons employerId={employerId} right={right} />
      )}
    </Panel>
  )
}

/** The state in one sentence, with the people who have asked. */
export function RightSentence({ right }: { right: RightView | null }) {
  const { t } = useTexts('visits')
  if (!right) return <p className={classes.line}>{t('none')}</p>
  const { reservation, standing } = right
  const facts = { name: reservation.taken.name, date: longDate(right.until) }
  return (
    <>
      <p className={classes.line} data-testid="issue-right">
        {standing === 'held' && t('heldHere', facts)}
        {standing === 'waiting' && t('waitingHere', facts)}
        {standing === 'other' && t('heldByOther', facts)}
      </p>
      {reservation.asks.map((one) => (
        <StatusTag key={`${one.userId} ${one.deviceId}`} tone="info">
          {t('asked', { name: one.name, time: timeOf(one.at) })}
        </StatusTag>
      ))}
    </>
  )
}

/** What this device can do about the right: take, prolong, release, or ask. */
export function RightButtons({
  employerId,
  right,
}: {
  employerId: string
  right: RightView | null
}) {
  const { t } = useTexts('visits')
  const deviceId = useDeviceId()
  const [refusal, setRefusal] = useState<RuleViolation>()
  const run = async (work: Promise<RuleViolation | undefined>) => setRefusal(await work)
  const tomorrow = addDays(today(), 1)
  const asked = right?.reservation.asks.some((one) => one.deviceId === deviceId) ?? false
  return (
    <>
      {refusal && <Refusal violation={refusal} />}
      <Button.Group mt="sm">
        {!right && (
          <Button
            variant="default"
            size="compact-md"
            onClick={() => void run(take(employerId, tomorrow))}
          >
            {t('takeHere')}
          </Button>
        )}
        {right?.standing === 'other' && !asked && (
          <Button
            variant="default"
            size="compact-md"
            onClick={() => void run(ask(right.reservation.id))}
          >
            {t('ask')}
          </Button>
        )}
        {right && right.standing !== 'other' && (
          <>
            {right.until < tomorrow && (
              <Button
                variant="default"
                size="compact-md"
                onClick={() => void run(take(employerId, tomorrow))}
              >
                {t('extend')}
              </Button>
            )}
            <Button
              variant="default"
              size="compact-md"
              onClick={() => void run(release(right.reservation.id))}
            >
              {t('release')}
            </Button>
          </>
        )}
      </Button.Group>
      {right?.standing === 'other' && asked && (
        <p role="status">{t('askedByMe', { name: right.reservation.taken.name })}</p>
      )}
    </>
  )
}
