import { Button, Group } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { registerProject } from '#shared/commands/projects/registerProject'
import { today } from '../../../components/format'
import { Page } from '../../../components/Page'
import { announceOnNextPage } from '../../../components/SavedNotice'
import { useSaveKey } from '../../../components/useSaveKey'
import { useRateTables } from '../../../store/queries/rates'
import { execute } from '../../../sync/execute'
import { registrationRight } from '../../../sync/registrationRight'
import { FormFrame } from '../draft/FormFrame'
import type { StoredForm } from '../draft/formDraft'
import { useDraftForm } from '../draft/useDraftForm'
import { useSaving } from '../draft/useSaving'
import { sectionState } from '../employerForm/sections'
import { useTexts } from '../../../i18n/useTexts'
import { ContractorSection, ContributionSection, ProjectSection } from './ProjectSections'
import {
  checkProject,
  emptyProject,
  FORM_TERMS,
  getProjectProfile,
  type ProjectValues,
} from './projectValues'

const SECTIONS = {
  project: [
    'projectName',
    'location',
    'ownerName',
    'fundingSource',
    'contractNo',
    'contractDate',
    'spkNo',
    'spkDate',
    'startDate',
    'endDate',
    'maintenanceEndDate',
  ],
  contractor: [
    'contractorName',
    'contractorNpwp',
    'contractorPhone',
    'contractorAddress',
    'contractorCity',
  ],
  contribution: [
    'method',
    'contractValue',
    'includesVat',
    'workerCount',
    'termCount',
    ...FORM_TERMS.flatMap((no) => [`termShare${no}`, `termDate${no}`] as const),
  ],
} as const satisfies Record<string, readonly (keyof ProjectValues)[]>

type PlainField = Exclude<keyof ProjectValues, `term${'Share' | 'Date'}${number}`>

interface ProjectEntryFormProps {
  draftId: string
  stored: StoredForm | null
}

/** Form F1 Jakon. The project gets the draft's id: saving the same draft twice cannot make two. */
export function ProjectEntryForm({ draftId, stored }: ProjectEntryFormProps) {
  const { t } = useTexts('registration')
  const navigate = useNavigate()
  const tables = useRateTables()
  const labelOf = useCallback(
    (field: string) => {
      const term = /^term(Share|Date)(\d+)$/.exec(field)
      if (term) return t(term[1] === 'Share' ? 'p_termShare' : 'p_termDate', { no: term[2] ?? '' })
      return t(`p_${field as PlainField}`)
    },
    [t],
  )
  const form = useDraftForm<ProjectValues>({
    draftId,
    kind: 'project',
    initial: {
      values: { ...emptyProject(), ...stored?.values },
      accepted: stored?.accepted ?? {},
      replaces: stored?.replaces,
      savedAt: stored?.savedAt,
    },
    titleOf: (values) => values.projectName.trim(),
    check: useCallback((values: ProjectValues) => checkProject(tables, values, today()), [tables]),
  })
  const { save, saving, summary } = useSaving({
    form,
    labelOf,
    fieldOfRefusal: ({ code }) => (code === 'CONTRACT_TAKEN' ? 'contractNo' : undefined),
    async submit(values, acceptedFindings) {
      const right = registrationRight()
      const result = await execute(
        registerProject,
        {
          projectId: draftId,
          profile: getProjectProfile(values),
          acceptedFindings,
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
    project: t('sectionProject'),
    contractor: t('sectionContractor'),
    contribution: t('sectionContribution'),
  }
  return (
    <Page title={t('projectTitle')} intro={t('keysLine')}>
      <FormFrame
        form={form}
        label={t('projectTitle')}
        sections={(['project', 'contractor', 'contribution'] as const).map((id) => ({
          id,
          title: titles[id],
          state: sectionState(SECTIONS[id], form.findings, form.checks.findingsOf),
        }))}
        summary={summary}
        focus={stored?.focus ?? 'projectName'}
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
        <ProjectSection />
        <ContractorSection />
        <ContributionSection />
      </FormFrame>
    </Page>
  )
}
