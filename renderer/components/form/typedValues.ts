import { isRealDate } from '#shared/domain/calendar/localDate'
import { isPeriod } from '#shared/domain/calendar/period'
import { formatAmount } from '#shared/domain/money'
import { stripSeparators } from '#shared/domain/identity/digits'

/**
 * The date that was typed: `12/05/1987`, `12-5-1987`, `12.5.1987`, `12 05 1987`, `12051987` or
 * ISO. A two-digit year would be a guess between centuries and is not read.
 */
export function readTypedDate(text: string): string | undefined {
  const trimmed = text.trim()
  if (isRealDate(trimmed)) return trimmed
  const match =
    /^(\d{1,2})[-/. ](\d{1,2})[-/. ](\d{4})$/.exec(trimmed) ??
    /^(\d{2})(\d{2})(\d{4})$/.exec(trimmed)
  if (!match) return undefined
  const [, day = '', month = '', year = ''] = match
  const iso = `${year}-${month.padStart(2, '0')}-${day.padStart(2, '0')}`
  return isRealDate(iso) ? iso : undefined
}

/** `12/05/1987`: how a typed date is shown once understood. */
export function showTypedDate(iso: string): string {
  return iso.split('-').reverse().join('/')
}

/** The month that was typed: `11/2026`, `11-2026`, `112026` or `2026-11`. */
export function readTypedPeriod(text: string): string | undefined {
  const trimmed = text.trim()
  if (isPeriod(trimmed)) return trimmed
  const match = /^(\d{1,2})[-/. ](\d{4})$/.exec(trimmed) ?? /^(\d{2})(\d{4})$/.exec(trimmed)
  if (!match) return undefined
  const iso = `${match[2]}-${(match[1] ?? '').padStart(2, '0')}`
  return isPeriod(iso) ? iso : undefined
}

export function showTypedPeriod(period: string): string {
  return period.split('-').reverse().join('/')
}

/**
 * Whole rupiah as typed by habit: `4500000`, `4.500.000`, `4,500,000`, `Rp 4.500.000,00`. Cents
 * other than zero are not read: they are nearly always a wrong separator.
 */
export function readTypedMoney(text: string): number | undefined {
  const bare = text
    .trim()
    .replace(/^rp\.?\s*/i, '')
    .replace(/\s+/g, '')
  const match = /^(\d{1,3}(?:\.\d{3})+|\d{1,3}(?:,\d{3})+|\d+)(?:[.,]00)?$/.exec(bare)
  const digits = match?.[1]?.replace(/[.,]/g, '')
  if (digits === undefined || digits.length > 15) return undefined
  return Number(digits)
}

export function showTypedMoney(amount: number): string {
  return formatAmount(amount)
}

/** Regroups thousands while somebody types digits; anything else is left until the field is left. */
export function groupThousandsWhileTyping(text: string): string {
  if (!/^[\d.]+$/.test(text)) return text
  const digits = text.replaceAll('.', '').replace(/^0+(?=\d)/, '')
  return digits === '' ? '' : digits.replace(/\B(?=(\d{3})+$)/g, '.')
}

/** `3516 9945 0895 0003` while typing or pasting; text that is no number is left as it is. */
export function groupInFours(text: string): string {
  const bare = stripSeparators(text)
  return /^\d+$/.test(bare) ? bare.replace(/(\d{4})(?=\d)/g, '$1 ') : text
}
