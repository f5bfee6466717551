import { period, shortDate } from '../../components/format'

/** A month or a day as people read it. */
export function moment(text: string): string {
  return text.length === 7 ? period(text) : shortDate(text)
}
