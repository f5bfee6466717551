import i18next from 'i18next'
import {
  formatDateLong,
  formatDateShort,
  localDateOfInstant,
} from '#shared/domain/calendar/localDate'
import { formatPeriod as formatDomainPeriod } from '#shared/domain/calendar/period'
import { formatAmount, formatRupiah } from '#shared/domain/money'
import { today } from '../host/clock'

export { today }

/** Rp 1.234.567: with the small gap that screens use. */
export function money(amount: number): string {
  return formatRupiah(amount).replace('Rp', 'Rp\u00a0')
}

/** 1.234.567: in columns that say rupiah in their head. */
export const amount = formatAmount

/** 22/11/2026 */
export const shortDate = formatDateShort

/** 22 November 2026 */
export const longDate = formatDateLong

export function period(value: string): string {
  return formatDomainPeriod(value, i18next.language === 'en' ? 'en' : 'id')
}

/** 10.42, in Jakarta's time. */
export function timeOf(instant: string): string {
  return new Intl.DateTimeFormat('id-ID', {
    hour: '2-digit',
    minute: '2-digit',
    timeZone: 'Asia/Jakarta',
  })
    .format(new Date(instant))
    .replace(':', '.')
}

/** Whether an instant lies in today's date in Jakarta. */
export function isToday(instant: string): boolean {
  return localDateOfInstant(instant) === today()
}

/** 22/11/2026 10.42 */
export function dateTimeOf(instant: string): string {
  return `${formatDateShort(localDateOfInstant(instant))} ${timeOf(instant)}`
}

/** 3516 9945 0895 0003 */
export function groupedNik(nik: string): string {
  return nik.replace(/(\d{4})(?=\d)/g, '$1\u202f')
}

/** 3516••••••••0003: how lists show it. */
export function maskedNik(nik: string): string {
  return `${nik.slice(0, 4)}••••••••${nik.slice(-4)}`
}

/** Parts per million as a percentage, two decimals or more: 5400 → 0,54 %, 4450 → 0,445 %. */
export function percent(ppm: number): string {
  const whole = Math.trunc(ppm / 10_000)
  const rest = String(ppm % 10_000)
    .padStart(4, '0')
    .replace(/0{1,2}$/, '')
  return `${whole},${rest}\u00a0%`
}
