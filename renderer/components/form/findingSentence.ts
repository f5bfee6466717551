import i18next from 'i18next'
import { useCallback } from 'react'
import { formatPeriod, isPeriod } from '#shared/domain/calendar/period'
import type { Finding } from '#shared/domain/findings'
import { formatAmount } from '#shared/domain/money'
import { commonSizes } from './sizeWords'
import { useTexts } from '../../i18n/useTexts'

/** Returns the sentence for a finding in the person's language. */
export function useFindingSentence(): (finding: Pick<Finding, 'code' | 'detail'>) => string {
  const { t } = useTexts('findings')
  return useCallback(
    ({ code, detail }: Pick<Finding, 'code' | 'detail'>) => t(code, words(detail)),
    [t],
  )
}

/** Figures as people write them: thousands with dots, months by name, sizes in words. */
function words(detail: Finding['detail']): Record<string, string | number> {
  const language = i18next.language === 'en' ? 'en' : 'id'
  return Object.fromEntries(
    Object.entries(detail ?? {}).map(([name, value]) => {
      if (typeof value === 'number') return [name, value >= 10_000 ? formatAmount(value) : value]
      if (isPeriod(value)) return [name, formatPeriod(value, language)]
      return [name, commonSizes[language][value] ?? value]
    }),
  )
}
