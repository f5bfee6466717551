import { Group, SegmentedControl, Select } from '@mantine/core'
import { useMemo, useState } from 'react'
import type { RateRelease } from '#shared/model/rateRelease'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { today } from '../../components/format'
import { Panel } from '../../components/Panel'
import { StatusTag, type Tone } from '../../components/StatusTag'
import { useRateTables } from '../../store/queries/rates'
import { useTexts } from '../../i18n/useTexts'
import { useConfidence } from './confidence'
import { RowDrawer } from './RowDrawer'
import { listedTables, listRows, type ListedRow } from './tableList'
import { moment } from './validity'

const tones: Readonly<Record<ListedRow['status'], Tone>> = {
  PAST: 'muted',
  CURRENT: 'good',
  FUTURE: 'waiting',
}

/** Every row of every table, filtered by table; Enter opens one with its source. */
export function TablesPanel({ approved }: { approved: readonly RateRelease[] }) {
  const { t } = useTexts('admin')
  const tables = useRateTables()
  const confidence = useConfidence()
  const [table, setTable] = useState('all')
  const [show, setShow] = useState('now')
  const [opened, setOpened] = useState<ListedRow>()
  const all = useMemo(() => listRows(t, tables, approved, today()), [t, tables, approved])
  const rows = all.filter(
    (row) => (table === 'all' || row.table === table) && (show === 'all' || row.status !== 'PAST'),
  )
  const columns: Column<ListedRow>[] = [
    { key: 'table', header: t('table'), width: '1.5fr', cell: (row) => t(row.table) },
    { key: 'value', header: t('value'), width: '3.8fr', cell: (row) => row.value },
    { key: 'from', header: t('from'), width: '1.1fr', cell: (row) => moment(row.from) },
    {
      key: 'to',
      header: t('to'),
      width: '1.1fr',
      cell: (row) => (row.to === null ? t('open') : moment(row.to)),
    },
    {
      key: 'status',
      header: t('status'),
      width: '1.1fr',
      cell: (row) => <StatusTag tone={tones[row.status]}>{t(row.status)}</StatusTag>,
    },
    {
      key: 'confidence',
      header: t('confidence'),
      width: '1.2fr',
      cell: (row) => confidence(row.confidence),
    },
    {
      key: 'origin',
      header: t('origin'),
      width: '1.3fr',
      cell: (row) => row.release?.title ?? t('originShipped'),
    },
  ]
  return (
    <Panel title={t('tables')}>
      <Group mb="md" align="flex-end">
        <Select
          label={t('filter')}
          value={table}
          onChange={(value) => setTable(value ?? 'all')}
          data={[
            { value: 'all', label: t('allTables') },
            ...listedTables.map((name) => ({ value: name, label: t(name) })),
          ]}
          w={280}
        />
        <SegmentedControl
          aria-label={t('show')}
          value={show}
          onChange={setShow}
          data={[
            { value: 'now', label: t('showNow') },
            { value: 'all', label: t('showAll') },
          ]}
        />
      </Group>
      {rows.length === 0 ? (
        <EmptyState>{t('nothingHere')}</EmptyState>
      ) : (
        <DataTable
          key={`${table} ${show}`}
          label={t('tables')}
          columns={columns}
          rows={rows}
          rowKey={(row) => row.key}
          onOpen={setOpened}
          maxHeight={480}
        />
      )}
      <RowDrawer tables={tables} row={opened} onClose={() => setOpened(undefined)} />
    </Panel>
  )
}
