import { Button } from '@mantine/core'
import { useMemo, useState } from 'react'
import {
  traceOfLines,
  workersOf,
  type BillTerms,
  type ExplainedWorker,
} from '#shared/commands/bills/traceOfLines'
import type { RateTables } from '#shared/domain/rates/rateTables'
import type { BillLine } from '#shared/model/bill'
import { DataTable, type Column } from '../../components/DataTable'
import { TraceView } from '../../components/explain/TraceView'
import { amount } from '../../components/format'
import { useHost } from '../../host/HostContext'
import { auditFile } from './auditFile'
import { withoutJp } from './explain'
import classes from './Explanation.module.css'
import { useTexts } from '../../i18n/useTexts'

export interface ExplanationProps extends BillTerms {
  /** The tables by which the amounts came about. */
  tables: RateTables
  lines: readonly BillLine[]
}

/** Reads like a receipt: programme × payer, then worker × base × rate, with the regulation. */
export function Explanation({ tables, lines, ...terms }: ExplanationProps) {
  const { t } = useTexts('billing')
  const { period, riskLevel, programmes, relief } = terms
  const trace = useMemo(
    () => traceOfLines(tables, { period, riskLevel, programmes, relief }, lines),
    [tables, period, riskLevel, programmes, relief, lines],
  )
  const excluded = withoutJp(programmes, lines)
  return (
    <div className={classes.receipt}>
      <p className={classes.soft}>{t('explainIntro')}</p>
      <div>
        <SaveForAudit tables={tables} lines={lines} {...terms} />
      </div>
      {excluded > 0 && <p className={classes.soft}>{t('jpExcluded', { count: excluded })}</p>}
      <TraceView
        trace={trace}
        detail={(step) => {
          const workers = workersOf(step, lines)
          const label = `${step.programme} ${step.payer}`
          return workers.length > 0 && <Workers label={label} workers={workers} />
        }}
      />
    </div>
  )
}

/** The same steps as a file, for whoever checks the bill elsewhere. */
function SaveForAudit({ tables, lines, ...terms }: ExplanationProps) {
  const { t } = useTexts('billing')
  const host = useHost()
  const save = () =>
    host.saveFile({
      suggestedName: `penjelasan-${terms.period}.json`,
      mime: 'application/json',
      bytes: auditFile(tables, terms, lines),
    })
  return (
    <Button variant="default" size="compact-sm" onClick={() => void save()}>
      {t('saveForAudit')}
    </Button>
  )
}

function Workers({ label, workers }: { label: string; workers: readonly ExplainedWorker[] }) {
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
    {
      key: 'amount',
      header: t('amount'),
      width: '1fr',
      align: 'right',
      cell: (worker) => amount(worker.amount),
    },
  ]
  return (
    <>
      <div>
        <Button
          variant="subtle"
          size="compact-xs"
          aria-expanded={open}
          onClick={() => setOpen(!open)}
        >
          {open ? t('hideWorkers') : t('explainWorkers')}
        </Button>
      </div>
      {open && (
        <DataTable
          label={label}
          columns={columns}
          rows={workers}
          rowKey={(worker) => worker.id}
          rowHeight={30}
          maxHeight={300}
        />
      )}
    </>
  )
}
