import { Button, Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { registerBpu } from '#shared/commands/bpu/registerBpu'
import { today } from '../../../components/format'
import { Page } from '../../../components/Page'
import { announceOnNextPage } from '../../../components/SavedNotice'
import { useSaveKey } from '../../../components/useSaveKey'
import { execute } from '../../../sync/execute'
import { newId } from '../../../sync/newId'
import { registrationRight } from '../../../sync/registrationRight'
import { FormFrame } from '../draft/FormFrame'
import type { StoredForm } from '../draft/formDraft'
import { useDraftForm } from '../draft/useDraftForm'
import { useSaving } from '../draft/useSaving'
import { sectionState } from '../employerForm/sections'
import { ContactSection, PersonSection } from '../workerForm/WorkerSections'
import type { WorkerValues } from '../workerForm/workerValues'
import { useTexts } from '../../../i18n/useTexts'
import { HeirSection, WorkSection } from './BpuSections'
import { checkBpu, emptyBpu, getBpuInput, type BpuValues } from './bpuValues'

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
  work: [
    'occupation',
    'sector',
    'monthlyIncome',
    'isBusinessOwner',
    'withJht',
    'workLocation',
    'workHours',
    'route',
    'paidBy',
    'startPeriod',
  ],
  heir: ['heirName', 'heirRelation', 'heirPhone'],
} as const satisfies Record<string, readonly (keyof BpuValues)[]>

const OWN: ReadonlySet<string> = new Set([...SECTIONS.work, ...SECTIONS.heir])

interface BpuEntryFormProps {
  draftId: string
  stored: StoredForm | null
}

/** Form F1 BPU. The member gets the draft's id: saving the same draft twice cannot make two. */
export function BpuEntryForm({ draftId, stored }: BpuEntryFormProps) {
  const { t } = useTexts('registration')
  const navigate = useNavigate()
  const labelOf = useCallback(
    (field: string) =>
      OWN.has(field)
        ? t(`b_${field as (typeof SECTIONS)['work' | 'heir'][number]}`)
        : t(`w_${field as keyof WorkerValues}`),
    [t],
  )
  const form = useDraftForm<BpuValues>({
    draftId,
    kind: 'bpu',
    initial: {
      values: { ...emptyBpu(today()), ...stored?.values },
      accepted: stored?.accepted ?? {},
      replaces: stored?.replaces,
      savedAt: stored?.savedAt,
    },
    titleOf: (values) => values.fullName.trim(),
    check: checkToday,
  })
  const { save, saving, summary } = useSaving({
    form,
    labelOf,
    fieldOfRefusal: ({ code }) => {
      if (code === 'BPU_TOO_OLD') return 'birthDate'
      return code === 'NIK_TAKEN' || code === 'ALREADY_BPU' ? 'nik' : undefined
    },
    async submit(values, acceptedFindings) {
      const { person, terms } = getBpuInput(values)
      const right = registrationRight()
      const result = await execute(
        registerBpu,
        {
          entry: { memberId: draftId, participantId: newId(), person, terms, acceptedFindings },
          ...(right && { reserve: right }),
        },
        { replaces: stored?.replaces },
      )
      return result.ok ? undefined : result.violation
    },
  })
  const saveAndShow = async () => {
    if (!(await save())) return
    announceOnNextPage(t('savedHere'))
    const params = { employerId: draftId }
    await navigate({ to: '/perusahaan/$employerId', params, replace: true })
  }
  const leave = async () => {
    await form.autosave.flush()
    await navigate({ to: '/bpu-proyek' })
  }
  useSaveKey(() => void saveAndShow())

  const titles = {
    person: t('sectionPerson'),
    contact: t('sectionContact'),
    work: t('sectionWork'),
    heir: t('sectionHeir'),
  }
  return (
    <Page title={t('bpuTitle')} intro={t('keysLine')}>
      <FormFrame
        form={form}
        label={t('bpuTitle')}
        sections={(['person', 'contact', 'work', 'heir'] as const).map((id) => ({
          id,
          title: titles[id],
          state: sectionState(SECTIONS[id], form.findings, form.checks.findingsOf),
        }))}
        summary={summary}
        focus={stored?.focus ?? 'nik'}
        onCtrlEnter={() => void saveAndShow()}
        onLeave={() => void leave()}
        buttons={
          <Group gap="sm">
            <Button variant="default" onClick={() => void leave()}>
              {t('leave')}
            </Button>
            <Button data-last-stop loading={saving} onClick={() => void saveAndShow()}>
              {t('save')}
            </Button>
          </Group>
        }
      >
        <PersonSection familyCard="required" />
        <ContactSection />
        <WorkSection />
        <HeirSection />
      </FormFrame>
    </Page>
  )
}

function checkToday(values: BpuValues) {
  return checkBpu(values, today())
}
