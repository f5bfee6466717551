import { TextInput } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { amount, maskedNik, shortDate } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useMemberships } from '../../store/queries/workers'
import type { Employer } from '#shared/model/employer'
import type { Membership } from '#shared/model/membership'
import { isAllowed } from '#shared/permissions/matrix'
import { useSession } from '../../sync/sessionStore'
import { useTexts } from '../../i18n/useTexts'

export function WorkersPanel({ employer }: { employer: Employer }) {
  const { t } = useTexts('employers')
  const navigate = useNavigate()
  const mayEdit = isAllowed(useSession()?.user.roles ?? [], 'person.edit')
  const [typed, setTyped] = useState('')
  const page = useMemberships(employer.id, { limit: 500, namePrefix: typed })
  const open = ({ id: membershipId }: Membership) =>
    void navigate({
      to: '/perusahaan/$employerId/orang/$membershipId',
      params: { employerId: employer.id, membershipId },
    })
  const columns: Column<Membership>[] = [
    { key: 'name', header: t('name'), width: '3fr', cell: (row) => row.fullName },
    { key: 'nik', header: t('nik'), width: '150px', cell: (row) => maskedNik(row.nik) },
    { key: 'status', header: t('employment'), width: '92px', cell: (row) => row.employmentStatus },
    { key: 'since', header: t('since'), width: '92px', cell: (row) => shortDate(row.startDate) },
    {
      key: 'wage',
      header: t('wage'),
      width: '104px',
      align: 'right',
      cell: (row) => amount(row.wage),
    },
  ]
  return (
    <Panel
      title={t('workersTitle', { count: employer.workerCount })}
      actions={
        employer.workerCount > 0 && (
          <TextInput
            aria-label={t('findWorker')}
            placeholder={t('findWorker')}
            value={typed}
            onChange={(event) => setTyped(event.currentTarget.value)}
          />
        )
      }
    >
      {employer.workerCount === 0 ? (
        <EmptyState>{t('noWorkers')}</EmptyState>
      ) : (
        <DataTable
          label={t('workersTitle', { count: employer.workerCount })}
          columns={columns}
          rows={page?.rows ?? []}
          rowKey={(row) => row.id}
          onOpen={open}
          {...(mayEdit && { keys: { f2: open } })}
          maxHeight={420}
          total={employer.workerCount}
        />
      )}
    </Panel>
  )
}
