import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { isAllowed } from '#shared/permissions/matrix'
import type { RateRelease } from '#shared/model/rateRelease'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { dateTimeOf } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { useReleases } from '../../store/queries/rates'
import { useSession } from '../../sync/sessionStore'
import { useTexts } from '../../i18n/useTexts'
import { ReleaseStatus } from './ReleaseStatus'
import { TablesPanel } from './TablesPanel'
import { moment } from './validity'

/** All tables with their validity, and the proposals for new ones. */
export function RatesPage() {
  const { t } = useTexts('admin')
  const session = useSession()
  const navigate = useNavigate()
  const releases = useReleases()
  if (!releases || !session) return null
  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={
        isAllowed(session.user.roles, 'rates.propose') && (
          <Button onClick={() => void navigate({ to: '/admin/tarif/usulan-baru' })}>
            {t('propose')}
          </Button>
        )
      }
    >
      <div style={{ display: 'grid', gap: 16 }}>
        <Proposals releases={releases} />
        <TablesPanel approved={releases.filter(({ status }) => status === 'APPROVED')} />
      </div>
    </Page>
  )
}

function Proposals({ releases }: { releases: readonly RateRelease[] }) {
  const { t } = useTexts('admin')
  const navigate = useNavigate()
  const columns: Column<RateRelease>[] = [
    { key: 'title', header: t('proposalTitle'), width: '2.8fr', cell: (row) => row.title },
    {
      key: 'from',
      header: t('effectiveFrom'),
      width: '1fr',
      cell: (row) => (row.effectiveFrom ? moment(row.effectiveFrom) : '—'),
    },
    {
      key: 'proposed',
      header: t('proposedBy'),
      width: '1.8fr',
      cell: ({ proposed }) => t('byAt', { name: proposed.name, at: dateTimeOf(proposed.at) }),
    },
    {
      key: 'decided',
      header: t('decided'),
      width: '1.8fr',
      cell: ({ decided }) =>
        decided ? t('byAt', { name: decided.name, at: dateTimeOf(decided.at) }) : '—',
    },
    {
      key: 'status',
      header: t('status'),
      width: '1.8fr',
      cell: (row) => <ReleaseStatus release={row} />,
    },
  ]
  return (
    <Panel title={t('proposals')}>
      {releases.length === 0 ? (
        <EmptyState>{t('noProposals')}</EmptyState>
      ) : (
        <DataTable
          label={t('proposals')}
          columns={columns}
          rows={releases}
          rowKey={(row) => row.id}
          onOpen={(row) =>
            void navigate({ to: '/admin/tarif/usulan/$releaseId', params: { releaseId: row.id } })
          }
          maxHeight={220}
        />
      )}
    </Panel>
  )
}
