import type { Payment } from '#shared/model/payment'
import { EmptyState } from '../../components/EmptyState'
import { money, shortDate } from '../../components/format'
import { Panel } from '../../components/Panel'
import { usePaymentsOfEmployer } from '../../store/queries/bills'
import classes from './EmployerPage.module.css'
import { useTexts } from '../../i18n/useTexts'

export function PaymentsPanel({ employerId }: { employerId: string }) {
  const { t } = useTexts('employers')
  const payments = usePaymentsOfEmployer(employerId)
  return (
    <Panel title={t('payments')}>
      {payments?.length === 0 && <EmptyState>{t('noPayments')}</EmptyState>}
      <ul className={classes.list}>
        {newestFirst(payments ?? []).map((payment) => (
          <li key={payment.id} className={classes.item}>
            <span>
              {shortDate(payment.valueDate)} · {payment.channel}
            </span>
            <strong>{money(payment.amount)}</strong>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function newestFirst(payments: readonly Payment[]): Payment[] {
  return [...payments].sort((a, b) => (a.valueDate > b.valueDate ? -1 : 1))
}
