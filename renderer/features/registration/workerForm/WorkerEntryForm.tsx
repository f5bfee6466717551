import { Button, Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { registerWorker } from '#shared/commands/workers/registerWorker'
import type { Employer } from '#shared/model/employer'
import { today } from '../../../components/format'
import { Page } from '../../../components/Page'
import { announceOnNextPage } from '../../../components/SavedNotice'
import { useSaveKey } from '../../../components/useSaveKey'
import { execute } from '../../../sync/execute'
import { newId } from '../../../sync/newId'
import { FormFrame } from '../draft/FormFrame'
import type { StoredForm } from '../draft/formDraft'
import { useDraftForm } from '../draft/useDraftForm'
import { useSaving } from '../draft/useSaving'
import { NEW_DRAFT } from '../draft/useStoredDraft'
import { sectionState } from '../employerForm/sections'
import { keepCarriedOver } from './carryOver'
import { ContactSection, EmploymentSection, PersonSection } from './WorkerSections'
import {
  checkWorker,
  emptyWorker,
  getWorkerInput,
  type CarriedOver,
  type WorkerValues,
} from './workerValues'
import { useTexts } from '../../../i18n/useTexts'

const SECTIONS = {
  person: [
    'nik',
    'fullName',
    'title',
    'birthPlace',
    'birthDate',
    'sex',
    'married',
    'motherName',
    'kkNumber',
    'bloodType',
    'nationality',
    'previouslyMember',
    'kpj',
    'npwp',
  ],
  contact: ['address', 'postcode', 'mobile', 'email'],
  employment: [
    'employeeNo',
    'workLocationCode',
    'employmentStatus',
    'startDate',
    'contractEndDate',
    'wage',
    'backPay',
  ],
} as const satisfies Record<string, readonly (keyof WorkerValues)[]>

interface WorkerEntryFormProps {
  employer: Employer
  draftId: string
  stored: StoredForm | null
  carried: CarriedOver
}

/** Form F1a. The membership gets the draft's id: saving the same draft twice cannot make two. */
export function WorkerEntryForm({ employer, draftId, stored, carried }: WorkerEntryFormProps) {
  const { t } = useTexts('registration')
  const navigate = useNavigate()
  const employerId = employer.id
  const labelOf = useCallback((field: string) => t(`w_${field as keyof WorkerValues}`), [t])
  const form = useDraftForm<WorkerValues>({
    draftId,
    kind: 'worker',
    initial: {
      values: { ...emptyWorker(carried), ...stored?.values },
      accepted: stored?.accepted ?? {},
      replaces: stored?.replaces,
      savedAt: stored?.savedAt,
      employerId,
    },
    titleOf: (values) => [values.fullName.trim(), employer.legalName].filter(Boolean).join(' · '),
    check: checkToday,
  })
  const { save, saving, summary } = useSaving({
    form,
    labelOf,
    fieldOfRefusal: ({ code }) =>
      code === 'NIK_TAKEN' || code === 'ALREADY_MEMBER' ? 'nik' : undefined,
    async submit(values, acceptedFindings) {
      const { person, terms } = getWorkerInput(values)
      const result = await execute(
        registerWorker,
        {
          employerId,
          entry: { participantId: newId(), membershipId: draftId, person, terms, acceptedFindings },
        },
        { replaces: stored?.replaces },
      )
      if (!result.ok) return result.violation
      await keepCarriedOver(employerId, values)
      return undefined
    },
  })

  const saveThen = async (then: 'another' | 'employer') => {
    const { fullName } = form.methods.getValues()
    if (!(await save())) return
    announceOnNextPage(t('savedWorker', { name: fullName.trim() }))
    if (then === 'employer') {
      await navigate({ to: '/perusahaan/$employerId', params: { employerId }, replace: true })
    } else {
      await navigate({
        to: '/perusahaan/$employerId/tenaga-kerja/$draftId',
        params: { employerId, draftId: NEW_DRAFT },
        replace: true,
      })
    }
  }
  const leave = async () => {
    await form.autosave.flush()
    await navigate({ to: '/perusahaan/$employerId', params: { employerId } })
  }
  useSaveKey(() => void saveThen('employer'))

  const titles = {
    person: t('sectionPerson'),
    contact: t('sectionContact'),
    employment: t('sectionEmployment'),
  }
  return (
    <Page title={t('workerTitle', { employer: employer.legalName })} intro={t('workerKeysLine')}>
      <FormFrame
        form={form}
        label={t('workerFormName')}
        sections={(['person', 'contact', 'employment'] as const).map((id) => ({
          id,
          title: titles[id],
          state: sectionState(SECTIONS[id], form.findings, form.checks.findingsOf),
        }))}
        summary={summary}
        focus={stored?.focus ?? 'nik'}
        onCtrlEnter={() => void saveThen('another')}
        onLeave={() => void leave()}
        buttons={
          <Group gap="sm">
            <Button variant="default" onClick={() => void leave()}>
              {t('leave')}
            </Button>
            <Button variant="default" loading={saving} onClick={() => void saveThen('employer')}>
              {t('save')}
            </Button>
            <Button data-last-stop loading={saving} onClick={() => void saveThen('another')}>
              {t('saveAndNew')}
            </Button>
          </Group>
        }
      >
        <PersonSection employerId={employerId} />
        <ContactSection />
        <EmploymentSection />
      </FormFrame>
    </Page>
  )
}

function checkToday(values: WorkerValues) {
  return checkWorker(values, today())
}
