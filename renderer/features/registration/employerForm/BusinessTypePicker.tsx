import { Select, type OptionsFilter } from '@mantine/core'
import { useController } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { periodOfDate } from '#shared/domain/calendar/period'
import { isEffective } from '#shared/domain/rates/effective'
import type { RateTables } from '#shared/domain/rates/rateTables'
import { businessTypes, findBusinessType } from '#shared/reference/businessTypes'
import { today } from '../../../components/format'
import { FieldNotes } from '../../../components/form/FieldNotes'
import classes from '../../../components/form/form.module.css'
import { useField } from '../../../components/form/useField'
import { useRateTables } from '../../../store/queries/rates'
import { useTexts } from '../../../i18n/useTexts'

/** The kind of business, found by typing any part of its name; it sets the risk level. */
export function BusinessTypePicker({ onChosen }: { onChosen: (id: string) => void }) {
  const { t } = useTexts('registration')
  const { i18n } = useTranslation()
  const { id, error, warnings } = useField('businessTypeId')
  const {
    field: { ref, value, onChange, onBlur },
  } = useController({ name: 'businessTypeId' })
  const chosen = typeof value === 'string' ? value : ''
  const english = i18n.language === 'en'
  const rate = rateOf(useRateTables(), chosen)
  return (
    <div className={classes.field} style={{ gridColumn: 'span 6' }} data-field="businessTypeId">
      <Select
        id={id}
        ref={ref}
        label={t('f_businessTypeId')}
        withAsterisk
        aria-required
        searchable
        limit={40}
        maxDropdownHeight={260}
        filter={anyPart}
        data={businessTypes.map((type) => ({
          value: type.id,
          label: english ? type.nameEn : type.nameId,
        }))}
        value={chosen || null}
        onChange={(id) => {
          onChange(id ?? '')
          onChosen(id ?? '')
        }}
        onBlur={onBlur}
        selectFirstOptionOnChange
        autoSelectOnBlur
        comboboxProps={{ transitionProps: { duration: 0 } }}
        nothingFoundMessage={t('businessTypeNothing')}
        description={rate === undefined ? t('businessTypeHint') : t('riskRate', { rate })}
        inputWrapperOrder={['label', 'input', 'description', 'error']}
        error={error}
      />
      <FieldNotes label={t('f_businessTypeId')} findings={warnings} />
    </div>
  )
}

/** Every typed word stands somewhere in the name, in any order. */
const anyPart: OptionsFilter = ({ options, search, limit }) => {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean)
  return options
    .filter((option) => {
      if (!('value' in option)) return false
      const name = option.label.toLowerCase()
      return words.every((word) => name.includes(word))
    })
    .slice(0, limit)
}

/** Today's contribution rate of the type's risk level, e.g. `1,27 %`. */
function rateOf(tables: RateTables, id: string): string | undefined {
  const level = findBusinessType(id)?.riskLevel
  const period = periodOfDate(today())
  const rate = tables.pu.jkk.find((one) => one.riskLevel === level && isEffective(one, period))
  return rate && `${(rate.ratePpm / 10_000).toLocaleString('id-ID')} %`
}
