import { useWatch } from 'react-hook-form'
import { BpuSector, PaymentRoute } from '#shared/domain/programmes'
import { ChoiceField } from '../../../components/form/ChoiceField'
import { FormSection } from '../../../components/form/FormSection'
import { TextField } from '../../../components/form/TextField'
import { MoneyField, PeriodField } from '../../../components/form/typedFields'
import { PhoneField } from '../employerForm/EmployerSections'
import { useTexts } from '../../../i18n/useTexts'

export function WorkSection() {
  const { t } = useTexts('registration')
  const route: unknown = useWatch({ name: 'route' })
  const yesNo = [
    { value: 'T', label: t('no') },
    { value: 'Y', label: t('yes') },
  ]
  return (
    <FormSection id="work" title={t('sectionWork')}>
      <TextField name="occupation" label={t('b_occupation')} required span={4} />
      <ChoiceField
        name="sector"
        label={t('b_sector')}
        required
        span={3}
        options={BpuSector.options.map((value) => ({ value, label: t(`simulation:${value}`) }))}
      />
      <MoneyField name="monthlyIncome" label={t('b_monthlyIncome')} required span={5} />
      <ChoiceField
        name="isBusinessOwner"
        label={t('b_isBusinessOwner')}
        span={4}
        options={yesNo}
        description={t('b_ownerHint')}
      />
      <ChoiceField name="withJht" label={t('b_withJht')} span={2} options={yesNo} />
      <TextField name="workLocation" label={t('b_workLocation')} span={3} />
      <TextField name="workHours" label={t('b_workHours')} span={3} />
      <ChoiceField
        name="route"
        label={t('b_route')}
        required
        span={4}
        options={PaymentRoute.options.map((value) => ({ value, label: t(`simulation:${value}`) }))}
      />
      <TextField name="paidBy" label={t('b_paidBy')} required={route !== 'SELF'} span={5} />
      <PeriodField name="startPeriod" label={t('b_startPeriod')} required span={3} />
    </FormSection>
  )
}

export function HeirSection() {
  const { t } = useTexts('registration')
  return (
    <FormSection id="heir" title={t('sectionHeir')}>
      <TextField name="heirName" label={t('b_heirName')} required span={5} />
      <TextField name="heirRelation" label={t('b_heirRelation')} required span={3} />
      <PhoneField name="heirPhone" label={t('b_heirPhone')} span={4} />
    </FormSection>
  )
}
