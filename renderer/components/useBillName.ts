import type { Bill } from '#shared/model/bill'
import { period } from './format'
import { useTexts } from '../i18n/useTexts'

/** What a bill is called: its month, or its term of a project. */
export function useBillName(): (bill: Pick<Bill, 'period' | 'basis'>) => string {
  const { t } = useTexts('billing')
  return ({ basis, period: month }) =>
    basis?.segment === 'JAKON' && basis.method === 'CONTRACT'
      ? t('termName', { no: basis.termNo, of: basis.terms.length, period: period(month) })
      : period(month)
}
