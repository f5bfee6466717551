import { useMemo } from 'react'
import { rateTables } from '#shared/reference/tables'
import type { TableAddition } from '#shared/domain/rates/mergeTables'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { tableRows } from '#shared/domain/rates/tableRows'
import { DataTable, type Column } from '../../components/DataTable'
import { Panel } from '../../components/Panel'
import { StatusTag, type Tone } from '../../components/StatusTag'
import { useTexts, type Translate } from '../../i18n/useTexts'
import { listRows, type ListedRow } from './tableList'
import { moment } from './validity'

interface Change {
  readonly kind: 'added' | 'closed' | 'replaced'
  readonly row: ListedRow
}

const tones: Readonly<Record<Change['kind'], Tone>> = {
  added: 'good',
  closed: 'muted',
  replaced: 'waiting',
}

interface ChangesPanelProps {
  addition: TableAddition
  /** The tables with the addition on top. */
  after: RateTables
}

/** What a proposal adds, ends and replaces, in the words of the list of tables. */
export function ChangesPanel({ addition, after }: ChangesPanelProps) {
  const { t } = useTexts('admin')
  const changes = useMemo(() => changesOf(t, addition, after), [t, addition, after])
  const columns: Column<Change>[] = [
    {
      key: 'kind',
      header: t('status'),
      width: '0.9fr',
      cell: ({ kind }) => <StatusTag tone={tones[kind]}>{t(kind)}</StatusTag>,
    },
    { key: 'table', header: t('table'), width: '1.5fr', cell: ({ row }) => t(row.table) },
    { key: 'value', header: t('value'), width: '3fr', cell: ({ row }) => row.value },
    { key: 'from', header: t('from'), width: '1.1fr', cell: ({ row }) => moment(row.from) },
    {
      key: 'to',
      header: t('to'),
      width: '1.1fr',
      cell: ({ row }) => (row.to === null ? t('open') : moment(row.to)),
    },
    { key: 'source', header: t('source'), width: '2fr', cell: ({ row }) => row.source },
  ]
  return (
    <Panel title={t('changes')}>
      <DataTable
        label={t('changes')}
        columns={columns}
        rows={changes}
        rowKey={({ row }) => row.key}
        maxHeight={260}
      />
    </Panel>
  )
}

function changesOf(t: Translate<'admin'>, addition: TableAddition, after: RateTables): Change[] {
  const added = new Set(Object.values(addition.adds).flatMap((rows) => rows.map(({ id }) => id)))
  const closed = new Set(addition.closes.map(({ id }) => id))
  const known = new Set(tableRows(rateTables).map(({ id }) => id))
  return listRows(t, after, [], '2000-01-01').flatMap((row): Change[] => {
    if (row.table === 'holidays') {
      if (!(row.id in addition.holidays)) return []
      return [{ kind: addition.replacesHolidays.includes(row.id) ? 'replaced' : 'added', row }]
    }
    if (added.has(row.id) && !known.has(row.id)) return [{ kind: 'added', row }]
    return closed.has(row.id) ? [{ kind: 'closed', row }] : []
  })
}
