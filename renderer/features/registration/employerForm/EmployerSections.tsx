import { Checkbox } from '@mantine/core'
import { useController, useFormContext, useWatch } from 'react-hook-form'
import { formatNpwp, normaliseNpwp } from '#shared/domain/identity/npwp'
import { formatPhone, normalisePhone } from '#shared/domain/identity/phone'
import { mandatoryProgrammes, sizeOfAmount } from '#shared/domain/registration/mandatoryProgrammes'
import { LegalForm } from '#shared/model/employer'
import { findBusinessType } from '#shared/reference/businessTypes'
import { rateTables } from '#shared/reference/tables'
import { ChoiceField } from '../../../components/form/ChoiceField'
import classes from '../../../components/form/form.module.css'
import { FormSection } from '../../../components/form/FormSection'
import { TextField } from '../../../components/form/TextField'
import {
  DateField,
  LongNumberField,
  MoneyField,
  PeriodField,
} from '../../../components/form/typedFields'
import { readTypedMoney } from '../../../components/form/typedValues'
import { BusinessTypePicker } from './BusinessTypePicker'
import type { EmployerValues } from './employerValues'
import { KnownTaxNumber } from './KnownTaxNumber'
import { ProgrammesField } from './ProgrammesField'
import { useTexts } from '../../../i18n/useTexts'

const BANKS = ['BRI', 'Mandiri', 'BNI', 'BCA', 'BTN', 'BSI']
const SECTORS = ['food', 'textile', 'leather', 'footwear', 'toys', 'furniture'] as const
const RISK_LEVELS = [1, 2, 3, 4, 5] as const

export function IdentitySection() {
  const { t } = useTexts('registration')
  const formNames: Partial<Record<LegalForm, string>> = {
    PERORANGAN: t('form_PERORANGAN'),
    LAINNYA: t('form_LAINNYA'),
    FIRMA: t('form_FIRMA'),
    KOPERASI: t('form_KOPERASI'),
    YAYASAN: t('form_YAYASAN'),
  }
  return (
    <FormSection id="identity" title={t('sectionIdentity')}>
      <TextField name="legalName" label={t('f_legalName')} required span={8} />
      <ChoiceField
        name="legalForm"
        label={t('f_legalForm')}
        required
        span={4}
        options={LegalForm.options.map((value) => ({ value, label: formNames[value] ?? value }))}
      />
      <TextField
        name="npwp"
        label={t('f_npwp')}
        required
        span={5}
        inputMode="numeric"
        onLeave={(text) => formatNpwp(normaliseNpwp(text))}
      >
        <KnownTaxNumber />
      </TextField>
      <TextField name="division" label={t('f_division')} span={2} inputMode="numeric" />
      <TextField
        name="npp"
        label={t('f_npp')}
        span={5}
        onLeave={(text) => text.trim().toUpperCase()}
      />
      <LongNumberField name="nib" label={t('f_nib')} required span={3} />
      <TextField name="licenceType" label={t('f_licenceType')} span={3} />
      <TextField name="licenceNo" label={t('f_licenceNo')} span={3} />
      <DateField name="licenceDate" label={t('f_licenceDate')} span={3} />
    </FormSection>
  )
}

export function AddressSection() {
  const { t } = useTexts('registration')
  return (
    <FormSection id="address" title={t('sectionAddress')}>
      <TextField name="address" label={t('f_address')} required span={12} />
      <TextField name="village" label={t('f_village')} span={3} />
      <TextField name="district" label={t('f_district')} span={3} />
      <TextField name="regency" label={t('f_regency')} required span={3} />
      <TextField name="province" label={t('f_province')} span={3} />
      <TextField
        name="postcode"
        label={t('f_postcode')}
        required
        span={2}
        inputMode="numeric"
        maxLength={7}
      />
      <PhoneField name="phone" label={t('f_phone')} span={4} />
      <TextField name="email" label={t('f_email')} required span={6} inputMode="email" />
    </FormSection>
  )
}

export function PeopleSection() {
  const { t } = useTexts('registration')
  const {
    field: { ref, value, onChange, onBlur },
  } = useController({ name: 'picConsent' })
  return (
    <FormSection id="people" title={t('sectionPeople')}>
      <TextField name="ownerName" label={t('f_ownerName')} required span={5} />
      <LongNumberField name="ownerNik" label={t('f_ownerNik')} required span={4} />
      <TextField name="ownerPosition" label={t('f_ownerPosition')} required span={3} />
      <TextField name="picName" label={t('f_picName')} required span={4} />
      <TextField name="picPosition" label={t('f_picPosition')} required span={3} />
      <PhoneField name="picPhone" label={t('f_picPhone')} span={5} />
      <TextField name="picEmail" label={t('f_picEmail')} required span={5} inputMode="email" />
      <div className={classes.field} style={{ gridColumn: 'span 7', paddingTop: 26 }}>
        <Checkbox
          name="picConsent"
          ref={ref}
          label={t('f_picConsent')}
          checked={value === true}
          onChange={(event) => onChange(event.currentTarget.checked)}
          onBlur={onBlur}
        />
      </div>
    </FormSection>
  )
}

export function ProgrammesSection() {
  const { t } = useTexts('registration')
  const { getValues, setValue } = useFormContext<EmployerValues>()
  const [size, businessTypeId, riskLevel] = useWatch({
    name: ['size', 'businessTypeId', 'riskLevel'],
  }) as string[]
  const usual = findBusinessType(businessTypeId ?? '')?.riskLevel

  /** Size by the amount, and programmes by the size; both remain the clerk's to change. */
  const presetSize = () => {
    const { sizeBasis, sizeAmount } = getValues()
    const amount = readTypedMoney(sizeAmount)
    if (amount === undefined || (sizeBasis !== 'CAPITAL' && sizeBasis !== 'SALES')) return
    const fitting = sizeOfAmount(rateTables, sizeBasis, amount)
    setValue('size', fitting, { shouldDirty: true })
    presetProgrammes(fitting)
  }
  const presetProgrammes = (chosen: string) => {
    if (chosen === 'MICRO' || chosen === 'SMALL' || chosen === 'MEDIUM' || chosen === 'LARGE') {
      setValue('programmes', [...mandatoryProgrammes(rateTables, chosen)], { shouldDirty: true })
    }
  }

  return (
    <FormSection id="programmes" title={t('sectionProgrammes')}>
      <BusinessTypePicker
        onChosen={(id) => {
          const level = findBusinessType(id)?.riskLevel
          if (level !== undefined) setValue('riskLevel', String(level), { shouldDirty: true })
        }}
      />
      <ChoiceField
        name="riskLevel"
        label={t('f_riskLevel')}
        required
        span={3}
        options={RISK_LEVELS.map((level) => ({ value: String(level), label: t(`risk_${level}`) }))}
      />
      {usual !== undefined && riskLevel !== '' && String(usual) !== riskLevel ? (
        <TextField name="riskLevelReason" label={t('f_riskLevelReason')} required span={3} />
      ) : (
        <div style={{ gridColumn: 'span 3' }} />
      )}
      <ChoiceField
        name="sizeBasis"
        label={t('f_sizeBasis')}
        required
        span={4}
        options={[
          { value: 'CAPITAL', label: t('basisCapital') },
          { value: 'SALES', label: t('basisSales') },
        ]}
        onChosen={presetSize}
      />
      <div style={{ gridColumn: 'span 5' }} onBlur={() => getValues('size') === '' && presetSize()}>
        <MoneyField name="sizeAmount" label={t('f_sizeAmount')} required />
      </div>
      <ChoiceField
        name="size"
        label={t('f_size')}
        required
        span={3}
        options={(['MICRO', 'SMALL', 'MEDIUM', 'LARGE'] as const).map((value) => ({
          value,
          label: t(`size_${value}`),
        }))}
        onChosen={presetProgrammes}
      />
      <ProgrammesField size={size ?? ''} />
      <PeriodField name="startPeriod" label={t('f_startPeriod')} required span={3} />
      <TextField
        name="workerCountDeclared"
        label={t('f_workerCountDeclared')}
        required
        span={3}
        inputMode="numeric"
      />
      <MoneyField name="wageTotalDeclared" label={t('f_wageTotalDeclared')} required span={6} />
      <ChoiceField
        name="labourIntensiveSector"
        label={t('f_labourIntensiveSector')}
        span={4}
        options={SECTORS.map((value) => ({ value, label: t(`sector_${value}`) }))}
      />
    </FormSection>
  )
}

export function BankSection() {
  const { t } = useTexts('registration')
  return (
    <FormSection id="bank" title={t('sectionBank')}>
      <TextField name="bankName" label={t('f_bankName')} span={3} list="banks" />
      <datalist id="banks">
        {BANKS.map((bank) => (
          <option key={bank} value={bank}>
            {bank}
          </option>
        ))}
      </datalist>
      <LongNumberField name="bankAccount" label={t('f_bankAccount')} span={4} />
      <TextField name="bankHolder" label={t('f_bankHolder')} span={5} />
    </FormSection>
  )
}

export function PhoneField(props: {
  name: string
  label: string
  span: number
  required?: boolean
}) {
  return (
    <TextField
      required
      {...props}
      inputMode="tel"
      onLeave={(text) => (text.trim() === '' ? '' : formatPhone(normalisePhone(text)))}
    />
  )
}
