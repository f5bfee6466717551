import { Select, TextInput } from '@mantine/core'
import {
  groupThousandsWhileTyping,
  readTypedDate,
  readTypedMoney,
  readTypedPeriod,
} from '../../components/form/typedValues'
import { useTexts } from '../../i18n/useTexts'

interface TypedProps {
  label: string
  value: string
  onChange: (value: string) => void
  description?: string
}

export function MoneyInput({ label, value, onChange }: TypedProps) {
  const { t } = useTexts('simulation')
  return (
    <TextInput
      label={label}
      inputMode="numeric"
      leftSection="Rp"
      value={value}
      onChange={(event) => onChange(groupThousandsWhileTyping(event.currentTarget.value))}
      error={value !== '' && readTypedMoney(value) === undefined ? t('badMoney') : undefined}
    />
  )
}

export function PeriodInput({ label, value, onChange }: TypedProps) {
  const { t } = useTexts('simulation')
  return (
    <TextInput
      label={label}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={value !== '' && readTypedPeriod(value) === undefined ? t('badPeriod') : undefined}
    />
  )
}

export function DateInput({ label, value, onChange, description }: TypedProps) {
  const { t } = useTexts('simulation')
  return (
    <TextInput
      label={label}
      description={description}
      inputWrapperOrder={['label', 'input', 'description', 'error']}
      value={value}
      onChange={(event) => onChange(event.currentTarget.value)}
      error={value !== '' && readTypedDate(value) === undefined ? t('badDate') : undefined}
    />
  )
}

interface ChoiceProps<Value extends string> {
  label: string
  value: Value
  options: readonly (readonly [Value, string])[]
  onChange: (value: Value) => void
}

export function Choice<Value extends string>(props: ChoiceProps<Value>) {
  const { label, value, options, onChange } = props
  return (
    <Select
      label={label}
      value={value}
      data={options.map(([one, text]) => ({ value: one, label: text }))}
      onChange={(chosen) => {
        const known = options.find(([one]) => one === chosen)
        if (known) onChange(known[0])
      }}
    />
  )
}
