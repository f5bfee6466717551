import { Combobox, TextInput, useCombobox } from '@mantine/core'
import { useEffect, useRef, useState } from 'react'
import { useController } from 'react-hook-form'
import { useTranslation } from 'react-i18next'
import { periodOfDate } from '#shared/domain/calendar/period'
import { isEffective } from '#shared/domain/rates/effective'
import { type BusinessType, businessTypes, findBusinessType } from '#shared/reference/businessTypes'
import { today } from '../../../components/format'
import { FieldNotes } from '../../../components/form/FieldNotes'
import classes from '../../../components/form/form.module.css'
import { useField } from '../../../components/form/useField'
import { useRateTables } from '../../../store/queries/rates'
import { useTexts } from '../../../i18n/useTexts'

/**
 * The kind of business, found by typing any part of its name; it sets the risk level. What was typed
 * counts when the field is left, however it is left: the marked line, else the first that fits.
 */
export function BusinessTypePicker({ onChosen }: { onChosen: (id: string) => void }) {
  const { t } = useTexts('registration')
  const { i18n } = useTranslation()
  const { id, error, warnings } = useField('businessTypeId')
  const {
    field: { ref, value, onChange, onBlur },
  } = useController({ name: 'businessTypeId' })
  const chosen = findBusinessType(typeof value === 'string' ? value : '')
  /** `undefined`: the field shows what is chosen. */
  const [typed, setTyped] = useState<string>()
  /** Letters wait for a choice. Enter chooses and leaves within one event, before the next render. */
  const waiting = useRef(false)
  const combobox = useCombobox()
  const nameOf = (type: BusinessType) => (i18n.language === 'en' ? type.nameEn : type.nameId)
  const fitting = businessTypes
    .filter((type) => hasEveryWord(nameOf(type), typed ?? ''))
    .slice(0, LINES)
  const rate = useRate(chosen)

  const close = () => {
    waiting.current = false
    setTyped(undefined)
    combobox.resetSelectedOption()
    combobox.closeDropdown()
  }
  const choose = (type: BusinessType | undefined) => {
    if (type && type !== chosen) {
      onChange(type.id)
      onChosen(type.id)
    }
    close()
  }
  const leave = () => {
    const first = waiting.current ? fitting[0] : undefined
    choose(fitting[combobox.getSelectedOptionIndex()] ?? first)
    onBlur()
  }
  const { selectFirstOption } = combobox
  useEffect(() => {
    if (typed) selectFirstOption()
  }, [typed, selectFirstOption])

  return (
    <div className={classes.field} style={{ gridColumn: 'span 6' }} data-field="businessTypeId">
      <Combobox
        store={combobox}
        onOptionSubmit={(line) => choose(findBusinessType(line))}
        transitionProps={{ duration: 0 }}
        keepMounted
      >
        <Combobox.Target withExpandedAttribute>
          <TextInput
            id={id}
            ref={ref}
            label={t('f_businessTypeId')}
            withAsterisk
            aria-required
            autoComplete="off"
            spellCheck={false}
            value={typed ?? (chosen ? nameOf(chosen) : '')}
            onChange={(event) => {
              waiting.current = event.currentTarget.value.trim() !== ''
              setTyped(event.currentTarget.value)
              combobox.openDropdown()
            }}
            onFocus={() => combobox.openDropdown()}
            onClick={() => combobox.openDropdown()}
            onKeyDown={(event) => event.key === 'Escape' && close()}
            onBlur={leave}
            rightSection={<Combobox.Chevron />}
            rightSectionPointerEvents="none"
            description={rate === undefined ? t('businessTypeHint') : t('riskRate', { rate })}
            inputWrapperOrder={['label', 'input', 'description', 'error']}
            error={error}
          />
        </Combobox.Target>
        <Combobox.Dropdown>
          <Combobox.Options
            aria-label={t('f_businessTypeId')}
            mah={260}
            style={{ overflowY: 'auto' }}
          >
            {fitting.length === 0 && <Combobox.Empty>{t('businessTypeNothing')}</Combobox.Empty>}
            {fitting.map((type) => (
              <Combobox.Option key={type.id} value={type.id} active={type === chosen}>
                {nameOf(type)}
              </Combobox.Option>
            ))}
          </Combobox.Options>
        </Combobox.Dropdown>
      </Combobox>
      <FieldNotes label={t('f_businessTypeId')} findings={warnings} />
    </div>
  )
}

/** Most lines of the list; whoever wants another types a part of its name. */
const LINES = 40

/** Every typed word stands somewhere in the name, in any order. */
function hasEveryWord(name: string, typed: string): boolean {
  const words = typed.toLowerCase().split(/\s+/).filter(Boolean)
  return words.every((word) => name.toLowerCase().includes(word))
}

/** Today's contribution rate of the type's risk level, e.g. `1,27 %`. */
function useRate(type: BusinessType | undefined): string | undefined {
  const tables = useRateTables()
  const period = periodOfDate(today())
  const rate = tables.pu.jkk.find(
    (one) => one.riskLevel === type?.riskLevel && isEffective(one, period),
  )
  return rate && `${(rate.ratePpm / 10_000).toLocaleString('id-ID')} %`
}
