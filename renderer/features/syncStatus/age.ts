import type { Translate } from '../../i18n/useTexts'

/** How long ago, in the largest unit that fits; both UTC instants. */
export function ageOf(instant: string, now: string, t: Translate<'syncStatus'>): string {
  const minutes = Math.max(0, Math.floor((Date.parse(now) - Date.parse(instant)) / 60_000))
  if (minutes < 60) return t('minutes', { count: minutes })
  const hours = Math.floor(minutes / 60)
  return hours < 24 ? t('hours', { count: hours }) : t('days', { count: Math.floor(hours / 24) })
}
