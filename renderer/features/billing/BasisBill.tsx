import { useMemo } from 'react'
import { traceOfBasis } from '#shared/commands/bills/assessBasis'
import type { Bill } from '#shared/model/bill'
import type { BillBasis } from '#shared/model/billBasis'
import { TraceView } from '../../components/explain/TraceView'
import { longDate, money, percent } from '../../components/format'
import { useTableVersions } from '../../store/queries/rates'
import { useTexts, type Translate } from '../../i18n/useTexts'
import { ExplainSheet } from './ExplainSheet'
import { useBillName } from '../../components/useBillName'

/** What a bill of the self-employed or of a project was computed from, as facts. */
export function basisFacts(
  t: Translate<'billing'>,
  basis: BillBasis,
): (readonly [string, string])[] {
  if (basis.segment === 'BPU') {
    return [
      [t('income'), money(basis.monthlyIncome)],
      [t('sector'), t(`sector_${basis.sector}`)],
    ]
  }
  if (basis.method === 'WAGE') return [[t('wageTotal'), money(basis.wages)]]
  const share = basis.terms[basis.termNo - 1]?.sharePpm ?? 0
  return [
    [t('contractValue'), money(basis.value)],
    [t('contractDate'), longDate(basis.contractDate)],
    [t('termShare'), percent(share)],
  ]
}

/** The steps of a frozen bill outside PU. */
export function BasisExplainButton({ bill, basis }: { bill: Bill; basis: BillBasis }) {
  const { t } = useTexts('billing')
  const versions = useTableVersions()
  const name = useBillName()
  const { period, total, ruleIds } = bill
  const trace = useMemo(
    () => traceOfBasis(versions, { basis, period, total, ruleIds }),
    [versions, basis, period, total, ruleIds],
  )
  return (
    <ExplainSheet subject={name(bill)}>
      {trace ? <TraceView trace={trace} /> : <p>{t('explainLater')}</p>}
    </ExplainSheet>
  )
}
