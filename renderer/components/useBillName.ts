import type { Bill } from '#shared/model/bill'
import { period } from './format'
import { useTexts } from '../i18n/useTexts'

/**
 * What a bill is called: its month, or its term of a project.
 * @param length `short` where the due date stands beside it: a term without its month
 */
export function useBillName(
  length: 'full' | 'short' = 'full',
): (bill: Pick<Bill, 'period' | 'basis'>) => string {
  const { t } = useTexts('billing')
  return ({ basis, period: month }) =>
    basis?.segment === 'JAKON' && basis.method === 'CONTRACT'
      ? t(length === 'short' ? 'termShort' : 'termName', {
          no: basis.termNo,
          of: basis.terms.length,
          period: period(month),
        })
      : period(month)
}
