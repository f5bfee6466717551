import { fineOf } from '#shared/commands/codes/quote'
import type { Bill } from '#shared/model/bill'
import { shortDate } from '../../components/format'
import { StatusTag } from '../../components/StatusTag'
import { useRateTables } from '../../store/queries/rates'
import { useTexts } from '../../i18n/useTexts'

/** Where a bill stands on a day, in words. */
export function BillStatusTag({ bill, today }: { bill: Bill; today: string }) {
  const { t } = useTexts('billing')
  const tables = useRateTables()
  switch (bill.status) {
    case 'PAID':
      return (
        <StatusTag tone="good">
          {t('settledOn', { date: shortDate(bill.settledOn ?? bill.effectiveDueDate) })}
        </StatusTag>
      )
    case 'CANCELLED':
    case 'SUPERSEDED':
      return <StatusTag tone="muted">{t('statusCancelled')}</StatusTag>
    case 'FINALIZED':
    case 'CODE_ISSUED':
    case 'PARTIALLY_PAID': {
      const { monthsLate } = fineOf(tables, bill, today)
      if (monthsLate > 0) {
        return <StatusTag tone="bad">{t('lateMonths', { months: monthsLate })}</StatusTag>
      }
      return <StatusTag tone="info">{t(openStatus(bill.status))}</StatusTag>
    }
  }
}

function openStatus(status: 'FINALIZED' | 'CODE_ISSUED' | 'PARTIALLY_PAID') {
  switch (status) {
    case 'FINALIZED':
      return 'statusFinal' as const
    case 'CODE_ISSUED':
      return 'statusCode' as const
    case 'PARTIALLY_PAID':
      return 'statusPart' as const
  }
}
