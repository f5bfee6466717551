import { Button, Group, Progress } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { Facts } from '../../components/Facts'
import { amount, money, period, shortDate } from '../../components/format'
import { Panel } from '../../components/Panel'
import { usePayer } from '../../store/queries/payers'
import { useTexts } from '../../i18n/useTexts'
import type { Impact, TouchedBill } from './impact'
import { useImpact } from './useImpact'

/** Which bills of this computer a proposal would touch, worked out piece by piece. */
export function ImpactPanel({ before, after }: { before: RateTables; after: RateTables }) {
  const { t } = useTexts('admin')
  const { state, stop, again } = useImpact(before, after)
  if (state.kind === 'failed') throw state.error
  return (
    <Panel title={t('impact')}>
      <p>{t('impactIntro')}</p>
      {state.kind === 'running' && <Checking {...state} onStop={stop} />}
      {state.kind === 'found' && <Found impact={state.impact} />}
      {state.kind === 'stopped' && (
        <Group>
          <span role="status">{t('impactStopped')}</span>
          <Button variant="default" onClick={again}>
            {t('impactAgain')}
          </Button>
        </Group>
      )}
    </Panel>
  )
}

interface CheckingProps {
  done: number
  total: number
  onStop: () => void
}

function Checking({ done, total, onStop }: CheckingProps) {
  const { t } = useTexts('admin')
  const label = t('impactChecking', { done, total })
  return (
    <Group>
      <div style={{ flex: 1 }}>
        <p role="status">{label}</p>
        <Progress value={total === 0 ? 100 : (100 * done) / total} aria-label={label} />
      </div>
      <Button variant="default" onClick={onStop}>
        {t('impactStop')}
      </Button>
    </Group>
  )
}

function Found({ impact }: { impact: Impact }) {
  const { t } = useTexts('admin')
  const navigate = useNavigate()
  if (impact.touched.length === 0) {
    return <EmptyState>{t('impactNone', { count: impact.checked })}</EmptyState>
  }
  const columns: Column<TouchedBill>[] = [
    {
      key: 'employer',
      header: t('common:employer'),
      width: '2.4fr',
      cell: ({ bill }) => <Employer id={bill.employerId} />,
    },
    {
      key: 'period',
      header: t('common:period'),
      width: '1.2fr',
      cell: ({ bill }) => period(bill.period),
    },
    {
      key: 'total',
      header: t('common:principal'),
      width: '1fr',
      align: 'right',
      cell: ({ bill }) => amount(bill.total),
    },
    {
      key: 'difference',
      header: t('impactDifference'),
      width: '1fr',
      align: 'right',
      cell: ({ difference }) => signed(amount(Math.abs(difference)), difference),
    },
    {
      key: 'due',
      header: t('impactDue'),
      width: '1fr',
      cell: ({ dueDate }) => (dueDate ? shortDate(dueDate) : '—'),
    },
  ]
  return (
    <>
      <Facts
        facts={[
          [
            t('impactCount'),
            t('impactOf', { count: impact.touched.length, total: impact.checked }),
          ],
          [t('impactPaid'), String(impact.paid)],
          [t('impactSum'), signed(money(Math.abs(impact.difference)), impact.difference)],
          [t('impactFines'), signed(money(Math.abs(impact.fineDifference)), impact.fineDifference)],
        ]}
      />
      <DataTable
        label={t('impact')}
        columns={columns}
        rows={impact.touched}
        rowKey={({ bill }) => bill.id}
        onOpen={({ bill }) =>
          void navigate({ to: '/tagihan/$billId', params: { billId: bill.id } })
        }
        maxHeight={320}
      />
    </>
  )
}

function Employer({ id }: { id: string }) {
  return <>{usePayer(id)?.name ?? '…'}</>
}

/** −1.234 with a real minus, +1.234, 0. */
function signed(text: string, difference: number): string {
  if (difference === 0) return text
  return difference < 0 ? `−${text}` : `+${text}`
}
