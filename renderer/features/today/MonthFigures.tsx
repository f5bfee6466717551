import { Table } from '@mantine/core'
import { addMonths } from '#shared/domain/calendar/period'
import { amount, period } from '../../components/format'
import { usePeriodFigures } from '../../store/queries/totals'
import classes from './MonthFigures.module.css'
import { useTexts } from '../../i18n/useTexts'

const MONTHS = [6, 5, 4, 3, 2, 1] as const

/** Obligation against collection, one row a month, with a bar that says the same as the figure. */
export function MonthFigures({ day }: { day: string }) {
  const { t } = useTexts('today')
  return (
    <Table aria-label={t('figures')}>
      <Table.Thead>
        <Table.Tr>
          <Table.Th scope="col">{t('common:period')}</Table.Th>
          <Table.Th scope="col" ta="right">
            {t('billed')}
          </Table.Th>
          <Table.Th scope="col" ta="right">
            {t('paid')}
          </Table.Th>
          <Table.Th scope="col" w="40%">
            {t('share')}
          </Table.Th>
        </Table.Tr>
      </Table.Thead>
      <Table.Tbody>
        {MONTHS.map((back) => (
          <MonthRow key={back} month={addMonths(day.slice(0, 7), -back)} />
        ))}
      </Table.Tbody>
    </Table>
  )
}

function MonthRow({ month }: { month: string }) {
  const figures = usePeriodFigures(month)
  const billed = figures?.billed.amount ?? 0
  const paid = figures?.paid.amount ?? 0
  const share = billed === 0 ? 0 : Math.round((paid * 1000) / billed) / 10
  return (
    <Table.Tr>
      <Table.Th scope="row" fw={400}>
        {period(month)}
      </Table.Th>
      <Table.Td ta="right">{figures ? amount(billed) : '…'}</Table.Td>
      <Table.Td ta="right">{figures ? amount(paid) : '…'}</Table.Td>
      <Table.Td>
        <div className={classes.share}>
          <div className={classes.track} aria-hidden>
            <div className={classes.bar} style={{ width: `${share}%` }} />
          </div>
          <span>{figures ? `${String(share).replace('.', ',')} %` : '…'}</span>
        </div>
      </Table.Td>
    </Table.Tr>
  )
}
