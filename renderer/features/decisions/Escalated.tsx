import { Group } from '@mantine/core'
import { isAllowed } from '#shared/permissions/matrix'
import { ConfirmWithReason } from '../../components/ConfirmWithReason'
import { EmptyState } from '../../components/EmptyState'
import { dateTimeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useRefusalText } from '../../components/Refusal'
import { useTexts } from '../../i18n/useTexts'
import { useUndecided, type RefusedWork } from '../../store/queries/decisions'
import { dismiss, handBack } from '../../sync/decide'
import { useSession } from '../../sync/sessionStore'
import { useNow } from '../../sync/useNow'
import { useCommandSentence } from '../syncStatus'
import classes from './Card.module.css'
import { daysSince, isEscalated } from './escalation'
import type { Decided } from './ways'

interface EscalatedProps {
  onDone: (decided: Decided) => void
}

/** For the head: what has lain undecided in the branch, by whom, since when. */
export function Escalated({ onDone }: EscalatedProps) {
  const { t } = useTexts('decisions')
  const session = useSession()
  const undecided = useUndecided()
  const now = useNow(60_000)
  if (!isAllowed(session?.user.roles ?? [], 'refusal.decideForOthers')) return null
  const late = undecided?.filter((work) => isEscalated(work, now))
  return (
    <div className={classes.section}>
      <Panel title={t('escalation')}>
        <p className={classes.soft}>{t('escalationIntro')}</p>
        {late?.length === 0 && <EmptyState>{t('escalationNone')}</EmptyState>}
        <ul className={classes.list}>
          {late?.map((work) => (
            <Late key={work.uid} work={work} now={now} onDone={onDone} />
          ))}
        </ul>
      </Panel>
    </div>
  )
}

function Late({ work, now, onDone }: EscalatedProps & { work: RefusedWork; now: string }) {
  const { t } = useTexts('decisions')
  const say = useCommandSentence()
  const { sentence } = useRefusalText(work.code, work.detail)
  const note = work.row?.note
  const what = say(work.command)
  return (
    <li data-testid="escalated">
      <strong>{what}</strong>
      <div>{sentence}</div>
      <div className={classes.soft}>
        {t('escalatedBy', {
          name: work.command.actor.name || t('unknownPerson'),
          time: dateTimeOf(work.rejectedAt),
          days: daysSince(work.rejectedAt, now),
        })}
      </div>
      {note && (
        <div className={classes.soft}>
          {t('noteOf', { name: note.by.name, time: dateTimeOf(note.by.at), text: note.text })}
        </div>
      )}
      <Group gap="sm" mt="xs">
        <ConfirmWithReason
          open={t('handBack')}
          variant="default"
          harmless
          title={`${t('handBack')}: ${what}`}
          body={t('handBackBody', { name: work.command.actor.name || t('unknownPerson') })}
          reasonLabel={t('handBackLabel')}
          confirm={t('handBackConfirm')}
          onConfirm={async (text) => {
            const result = await handBack(work.uid, text)
            if (!result.ok) return result.violation
            onDone({ sentence: t('handedBack'), undo: [] })
            return undefined
          }}
        />
        <ConfirmWithReason
          open={t('dismiss')}
          variant="default"
          title={`${t('dismiss')}: ${what}`}
          body={t('dismissBody')}
          reasonLabel={t('dismissReason')}
          confirm={t('dismissConfirm')}
          onConfirm={async (reason) => {
            const result = await dismiss([work.uid], reason)
            if (!result.ok) return result.violation
            onDone({ sentence: t('dismissed'), undo: [work.uid] })
            return undefined
          }}
        />
      </Group>
    </li>
  )
}
