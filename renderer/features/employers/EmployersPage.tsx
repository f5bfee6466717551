import { Button, TextInput } from '@mantine/core'
import { IconPlus, IconSearch } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { DataTable, type Column } from '../../components/DataTable'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { searchEmployers, useEmployerCount, useEmployers } from '../../store/queries/employers'
import { useRights } from '../../store/queries/reservations'
import { useDeviceId } from '../../sync/deviceId'
import { useSession } from '../../sync/sessionStore'
import { isAllowed } from '#shared/permissions/matrix'
import type { Employer } from '#shared/model/employer'
import { RightTag } from '../visits'
import { useTexts } from '../../i18n/useTexts'

const STEP = 100

/** Every employer of the branch, found by typing. */
export function EmployersPage() {
  const { t } = useTexts('employers')
  const navigate = useNavigate()
  const [typed, setTyped] = useState('')
  const [limit, setLimit] = useState(STEP)
  const count = useEmployerCount()
  const list = useEmployers(typed, limit)

  const roles = useSession()?.user.roles ?? []
  const held = useRights(useDeviceId())
  const rights = new Map(held?.map((right) => [right.employerId, right]))

  const columns: Column<Employer>[] = [
    { key: 'name', header: t('name'), width: '3fr', cell: (row) => row.legalName },
    { key: 'npp', header: t('npp'), width: '1fr', cell: (row) => row.npp ?? t('nppPending') },
    { key: 'city', header: t('city'), width: '2fr', cell: (row) => row.regency },
    {
      key: 'right',
      header: t('right'),
      width: '1.6fr',
      cell: (row) => <RightTag right={rights.get(row.id)} />,
    },
    { key: 'risk', header: t('risk'), width: '72px', align: 'right', cell: (row) => row.riskLevel },
    {
      key: 'workers',
      header: t('workers'),
      width: '110px',
      align: 'right',
      cell: (row) => row.workerCount,
    },
  ]
  const open = (row: Employer) =>
    void navigate({ to: '/perusahaan/$employerId', params: { employerId: row.id } })
  /** Asks anew: the list on the screen may still be that of the letters before. */
  const openFirst = async (text: string) => {
    if (text.trim() === '') return
    const [first] = (await searchEmployers(text)).rows
    if (first) open(first)
  }
  const register = (
    <Button
      leftSection={<IconPlus size={16} aria-hidden />}
      onClick={() =>
        void navigate({ to: '/pendaftaran/perusahaan/$draftId', params: { draftId: 'baru' } })
      }
    >
      {t('register')}
    </Button>
  )

  return (
    <Page
      title={t('title')}
      intro={count === undefined ? '…' : t('intro', { count })}
      actions={
        <>
          {isAllowed(roles, 'reservation.take') && (
            <Button variant="default" onClick={() => void navigate({ to: '/kunjungan' })}>
              {t('visits:prepare')}
            </Button>
          )}
          {register}
        </>
      }
    >
      <TextInput
        label={t('find')}
        value={typed}
        autoFocus
        mb="md"
        maw={480}
        leftSection={<IconSearch size={16} aria-hidden />}
        onChange={(event) => setTyped(event.currentTarget.value)}
        onKeyDown={(event) => {
          if (event.key === 'Enter') void openFirst(event.currentTarget.value)
        }}
      />
      {list && list.rows.length === 0 ? (
        <EmptyState action={register}>{typed ? t('noMatch', { typed }) : t('noneYet')}</EmptyState>
      ) : (
        <DataTable
          label={t('listLabel')}
          columns={columns}
          rows={list?.rows ?? []}
          rowKey={(row) => row.id}
          onOpen={open}
          maxHeight={520}
          {...(!typed && count !== undefined && { total: count })}
        />
      )}
      {list?.truncated &&
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
