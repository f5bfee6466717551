import { TextInput } from '@mantine/core'
import { useState } from 'react'
import type { ArchivedCommand } from '#shared/sync/clientPorts'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { dateTimeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useTexts } from '../../i18n/useTexts'
import { useSent } from '../../store/queries/archive'
import { useCommandSentence } from './useCommandSentence'

/** What this computer has sent in the last 30 days, to look up. */
export function SentHistory() {
  const { t } = useTexts('syncStatus')
  const sent = useSent()
  const say = useCommandSentence()
  const [typed, setTyped] = useState('')
  const wanted = typed.trim().toLocaleLowerCase('id')
  const matches = (row: ArchivedCommand): boolean =>
    `${say(row)} ${row.actor.name}`.toLocaleLowerCase('id').includes(wanted)
  const rows = (sent ?? []).filter(matches)
  const columns: Column<ArchivedCommand>[] = [
    { key: 'what', header: t('what'), width: '3fr', cell: (row) => say(row) },
    { key: 'when', header: t('when'), width: '150px', cell: (row) => dateTimeOf(row.occurredAt) },
    {
      key: 'confirmed',
      header: t('confirmed'),
      width: '150px',
      cell: (row) => dateTimeOf(row.acceptedAt),
    },
    { key: 'by', header: t('by'), width: '1fr', cell: (row) => row.actor.name },
  ]
  return (
    <Panel title={t('sent')}>
      {sent?.length === 0 ? (
        <EmptyState>{t('sentNone')}</EmptyState>
      ) : (
        <>
          <TextInput
            label={t('sentSearch')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
            mb="sm"
            maw={420}
          />
          {sent && rows.length === 0 ? (
            <EmptyState>{t('sentNoHit')}</EmptyState>
          ) : (
            <DataTable
              label={t('sent')}
              columns={columns}
              rows={rows}
              rowKey={(row) => row.uid}
              maxHeight={320}
            />
          )}
        </>
      )}
    </Panel>
  )
}
