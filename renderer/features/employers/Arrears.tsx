import { money, today } from '../../components/format'
import { StatusTag } from '../../components/StatusTag'
import { useBillsOfEmployer } from '../../store/queries/bills'
import { useRateTables } from '../../store/queries/rates'
import { arrearsOf } from '../billing'
import { useTexts } from '../../i18n/useTexts'

/** One line: how many months are owed, and how much. */
export function Arrears({ employerId }: { employerId: string }) {
  const { t } = useTexts('employers')
  const bills = useBillsOfEmployer(employerId)
  const tables = useRateTables()
  if (!bills) return null
  const { months, principal, fine } = arrearsOf(tables, bills, today())
  if (months === 0) return <StatusTag tone="good">{t('settled')}</StatusTag>
  return (
    <StatusTag tone="bad">
      {t('arrears', { months, principal: money(principal), fine: money(fine) })}
    </StatusTag>
  )
}
