import { Button, Progress } from '@mantine/core'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { dateTimeOf } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { useRefusalText } from '../../components/Refusal'
import { useOutbox, type WaitingCommand } from '../../store/queries/outbox'
import { useLoopState } from '../../sync/loopState'
import { pokeSync } from '../../sync/startSession'
import { useCommandSentence } from './useCommandSentence'
import { useTexts } from '../../i18n/useTexts'

/** Everything that waits for the server's word, item by item. */
export function SyncStatusPage() {
  const { t } = useTexts('syncStatus')
  const waiting = useOutbox()
  const sentence = useCommandSentence()
  const columns: Column<WaitingCommand>[] = [
    {
      key: 'what',
      header: t('what'),
      width: '3fr',
      cell: (row) => (
        <>
          {sentence(row)}
          {row.predicted && <Predicted {...row.predicted} />}
        </>
      ),
    },
    { key: 'when', header: t('when'), width: '150px', cell: (row) => dateTimeOf(row.occurredAt) },
    { key: 'by', header: t('by'), width: '1fr', cell: (row) => row.actor.name },
    {
      key: 'size',
      header: t('size'),
      width: '90px',
      align: 'right',
      cell: (row) => kilobytes(row.bytes),
    },
  ]
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={<Button onClick={pokeSync}>{t('sendNow')}</Button>}
    >
      <Receiving />
      <Panel title={t('list')}>
        {waiting?.length === 0 ? (
          <EmptyState>{t('nothing')}</EmptyState>
        ) : (
          <DataTable
            label={t('list')}
            columns={columns}
            rows={waiting ?? []}
            rowKey={(row) => row.uid}
          />
        )}
      </Panel>
    </Page>
  )
}

function Predicted({ code, detail }: NonNullable<WaitingCommand['predicted']>) {
  const { t } = useTexts('syncStatus')
  const { sentence } = useRefusalText(code, detail)
  return <em> — {t('predicted', { reason: sentence })}</em>
}

/** A long first download shows how far it is; the rest of the program stays usable. */
function Receiving() {
  const { t } = useTexts('syncStatus')
  const loop = useLoopState()
  if (loop.kind !== 'pulling' || loop.remaining === 0) return null
  const total = loop.received + loop.remaining
  const label = t('receiving', { received: loop.received, total })
  return (
    <div style={{ marginBottom: 16 }}>
      <p>{label}</p>
      <Progress value={(loop.received * 100) / total} aria-label={label} />
    </div>
  )
}

/** 0,4 kB */
function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).replace('.', ',')} kB`
}
