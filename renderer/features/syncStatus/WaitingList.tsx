import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { dateTimeOf, timeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useRefusalText } from '../../components/Refusal'
import { useTexts, type Translate } from '../../i18n/useTexts'
import { useOutbox, type WaitingCommand } from '../../store/queries/outbox'
import { useLoopState, type LoopState } from '../../sync/loopState'
import { useNow } from '../../sync/useNow'
import { ageOf } from './age'
import { useCommandSentence } from './useCommandSentence'

/** What waits, item by item: since when, how big, why, and when it is tried again. */
export function WaitingList() {
  const { t } = useTexts('syncStatus')
  const waiting = useOutbox()
  const loop = useLoopState()
  const now = useNow(30_000)
  const sentence = useCommandSentence()
  const why = reason(loop, t)
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
    { key: 'age', header: t('age'), width: '110px', cell: (row) => ageOf(row.occurredAt, now, t) },
    { key: 'why', header: t('why'), width: '2fr', cell: () => why },
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
  )
}

const whyNot = {
  offline: 'whyOffline',
  trouble: 'whyTrouble',
  ownTrouble: 'networkOwnTrouble',
} as const

/** Why it has not gone yet, and the next try. */
function reason(loop: LoopState, t: Translate<'syncStatus'>): string {
  switch (loop.kind) {
    case 'offline':
    case 'trouble':
    case 'ownTrouble': {
      const time = timeOf(new Date(loop.retryAt).toISOString())
      return `${t(whyNot[loop.kind])} ${t('nextTry', { time })}`
    }
    case 'needsSignIn':
      return t('whySignIn')
    case 'updateNeeded':
      return t('whyUpdate')
    case 'recovering':
      return t('whyRecovering')
    case 'asksRemoval':
      return t('networkAsksRemoval')
    case 'stopped':
    case 'idle':
    case 'pushing':
    case 'pulling':
      return t('whySending')
  }
}

function Predicted({ code, detail }: NonNullable<WaitingCommand['predicted']>) {
  const { t } = useTexts('syncStatus')
  const { sentence } = useRefusalText(code, detail)
  return <em> — {t('predicted', { reason: sentence })}</em>
}

/** 0,4 kB */
function kilobytes(bytes: number): string {
  return `${(bytes / 1000).toFixed(1).replace('.', ',')} kB`
}
