import { Button } from '@mantine/core'
import { EmptyState } from '../../components/EmptyState'
import { dateTimeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useTexts } from '../../i18n/useTexts'
import { useDecided, type RefusedWork } from '../../store/queries/decisions'
import { reopen } from '../../sync/decide'
import { useNow } from '../../sync/useNow'
import { useCommandSentence } from '../syncStatus'
import classes from './Card.module.css'
import { canUndo } from './escalation'
import type { Decided } from './ways'

interface DecidedListProps {
  onDone: (decided: Decided) => void
}

/** What was decided, the latest first; what was laid aside can be taken back for 30 days. */
export function DecidedList({ onDone }: DecidedListProps) {
  const { t } = useTexts('decisions')
  const decided = useDecided()
  const now = useNow(60_000)
  return (
    <div className={classes.section}>
      <Panel title={t('history')}>
        {decided?.length === 0 && <EmptyState>{t('historyNone')}</EmptyState>}
        <ul className={classes.list}>
          {decided?.map((work) => (
            <Entry key={work.uid} work={work} now={now} onDone={onDone} />
          ))}
        </ul>
      </Panel>
    </div>
  )
}

function Entry({ work, now, onDone }: DecidedListProps & { work: RefusedWork; now: string }) {
  const { t } = useTexts('decisions')
  const say = useCommandSentence()
  const what = say(work.command)
  const by = work.row?.decisions.at(-1)?.by.name
  const takeBack = async () => {
    const result = await reopen([work.uid])
    if (result.ok) onDone({ sentence: t('undone'), undo: [] })
  }
  return (
    <li data-testid="decided">
      <strong>{what}</strong>
      <div>
        {work.state === 'dismissed'
          ? t('wasDismissed', { reason: work.reason ?? '' })
          : t('wasResubmitted')}
      </div>
      <div className={classes.soft}>
        {work.decidedAt && dateTimeOf(work.decidedAt)}
        {by && ` · ${by}`}
      </div>
      {canUndo(work, now) ? (
        <Button
          variant="default"
          size="compact-sm"
          aria-label={`${t('undo')}: ${what}`}
          onClick={() => void takeBack()}
        >
          {t('undo')}
        </Button>
      ) : (
        <div className={classes.soft}>
          {work.state === 'resubmitted' ? t('noUndoSent') : t('noUndoOld')}
        </div>
      )}
    </li>
  )
}
