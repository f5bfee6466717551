import { Anchor, Button, Group, Modal, Table } from '@mantine/core'
import { IconPlus } from '@tabler/icons-react'
import { Link, useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { isAllowed } from '#shared/permissions/matrix'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { Panel } from '../../components/Panel'
import { deleteDraft, useDrafts } from '../../store/queries/drafts'
import type { Draft } from '../../store/records'
import { useSession } from '../../sync/sessionStore'
import { ageOf, useNow } from './draft/age'
import { draftAddress } from './draft/draftAddress'
import type { DraftKind } from './draft/formDraft'
import { NEW_DRAFT } from './draft/useStoredDraft'
import { useTexts } from '../../i18n/useTexts'

/** Where registration starts, and where unfinished work waits. */
export function RegistrationPage() {
  const { t } = useTexts('registration')
  const navigate = useNavigate()
  const session = useSession()
  const roles = session?.user.roles ?? []
  const drafts = useDrafts(session?.user.id ?? '')
  const [doomed, setDoomed] = useState<Draft>()
  const own = drafts?.flatMap((draft) => {
    const address = draftAddress(draft)
    return address ? [{ draft, address }] : []
  })

  return (
    <Page
      title={t('title')}
      intro={t('intro')}
      actions={
        <>
          {isAllowed(roles, 'bpu.register') && (
            <>
              <Button
                variant="default"
                onClick={() =>
                  void navigate({ to: '/pendaftaran/bpu/$draftId', params: { draftId: NEW_DRAFT } })
                }
              >
                {t('newBpu')}
              </Button>
              <Button
                variant="default"
                onClick={() =>
                  void navigate({
                    to: '/pendaftaran/proyek/$draftId',
                    params: { draftId: NEW_DRAFT },
                  })
                }
              >
                {t('newProject')}
              </Button>
            </>
          )}
          <Button
            leftSection={<IconPlus size={16} aria-hidden />}
            aria-keyshortcuts="Control+N"
            autoFocus
            onClick={() =>
              void navigate({
                to: '/pendaftaran/perusahaan/$draftId',
                params: { draftId: NEW_DRAFT },
              })
            }
          >
            {t('newEmployer')} · {t('newEmployerKeys')}
          </Button>
        </>
      }
    >
      <Panel
        title={t('drafts')}
        actions={
          <Anchor component={Link} to="/perusahaan" size="sm">
            {t('recent')}
          </Anchor>
        }
      >
        {own?.length === 0 && (
          <EmptyState>
            {t('draftsEmpty')} {t('draftsEmptyAdvice')}
          </EmptyState>
        )}
        {own && own.length > 0 && (
          <Table highlightOnHover>
            <Table.Thead>
              <Table.Tr>
                <Table.Th>{t('draftColumnTitle')}</Table.Th>
                <Table.Th>{t('draftColumnKind')}</Table.Th>
                <Table.Th>{t('draftColumnAge')}</Table.Th>
                <Table.Th>{t('draftColumnAuthor')}</Table.Th>
                <Table.Th>
                  <span className="visually-hidden">{t('draftResume')}</span>
                </Table.Th>
              </Table.Tr>
            </Table.Thead>
            <Table.Tbody>
              {own.map(({ draft, address }) => {
                const title = draft.title || t('draftUntitled')
                return (
                  <Table.Tr key={draft.id}>
                    <Table.Td>{title}</Table.Td>
                    <Table.Td>{t(`draftKind_${draft.kind as DraftKind}`)}</Table.Td>
                    <Table.Td>
                      <Age since={draft.updatedAt} />
                    </Table.Td>
                    <Table.Td>{session?.user.name}</Table.Td>
                    <Table.Td>
                      <Group gap="sm" justify="flex-end" wrap="nowrap">
                        <Button
                          size="xs"
                          variant="light"
                          aria-label={t('draftResumeLabel', { title })}
                          onClick={() => void navigate(address)}
                        >
                          {t('draftResume')}
                        </Button>
                        <Button
                          size="xs"
                          variant="default"
                          aria-label={t('draftDeleteLabel', { title })}
                          onClick={() => setDoomed(draft)}
                        >
                          {t('draftDelete')}
                        </Button>
                      </Group>
                    </Table.Td>
                  </Table.Tr>
                )
              })}
            </Table.Tbody>
          </Table>
        )}
      </Panel>
      <Modal
        opened={doomed !== undefined}
        onClose={() => setDoomed(undefined)}
        title={t('draftDeleteTitle', { title: doomed?.title || t('draftUntitled') })}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <p>{t('draftDeleteBody')}</p>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" data-autofocus onClick={() => setDoomed(undefined)}>
            {t('draftKeep')}
          </Button>
          <Button
            color="red"
            onClick={() => {
              if (doomed) void deleteDraft(doomed.id)
              setDoomed(undefined)
            }}
          >
            {t('draftDeleteConfirm')}
          </Button>
        </Group>
      </Modal>
    </Page>
  )
}

function Age({ since }: { since: string }) {
  const { t } = useTexts('registration')
  const { unit, n } = ageOf(since, useNow())
  switch (unit) {
    case 'now':
      return t('ageNow')
    case 'minutes':
      return t('ageMinutes', { n })
    case 'hours':
      return t('ageHours', { n })
    case 'days':
      return t('ageDays', { n })
  }
}
