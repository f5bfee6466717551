import { Button, TextInput } from '@mantine/core'
import { IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { BpuMember } from '#shared/model/bpuMember'
import type { Project } from '#shared/model/project'
import { isAllowed } from '#shared/permissions/matrix'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { maskedNik, money, period } from '../../components/format'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { Veil } from '../../components/Veil'
import { useBpuMembers, useProjects, type PayerList } from '../../store/queries/payers'
import { useSession } from '../../sync/sessionStore'
import { useTexts } from '../../i18n/useTexts'
import classes from './SegmentsPage.module.css'

const STEP = 100

/** Self-employed members and construction projects, found by typing. */
export function SegmentsPage() {
  const { t } = useTexts('employers')
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [limit, setLimit] = useState(STEP)
  const members = useBpuMembers(typed, limit)
  const projects = useProjects(typed, limit)
  const roles = useSession()?.user.roles ?? []
  const open = (id: string) =>
    void navigate({ to: '/perusahaan/$employerId', params: { employerId: id } })
  const memberColumns: Column<BpuMember>[] = [
    { key: 'name', header: t('name'), width: '3fr', cell: (row) => row.fullName },
    { key: 'nik', header: t('nik'), width: '1.6fr', cell: (row) => maskedNik(row.nik) },
    { key: 'occupation', header: t('occupation'), width: '2fr', cell: (row) => row.occupation },
    { key: 'since', header: t('since'), width: '1.4fr', cell: (row) => period(row.startPeriod) },
  ]
  const projectColumns: Column<Project>[] = [
    { key: 'name', header: t('kind_PROJECT'), width: '3fr', cell: (row) => row.projectName },
    { key: 'contractor', header: t('contractor'), width: '2fr', cell: (row) => row.contractorName },
    { key: 'contract', header: t('contract'), width: '2fr', cell: (row) => row.contractNo },
    {
      key: 'value',
      header: t('contractValue'),
      width: '1.6fr',
      align: 'right',
      cell: (row) => money(row.contractValue),
    },
  ]
  return (
    <Page
      title={t('segments')}
      intro={t('segmentsIntro')}
      actions={
        isAllowed(roles, 'bpu.register') && (
          <>
            <Button
              variant="default"
              onClick={() =>
                void navigate({ to: '/pendaftaran/proyek/$draftId', params: { draftId: 'baru' } })
              }
            >
              {t('registerProject')}
            </Button>
            <Button
              onClick={() =>
                void navigate({ to: '/pendaftaran/bpu/$draftId', params: { draftId: 'baru' } })
              }
            >
              {t('registerBpu')}
            </Button>
          </>
        )
      }
    >
      <TextInput
        label={t('segmentsFind')}
        value={typed}
        autoFocus
        mb="md"
        maw={480}
        leftSection={<IconSearch size={16} aria-hidden />}
        onChange={(event) => setTyped(event.currentTarget.value)}
      />
      <Veil lifted={members !== undefined && projects !== undefined} className={classes.lists}>
        <List title={t('members')} list={members} columns={memberColumns} onOpen={open} />
        <List title={t('projects')} list={projects} columns={projectColumns} onOpen={open} />
      </Veil>
      {(members?.truncated || projects?.truncated) &&
        (typed ? (
          <p>{t('truncated')}</p>
        ) : (
          <Button variant="subtle" mt="sm" onClick={() => setLimit(limit + STEP)}>
            {t('more')}
          </Button>
        ))}
    </Page>
  )
}

interface ListProps<Row> {
  title: string
  list: PayerList<Row> | undefined
  columns: Column<Row>[]
  onOpen: (id: string) => void
}

function List<Row extends { id: string }>({ title, list, columns, onOpen }: ListProps<Row>) {
  const { t } = useTexts('employers')
  return (
    <Panel title={title}>
      {list?.rows.length === 0 ? (
        <EmptyState>{t('segmentsNone')}</EmptyState>
      ) : (
        <DataTable
          label={title}
          columns={columns}
          rows={list?.rows ?? []}
          rowKey={(row) => row.id}
          onOpen={(row) => onOpen(row.id)}
          maxHeight={240}
        />
      )}
    </Panel>
  )
}
