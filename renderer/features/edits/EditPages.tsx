import { useNavigate, useParams } from '@tanstack/react-router'
import { useState, type ReactNode } from 'react'
import { Alert } from '@mantine/core'
import { workerChecklist } from '#shared/domain/registration/attachments'
import { isAllowed, type Action } from '#shared/permissions/matrix'
import { EmptyState } from '../../components/EmptyState'
import { Page } from '../../components/Page'
import { announceOnNextPage } from '../../components/SavedNotice'
import { useTexts } from '../../i18n/useTexts'
import { useEmployer } from '../../store/queries/employers'
import { usePatchable } from '../../store/queries/patches'
import { useSession } from '../../sync/sessionStore'
import { DocumentsPanel } from '../documents'
import type { EditGroup } from './changes'
import { EditForm } from './EditForm'

const EMPLOYER = {
  address: ['address', 'village', 'district', 'regency', 'province', 'postcode', 'phone', 'email'],
  people: ['ownerPosition', 'picName', 'picPosition', 'picPhone', 'picEmail', 'picConsent'],
} as const
const PERSON = ['title', 'motherName', 'address', 'postcode', 'mobile', 'email', 'married'] as const
const WORK = ['employeeNo', 'workLocationCode'] as const
const CONTACT = ['name', 'role', 'phone', 'email'] as const

/** Address, telephone and contact person of an employer. */
export function EditEmployerPage() {
  const { t } = useTexts('edits')
  const { employerId } = useParams({ strict: false }) as { employerId: string }
  const employer = useEmployer(employerId)
  const groups = employer && [
    group(t('groupAddress'), 'employer', employer, EMPLOYER.address),
    group(t('groupPeople'), 'employer', employer, EMPLOYER.people),
  ]
  return (
    <EditPage
      title={t('titleEmployer', { name: employer?.legalName ?? '' })}
      action="employer.edit"
      groups={groups}
    />
  )
}

/** Data and scans of a person, and of the work for this employer. */
export function EditWorkerPage() {
  const { t } = useTexts('edits')
  const { membershipId } = useParams({ strict: false }) as { membershipId: string }
  const membership = usePatchable('membership', membershipId)
  const person = usePatchable('participant', membership?.participantId ?? '')
  const groups =
    membership && person
      ? [
          group(t('groupPerson'), 'participant', person, PERSON),
          group(t('groupWork'), 'membership', membership, WORK),
        ]
      : membership && person === undefined
        ? undefined
        : membership && null
  return (
    <EditPage
      title={t('titleWorker', { name: membership?.fullName ?? '' })}
      action="person.edit"
      groups={groups}
    >
      {membership && (
        <DocumentsPanel
          owner={{ type: 'participant', id: membership.participantId }}
          checklist={workerChecklist}
        />
      )}
    </EditPage>
  )
}

/** One further person to reach at an employer. */
export function EditContactPage() {
  const { t } = useTexts('edits')
  const { contactId } = useParams({ strict: false }) as { contactId: string }
  const contact = usePatchable('employerContact', contactId)
  const living = contact?.removed ? null : contact
  return (
    <EditPage
      title={t('titleContact', { name: contact?.name ?? '' })}
      action="employer.edit"
      groups={living && [group(t('groupContact'), 'employerContact', living, CONTACT)]}
    />
  )
}

interface EditPageProps {
  title: string
  action: Action
  /** `null`: there is no such row; `undefined`: not known yet. */
  groups: readonly EditGroup[] | null | undefined
  /** Below the form, also for those who may not edit. */
  children?: ReactNode
}

function EditPage({ title, action, groups, children }: EditPageProps) {
  const { t } = useTexts('edits')
  const navigate = useNavigate()
  const { employerId } = useParams({ strict: false }) as { employerId: string }
  const roles = useSession()?.user.roles ?? []
  const [back] = useState(() => () => {
    void navigate({ to: '/perusahaan/$employerId', params: { employerId } })
  })
  if (groups === undefined) return null
  if (groups === null) {
    return (
      <Page title={t('gone')}>
        <EmptyState>{t('goneAdvice')}</EmptyState>
      </Page>
    )
  }
  if (!isAllowed(roles, action)) {
    return (
      <Page title={title}>
        <Alert color="amber">{t('notAllowed')}</Alert>
        {children}
      </Page>
    )
  }
  const saved = (count: number) => {
    announceOnNextPage(count === 0 ? t('nothing') : t('saved', { count }), 'waiting')
    back()
  }
  return (
    <Page title={title} intro={t('intro')}>
      <EditForm groups={groups} onSaved={saved} onLeave={back} />
      {children}
    </Page>
  )
}

function group(
  title: string,
  entity: EditGroup['entity'],
  row: EditGroup['row'],
  fields: readonly string[],
): EditGroup {
  return { title, entity, row, fields }
}
