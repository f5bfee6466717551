import { useNavigate } from '@tanstack/react-router'
import { EmptyState } from '../../components/EmptyState'
import { Panel } from '../../components/Panel'
import { useBillsOfEmployer } from '../../store/queries/bills'
import { BillTable } from '../billing'
import { useTexts } from '../../i18n/useTexts'

interface BillsPanelProps {
  employerId: string
  /** What stands there while there is no bill. */
  none: string
}

export function BillsPanel({ employerId, none }: BillsPanelProps) {
  const { t } = useTexts('employers')
  const navigate = useNavigate()
  const bills = useBillsOfEmployer(employerId)
  return (
    <Panel title={t('bills')}>
      {bills?.length === 0 ? (
        <EmptyState>{none}</EmptyState>
      ) : (
        <BillTable
          bills={bills ?? []}
          onOpen={(bill) => void navigate({ to: '/tagihan/$billId', params: { billId: bill.id } })}
          maxHeight={260}
        />
      )}
    </Panel>
  )
}
