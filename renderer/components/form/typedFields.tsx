import i18next from 'i18next'
import { formatDateLong } from '#shared/domain/calendar/localDate'
import { terbilang } from '#shared/domain/terbilang'
import { money, period as periodWords } from '../format'
import { TextField, type TextFieldProps } from './TextField'
import {
  groupInFours,
  groupThousandsWhileTyping,
  readTypedDate,
  readTypedMoney,
  readTypedPeriod,
  showTypedDate,
  showTypedMoney,
  showTypedPeriod,
} from './typedValues'

type Props = Omit<TextFieldProps, 'whileTyping' | 'onLeave'>

/** Whole rupiah; shows thousand dots while typing and the amount in words. */
export function MoneyField(props: Props) {
  return (
    <TextField
      inputMode="numeric"
      leftSection={<span aria-hidden>Rp</span>}
      {...props}
      whileTyping={groupThousandsWhileTyping}
      onLeave={(text) => reshape(text, readTypedMoney, showTypedMoney)}
      understood={(text) => {
        const amount = readTypedMoney(text)
        if (amount === undefined) return undefined
        // Numbers in words exist in Indonesian only; in English the grouped figure does the job.
        return i18next.language === 'en' ? money(amount) : terbilang(amount)
      }}
    />
  )
}

/** A date as people type it; shows the month by name. */
export function DateField(props: Props) {
  return (
    <TextField
      inputMode="numeric"
      placeholder="dd/mm/yyyy"
      {...props}
      onLeave={(text) => reshape(text, readTypedDate, showTypedDate)}
      understood={(text) => {
        const date = readTypedDate(text)
        return date && formatDateLong(date, i18next.language === 'en' ? 'en' : 'id')
      }}
    />
  )
}

/** A contribution month; shows its name. */
export function PeriodField(props: Props) {
  return (
    <TextField
      inputMode="numeric"
      placeholder="mm/yyyy"
      {...props}
      onLeave={(text) => reshape(text, readTypedPeriod, showTypedPeriod)}
      understood={(text) => {
        const period = readTypedPeriod(text)
        return period && periodWords(period)
      }}
    />
  )
}

/** A NIK, KK or other long number: groups of four while typing; paste with dots or spaces is fine. */
export function LongNumberField(props: Props) {
  return (
    <TextField inputMode="numeric" {...props} whileTyping={groupInFours} onLeave={groupInFours} />
  )
}

function reshape<T>(
  text: string,
  read: (text: string) => T | undefined,
  show: (value: T) => string,
): string {
  const value = read(text)
  return value === undefined ? text.trim() : show(value)
}
