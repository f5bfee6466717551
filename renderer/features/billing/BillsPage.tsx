import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { fineOf } from '#shared/commands/codes/quote'
import type { Bill } from '#shared/model/bill'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { amount, money, today } from '../../components/format'
import { Page } from '../../components/Page'
import { useOverdueBills } from '../../store/queries/bills'
import { useRights } from '../../store/queries/reservations'
import { useRateTables } from '../../store/queries/rates'
import { useBranchFigures } from '../../store/queries/totals'
import { useDeviceId } from '../../sync/deviceId'
import { RightTag } from '../visits'
import { BillStatusTag } from './BillStatusTag'
import { EmployerName } from './EmployerName'
import { useBillName } from '../../components/useBillName'
import { useTexts } from '../../i18n/useTexts'

const STEP = 100

/** Every bill past its due date; the figure of the first page opens this list. */
export function BillsPage() {
  const { t } = useTexts('billing')
  const navigate = useNavigate()
  const name = useBillName()
  const day = today()
  const tables = useRateTables()
  const [limit, setLimit] = useState(STEP)
  const page = useOverdueBills(day, limit)
  const figures = useBranchFigures(day)
  const held = useRights(useDeviceId())
  const rights = new Map(held?.map((right) => [right.employerId, right]))
  const columns: Column<Bill>[] = [
    {
      key: 'employer',
      header: t('common:employer'),
      width: '2.4fr',
      cell: (row) => <EmployerName id={row.employerId} />,
    },
    {
      key: 'period',
      header: t('common:period'),
      width: '1.2fr',
      cell: (row) => name(row),
    },
    {
      key: 'total',
      header: t('common:principal'),
      width: '1fr',
      align: 'right',
      cell: (row) => amount(row.total - row.paidPrincipal),
    },
    {
      key: 'fine',
      header: t('common:fine'),
      width: '1fr',
      align: 'right',
      cell: (row) => amount(fineOf(tables, row, day).fineTotal),
    },
    {
      key: 'status',
      header: t('common:status'),
      width: '1.2fr',
      cell: (row) => <BillStatusTag bill={row} today={day} />,
    },
    {
      key: 'right',
      header: t('employers:right'),
      width: '1.6fr',
      cell: (row) => <RightTag right={rights.get(row.employerId)} />,
    },
  ]
  const overdue = figures?.overdue
  return (
    <Page
      title={t('title')}
      intro={
        overdue
          ? t('overdueSum', { count: overdue.count, amount: money(overdue.amount) })
          : t('intro')
      }
    >
      {page?.rows.length === 0 ? (
        <EmptyState>{t('noneOverdue')}</EmptyState>
      ) : (
        <DataTable
          label={t('listLabel')}
          columns={columns}
          rows={page?.rows ?? []}
          rowKey={(row) => row.id}
          onOpen={(row) => void navigate({ to: '/tagihan/$billId', params: { billId: row.id } })}
          maxHeight={560}
          {...(overdue && { total: overdue.count })}
        />
      )}
      {page?.next && (
        <Button variant="subtle" mt="sm" onClick={() => setLimit(limit + STEP)}>
          {t('more')}
        </Button>
      )}
    </Page>
  )
}
