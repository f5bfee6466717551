import { useMemo, useState } from 'react'
import { Button } from '@mantine/core'
import { citeRegulation } from '#shared/letters/content/citation'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { BillLine } from '#shared/model/bill'
import type { Programme, RiskLevel } from '#shared/model/common'
import { DataTable, type Column } from '../../components/DataTable'
import { amount, money, percent } from '../../components/format'
import { explainBill, type ExplainedRow, type ExplainedWorker } from './explain'
import classes from './Explanation.module.css'
import { useTexts } from '../../i18n/useTexts'

export interface ExplanationProps {
  /** The tables by which the amounts came about. */
  tables: RateTables
  period: string
  riskLevel: RiskLevel
  programmes: readonly Programme[]
  lines: readonly BillLine[]
}

/** Reads like a receipt: programme × payer, then worker × base × rate, with the regulation. */
export function Explanation({ tables, period, riskLevel, programmes, lines }: ExplanationProps) {
  const { t } = useTexts('billing')
  const bill = useMemo(
    () => explainBill(tables, period, riskLevel, programmes, lines),
    [tables, period, riskLevel, programmes, lines],
  )
  const total = bill.rows.reduce((sum, row) => sum + row.amount, 0)
  return (
    <div className={classes.receipt}>
      <p className={classes.soft}>{t('explainIntro')}</p>
      {bill.jpCeiling !== undefined && (
        <p className={classes.soft}>{t('jpCeiling', { ceiling: money(bill.jpCeiling) })}</p>
      )}
      {bill.withoutJp > 0 && (
        <p className={classes.soft}>{t('jpExcluded', { count: bill.withoutJp })}</p>
      )}
      {bill.rows.map((row) => (
        <Row key={`${row.programme}-${row.payer}`} row={row} />
      ))}
      <div className={classes.total}>
        <span>{t('common:total')}</span>
        <span>{money(total)}</span>
      </div>
    </div>
  )
}

function Row({ row }: { row: ExplainedRow }) {
  const { t } = useTexts('billing')
  const [open, setOpen] = useState(false)
  const columns: Column<ExplainedWorker>[] = [
    { key: 'name', header: t('name'), width: '2fr', cell: (worker) => worker.name },
    {
      key: 'base',
      header: t('base'),
      width: '1fr',
      align: 'right',
      cell: (worker) => amount(worker.base),
    },
    { key: 'rate', header: t('rate'), width: '72px', align: 'right', cell: () => percent(row.ppm) },
    {
      key: 'amount',
      header: t('amount'),
      width: '1fr',
      align: 'right',
      cell: (worker) => amount(worker.amount),
    },
  ]
  const payer = row.payer === 'EMPLOYER' ? t('employerShare') : t('workerShare')
  return (
    <section className={classes.row} aria-label={`${row.programme} ${payer}`}>
      <div className={classes.line}>
        <strong>
          {t(row.programme)} · {payer}
        </strong>
        <strong>{money(row.amount)}</strong>
      </div>
      <div className={classes.line}>
        <span>{t('explainRow', { count: row.workers.length, rate: percent(row.ppm) })}</span>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? t('hideWorkers') : t('explainWorkers')}
        </Button>
      </div>
      <div className={classes.source}>
        {t('source')}: {citeRegulation(row.source)}
      </div>
      {open && (
        <DataTable
          label={`${row.programme} ${payer}`}
          columns={columns}
          rows={row.workers}
          rowKey={(worker) => worker.id}
          rowHeight={30}
          maxHeight={300}
        />
      )}
    </section>
  )
}
