import { useWatch } from 'react-hook-form'
import { FundingSource } from '#shared/model/project'
import { ChoiceField } from '../../../components/form/ChoiceField'
import { FormSection } from '../../../components/form/FormSection'
import { TextField } from '../../../components/form/TextField'
import { DateField, MoneyField } from '../../../components/form/typedFields'
import { PhoneField } from '../employerForm/EmployerSections'
import { useTexts } from '../../../i18n/useTexts'
import { FORM_TERMS } from './projectValues'

export function ProjectSection() {
  const { t } = useTexts('registration')
  return (
    <FormSection id="project" title={t('sectionProject')}>
      <TextField name="projectName" label={t('p_projectName')} required span={7} />
      <TextField name="location" label={t('p_location')} required span={5} />
      <TextField name="ownerName" label={t('p_ownerName')} required span={4} />
      <ChoiceField
        name="fundingSource"
        label={t('p_fundingSource')}
        required
        span={3}
        options={FundingSource.options.map((value) => ({ value, label: t(`funding_${value}`) }))}
      />
      <TextField name="contractNo" label={t('p_contractNo')} required span={3} />
      <DateField name="contractDate" label={t('p_contractDate')} required span={2} />
      <TextField name="spkNo" label={t('p_spkNo')} span={3} />
      <DateField name="spkDate" label={t('p_spkDate')} span={3} />
      <DateField name="startDate" label={t('p_startDate')} required span={2} />
      <DateField name="endDate" label={t('p_endDate')} required span={2} />
      <DateField name="maintenanceEndDate" label={t('p_maintenanceEndDate')} span={2} />
    </FormSection>
  )
}

export function ContractorSection() {
  const { t } = useTexts('registration')
  return (
    <FormSection id="contractor" title={t('sectionContractor')}>
      <TextField name="contractorName" label={t('p_contractorName')} required span={5} />
      <TextField
        name="contractorNpwp"
        label={t('p_contractorNpwp')}
        required
        span={4}
        inputMode="numeric"
      />
      <PhoneField name="contractorPhone" label={t('p_contractorPhone')} required span={3} />
      <TextField name="contractorAddress" label={t('p_contractorAddress')} required span={8} />
      <TextField name="contractorCity" label={t('p_contractorCity')} required span={4} />
    </FormSection>
  )
}

export function ContributionSection() {
  const { t } = useTexts('registration')
  const method: unknown = useWatch({ name: 'method' })
  const count = Number(useWatch({ name: 'termCount' }))
  return (
    <FormSection id="contribution" title={t('sectionContribution')}>
      <ChoiceField
        name="method"
        label={t('p_method')}
        required
        span={4}
        options={[
          { value: 'CONTRACT', label: t('method_CONTRACT') },
          { value: 'WAGE', label: t('method_WAGE') },
        ]}
      />
      <MoneyField name="contractValue" label={t('p_contractValue')} required span={5} />
      <ChoiceField
        name="includesVat"
        label={t('p_includesVat')}
        span={3}
        options={[
          { value: 'Y', label: t('yes') },
          { value: 'T', label: t('no') },
        ]}
      />
      <TextField
        name="workerCount"
        label={t('p_workerCount')}
        required
        span={3}
        inputMode="numeric"
      />
      {method === 'CONTRACT' && (
        <>
          <ChoiceField
            name="termCount"
            label={t('p_termCount')}
            required
            span={3}
            options={FORM_TERMS.map((no) => ({ value: String(no), label: String(no) }))}
          />
          {FORM_TERMS.filter((no) => no <= count).map((no) => (
            <Term key={no} no={no} />
          ))}
        </>
      )}
    </FormSection>
  )
}

function Term({ no }: { no: (typeof FORM_TERMS)[number] }) {
  const { t } = useTexts('registration')
  return (
    <>
      <TextField
        name={`termShare${no}`}
        label={t('p_termShare', { no })}
        required
        span={3}
        inputMode="decimal"
      />
      <DateField name={`termDate${no}`} label={t('p_termDate', { no })} required span={3} />
    </>
  )
}
