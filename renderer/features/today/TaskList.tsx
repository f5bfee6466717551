import { Link } from '@tanstack/react-router'
import { dateTimeOf, money } from '../../components/format'
import { useOpenRejectionCount } from '../../store/queries/decisions'
import { useDrafts } from '../../store/queries/drafts'
import { useOutboxSummary } from '../../store/queries/outbox'
import { useBranchFigures } from '../../store/queries/totals'
import { useSession } from '../../sync/sessionStore'
import classes from './TaskList.module.css'
import { useTexts } from '../../i18n/useTexts'

interface Task {
  readonly count: number | undefined
  readonly label: string
  readonly note?: string
  readonly to: '/tagihan' | '/keputusan' | '/status-kirim' | '/pendaftaran' | '/perusahaan'
}

export function TaskList({ day }: { day: string }) {
  const { t } = useTexts('today')
  const figures = useBranchFigures(day)
  const decisions = useOpenRejectionCount()
  const outbox = useOutboxSummary()
  const drafts = useDrafts(useSession()?.user.id ?? '')
  const tasks: Task[] = [
    {
      count: figures?.overdue.count,
      label: t('overdue'),
      ...(figures && { note: money(figures.overdue.amount) }),
      to: '/tagihan',
    },
    { count: decisions, label: t('decisions'), to: '/keputusan' },
    { count: drafts?.length, label: t('drafts'), ...draftNote(drafts), to: '/pendaftaran' },
    {
      count: outbox?.count,
      label: t('waiting'),
      ...(outbox?.oldestOccurredAt && { note: dateTimeOf(outbox.oldestOccurredAt) }),
      to: '/status-kirim',
    },
    { count: figures?.employers, label: t('employers'), to: '/perusahaan' },
  ]
  return (
    <ul className={classes.list}>
      {tasks.map((task) => (
        <li key={task.label}>
          <Link to={task.to} className={classes.task} data-empty={task.count === 0}>
            <span className={classes.count}>{task.count ?? '…'}</span>
            <span>{task.label}</span>
            <span className={classes.note}>{task.note}</span>
            <span className={classes.open}>{t('common:open')}</span>
          </Link>
        </li>
      ))}
    </ul>
  )
}

function draftNote(drafts: readonly { title: string }[] | undefined): { note?: string } {
  const titles =
    drafts
      ?.slice(0, 2)
      .map(({ title }) => title)
      .filter(Boolean) ?? []
  return titles.length > 0 ? { note: titles.join(' · ') } : {}
}
