import { useFormContext, useWatch } from 'react-hook-form'
import { useState } from 'react'
import { EmploymentStatus } from '#shared/model/membership'
import { ChoiceField } from '../../../components/form/ChoiceField'
import { FormSection } from '../../../components/form/FormSection'
import { TextField } from '../../../components/form/TextField'
import { DateField, LongNumberField, MoneyField } from '../../../components/form/typedFields'
import { today } from '../../../components/format'
import { PhoneField } from '../employerForm/EmployerSections'
import { KnownPerson } from './KnownPerson'
import { BLOOD_TYPES, suggestionsOf, type WorkerValues } from './workerValues'
import { useTexts } from '../../../i18n/useTexts'

interface PersonSectionProps {
  /** Whose worker the person becomes; absent for the self-employed. */
  employerId?: string
  /** Whether the number of the family card must be given. */
  familyCard?: 'required' | 'optional'
}

export function PersonSection({ employerId, familyCard = 'optional' }: PersonSectionProps) {
  const { t } = useTexts('registration')
  const { getValues, setValue } = useFormContext<WorkerValues>()
  const [suggested, setSuggested] = useState(false)
  const previouslyMember: unknown = useWatch({ name: 'previouslyMember' })

  /** Empty fields only: what the clerk typed from the card is never overwritten. */
  const suggest = () => {
    const { nik, birthDate, sex } = getValues()
    const suggestions = suggestionsOf(nik, today())
    if (!suggestions) return
    if (birthDate === '') setValue('birthDate', suggestions.birthDate, { shouldDirty: true })
    if (sex === '') setValue('sex', suggestions.sex, { shouldDirty: true })
    if (birthDate === '' || sex === '') setSuggested(true)
  }

  return (
    <FormSection id="person" title={t('sectionPerson')}>
      <div style={{ gridColumn: 'span 5' }} onBlur={suggest}>
        <LongNumberField
          name="nik"
          label={t('w_nik')}
          required
          understood={suggested ? () => t('fromNik') : undefined}
        >
          <KnownPerson employerId={employerId} />
        </LongNumberField>
      </div>
      <TextField name="fullName" label={t('w_fullName')} required span={5} />
      <TextField name="title" label={t('w_title')} span={2} />
      <TextField name="birthPlace" label={t('w_birthPlace')} required span={4} />
      <DateField name="birthDate" label={t('w_birthDate')} required span={3} />
      <ChoiceField
        name="sex"
        label={t('w_sex')}
        required
        options={[
          { value: 'M', label: t('sexM') },
          { value: 'F', label: t('sexF') },
        ]}
      />
      <ChoiceField
        name="married"
        label={t('w_married')}
        required
        span={2}
        options={[
          { value: 'Y', label: t('marriedY') },
          { value: 'T', label: t('marriedT') },
        ]}
      />
      <TextField name="motherName" label={t('w_motherName')} required span={4} />
      <LongNumberField
        name="kkNumber"
        label={t('w_kkNumber')}
        required={familyCard === 'required'}
        span={4}
      />
      <ChoiceField
        name="bloodType"
        label={t('w_bloodType')}
        span={2}
        options={BLOOD_TYPES.map((value) => ({ value, label: value }))}
      />
      <ChoiceField
        name="nationality"
        label={t('w_nationality')}
        required
        span={2}
        options={[
          { value: 'WNI', label: 'WNI' },
          { value: 'WNA', label: 'WNA' },
        ]}
      />
      <ChoiceField
        name="previouslyMember"
        label={t('w_previouslyMember')}
        span={4}
        options={[
          { value: 'T', label: t('memberT') },
          { value: 'Y', label: t('memberY') },
        ]}
      />
      <TextField name="kpj" label={t('w_kpj')} span={4} required={previouslyMember === 'Y'} />
      <LongNumberField name="npwp" label={t('w_npwp')} span={4} />
    </FormSection>
  )
}

export function ContactSection() {
  const { t } = useTexts('registration')
  return (
    <FormSection id="contact" title={t('sectionContact')}>
      <TextField name="address" label={t('w_address')} required span={10} />
      <TextField name="postcode" label={t('w_postcode')} span={2} inputMode="numeric" />
      <PhoneField name="mobile" label={t('w_mobile')} span={4} />
      <TextField name="email" label={t('w_email')} span={8} inputMode="email" />
    </FormSection>
  )
}

export function EmploymentSection() {
  const { t } = useTexts('registration')
  const status: unknown = useWatch({ name: 'employmentStatus' })
  return (
    <FormSection id="employment" title={t('sectionEmployment')}>
      <TextField name="employeeNo" label={t('w_employeeNo')} span={4} />
      <TextField
        name="workLocationCode"
        label={t('w_workLocationCode')}
        span={4}
        inputMode="numeric"
      />
      <ChoiceField
        name="employmentStatus"
        label={t('w_employmentStatus')}
        required
        span={4}
        options={EmploymentStatus.options.map((value) => ({ value, label: t(`status_${value}`) }))}
      />
      <DateField name="startDate" label={t('w_startDate')} required span={3} />
      <DateField
        name="contractEndDate"
        label={t('w_contractEndDate')}
        span={3}
        required={status === 'PKWT'}
      />
      <MoneyField name="wage" label={t('w_wage')} required span={6} />
      <MoneyField name="backPay" label={t('w_backPay')} span={6} />
    </FormSection>
  )
}
