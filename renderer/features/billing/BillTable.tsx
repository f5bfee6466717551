import { fineOf } from '#shared/commands/codes/quote'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { Bill } from '#shared/model/bill'
import { DataTable, type Column } from '../../components/DataTable'
import { amount, shortDate, today } from '../../components/format'
import { useRateTables } from '../../store/queries/rates'
import { BillStatusTag } from './BillStatusTag'
import { isUnpaid } from './billState'
import { useBillName } from '../../components/useBillName'
import { useTexts } from '../../i18n/useTexts'

interface BillTableProps {
  bills: readonly Bill[]
  onOpen: (bill: Bill) => void
  maxHeight?: number
}

/** Bills of one employer, the newest month first. */
export function BillTable({ bills, onOpen, maxHeight = 300 }: BillTableProps) {
  const { t } = useTexts('billing')
  const name = useBillName('short')
  const day = today()
  const tables = useRateTables()
  const columns: Column<Bill>[] = [
    {
      key: 'period',
      header: t('common:period'),
      width: '1.4fr',
      cell: (row) => name(row),
    },
    {
      key: 'due',
      header: t('common:dueDate'),
      width: '100px',
      cell: (row) => shortDate(row.effectiveDueDate),
    },
    {
      key: 'total',
      header: t('common:principal'),
      width: '1fr',
      align: 'right',
      cell: (row) => amount(row.total),
    },
    {
      key: 'fine',
      header: t('common:fine'),
      width: '0.8fr',
      align: 'right',
      cell: (row) => fineText(tables, row, day),
    },
    {
      key: 'status',
      header: t('common:status'),
      width: '1.3fr',
      cell: (row) => <BillStatusTag bill={row} today={day} />,
    },
  ]
  return (
    <DataTable
      label={t('billsLabel')}
      columns={columns}
      rows={bills}
      rowKey={(row) => row.id}
      onOpen={onOpen}
      maxHeight={maxHeight}
    />
  )
}

function fineText(tables: RateTables, bill: Bill, day: string): string {
  const fine = isUnpaid(bill) ? fineOf(tables, bill, day).fineTotal : bill.finePaid
  return fine > 0 ? amount(fine) : '—'
}
