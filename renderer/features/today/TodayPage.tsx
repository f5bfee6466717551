import { addMonths } from '#shared/domain/calendar/period'
import { dueDates } from '#shared/domain/billing/dueDate'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { longDate, period, today } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { useRateTables } from '../../store/queries/rates'
import { useSession } from '../../sync/sessionStore'
import { ProtectionNotice } from '../guard'
import { daysBetween, hourOfDay } from './clock'
import { MonthFigures } from './MonthFigures'
import { TaskList } from './TaskList'
import { useTexts } from '../../i18n/useTexts'

/** What waits for this person now; every number opens its list. */
export function TodayPage() {
  const { t } = useTexts('today')
  const name = useSession()?.user.name ?? ''
  const day = today()
  return (
    <Page title={t(greetingOf(hourOfDay()), { name })} intro={longDate(day)}>
      <div style={{ display: 'grid', gap: 16 }}>
        <ProtectionNotice />
        <Panel title={t('tasks')}>
          <TaskList day={day} />
          <NextDueDate day={day} />
        </Panel>
        <Panel title={t('figures')}>
          <MonthFigures day={day} />
        </Panel>
      </div>
    </Page>
  )
}

function NextDueDate({ day }: { day: string }) {
  const { t } = useTexts('today')
  const { date, month } = nextDue(useRateTables(), day)
  const days = daysBetween(day, date)
  return (
    <p style={{ margin: '12px 0 0', color: 'var(--ink-soft)' }}>
      {days === 0
        ? t('nextToday', { period: period(month) })
        : t('next', { date: longDate(date), period: period(month), days })}
    </p>
  )
}

/** The first due date that is not over, and the month it belongs to. */
function nextDue(tables: RateTables, day: string): { date: string; month: string } {
  for (let month = addMonths(day.slice(0, 7), -2); ; month = addMonths(month, 1)) {
    const { effectiveDueDate } = dueDates(tables, { segment: 'PU', period: month })
    if (effectiveDueDate >= day) return { date: effectiveDueDate, month }
  }
}

function greetingOf(hour: number): 'morning' | 'day' | 'afternoon' | 'evening' {
  if (hour < 11) return 'morning'
  if (hour < 15) return 'day'
  return hour < 18 ? 'afternoon' : 'evening'
}
