import type { RuleDetail } from '#shared/commands/ruleCodes'
import { formatPaymentCode } from '#shared/domain/codes/paymentCode'
import { amount, dateTimeOf, groupedNik, period, shortDate } from './format'

/** The facts of a refusal as people read them: dates, months, amounts, codes, numbers. */
export function refusalValues(detail: RuleDetail): Record<string, string> {
  const values: Record<string, string> = {}
  for (const [key, value] of Object.entries(detail)) {
    if (typeof value === 'number') values[key] = amount(value)
    else if (typeof value === 'string') values[key] = readable(key, value)
    else if (value === null) values[key] = '—'
  }
  return values
}

function readable(key: string, value: string): string {
  if (/^\d{4}-\d{2}-\d{2}T/.test(value)) return dateTimeOf(value)
  if (/^\d{4}-\d{2}-\d{2}$/.test(value)) return shortDate(value)
  if (/^\d{4}-\d{2}$/.test(value)) return period(value)
  if (key === 'code' && /^\d{12}$/.test(value)) return formatPaymentCode(value)
  if (key === 'nik' && /^\d{16}$/.test(value)) return groupedNik(value)
  return value
}
