import { Button } from '@mantine/core'
import { useNavigate } from '@tanstack/react-router'
import { useCallback } from 'react'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { normaliseLegalName } from '#shared/domain/identity/legalName'
import { today } from '../../../components/format'
import { Page } from '../../../components/Page'
import { announceOnNextPage } from '../../../components/SavedNotice'
import { useSaveKey } from '../../../components/useSaveKey'
import { execute } from '../../../sync/execute'
import { registrationRight } from '../../../sync/registrationRight'
import { FormFrame } from '../draft/FormFrame'
import type { StoredForm } from '../draft/formDraft'
import { useDraftForm } from '../draft/useDraftForm'
import { useSaving } from '../draft/useSaving'
import {
  AddressSection,
  BankSection,
  IdentitySection,
  PeopleSection,
  ProgrammesSection,
} from './EmployerSections'
import {
  checkEmployer,
  emptyEmployer,
  getEmployerProfile,
  type EmployerValues,
} from './employerValues'
import { ReviewSection } from './ReviewSection'
import { employerSections, sectionState, type EmployerSection } from './sections'
import { useTexts } from '../../../i18n/useTexts'

interface EmployerFormProps {
  draftId: string
  stored: StoredForm | null
}

/** Form F1. The employer gets the draft's id: saving the same draft twice cannot make two. */
export function EmployerForm({ draftId, stored }: EmployerFormProps) {
  const { t } = useTexts('registration')
  const navigate = useNavigate()
  const labelOf = useCallback((field: string) => t(`f_${field as keyof EmployerValues}`), [t])
  const form = useDraftForm<EmployerValues>({
    draftId,
    kind: 'employer',
    initial: {
      values: { ...emptyEmployer(today()), ...stored?.values },
      accepted: stored?.accepted ?? {},
      replaces: stored?.replaces,
      savedAt: stored?.savedAt,
    },
    titleOf: (values) => normaliseLegalName(values.legalName),
    check: checkToday,
  })
  const { save, saving, summary } = useSaving({
    form,
    labelOf,
    fieldOfRefusal: ({ code }) => (code === 'NPWP_TAKEN' ? 'npwp' : undefined),
    async submit(values, acceptedFindings) {
      const right = registrationRight()
      const result = await execute(
        registerEmployer,
        {
          employerId: draftId,
          profile: getEmployerProfile(values),
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
    await navigate({
      to: '/perusahaan/$employerId',
      params: { employerId: draftId },
      replace: true,
    })
  }
  const leave = async () => {
    await form.autosave.flush()
    await navigate({ to: '/pendaftaran' })
  }
  useSaveKey(() => void saveAndShow())

  const { accepted, open } = form.warningsOf(form)
  const errors = form.findings.filter(({ severity }) => severity === 'ERROR')
  const titles: Record<EmployerSection, string> = {
    identity: t('sectionIdentity'),
    address: t('sectionAddress'),
    people: t('sectionPeople'),
    programmes: t('sectionProgrammes'),
    bank: t('sectionBank'),
  }
  const sections = (Object.keys(employerSections) as EmployerSection[]).map((id) => ({
    id,
    title: titles[id],
    state: sectionState(employerSections[id], form.findings, form.checks.findingsOf),
  }))
  const reviewState = errors.length + open.length === 0 ? ('done' as const) : ('open' as const)

  return (
    <Page title={t('employerTitle')} intro={t('keysLine')}>
      <FormFrame
        form={form}
        label={t('employerTitle')}
        sections={[...sections, { id: 'review', title: t('sectionReview'), state: reviewState }]}
        summary={summary}
        focus={stored?.focus ?? 'legalName'}
        onCtrlEnter={() => void saveAndShow()}
        onLeave={() => void leave()}
        buttons={
          <Button.Group>
            <Button variant="default" onClick={() => void leave()}>
              {t('leave')}
            </Button>
            <Button data-last-stop loading={saving} onClick={() => void saveAndShow()}>
              {t('save')}
            </Button>
          </Button.Group>
        }
      >
        <IdentitySection />
        <AddressSection />
        <PeopleSection />
        <ProgrammesSection />
        <BankSection />
        <ReviewSection errors={errors} openWarnings={open} accepted={accepted} labelOf={labelOf} />
      </FormFrame>
    </Page>
  )
}

function checkToday(values: EmployerValues) {
  return checkEmployer(values, today())
}
