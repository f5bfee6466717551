import { EmptyState } from '../../components/EmptyState'
import { shortDate, today } from '../../components/format'
import { Panel } from '../../components/Panel'
import { StatusTag } from '../../components/StatusTag'
import { useCodesOfEmployer } from '../../store/queries/codes'
import { CodeCard, codeText, isLiveCode } from '../paymentCodes'
import classes from './EmployerPage.module.css'
import { useTexts } from '../../i18n/useTexts'

/** Living codes in full; finished ones folded away: a paid code disappears from the desk. */
export function CodesPanel({ employerId }: { employerId: string }) {
  const { t } = useTexts('employers')
  const codes = useCodesOfEmployer(employerId)
  const live = codes?.filter((code) => isLiveCode(code, today())) ?? []
  const finished = codes?.filter((code) => !isLiveCode(code, today())) ?? []
  return (
    <Panel title={t('codes')}>
      {codes && live.length === 0 && <EmptyState>{t('noCodes')}</EmptyState>}
      {live.map((code) => (
        <CodeCard key={code.id} code={code} />
      ))}
      {finished.length > 0 && (
        <details>
          <summary>{t('usedCodes', { count: finished.length })}</summary>
          <ul className={classes.list}>
            {finished.map((code) => (
              <li key={code.id} className={classes.item}>
                <span className={classes.soft}>{codeText(code.code)}</span>
                <FinishedState status={code.status} paidOn={code.paidOn} until={code.validUntil} />
              </li>
            ))}
          </ul>
        </details>
      )}
    </Panel>
  )
}

interface FinishedStateProps {
  status: string
  paidOn: string | undefined
  until: string
}

function FinishedState({ status, paidOn, until }: FinishedStateProps) {
  const { t } = useTexts('employers')
  if (status === 'PAID') {
    return <StatusTag tone="good">{t('paidOn', { date: shortDate(paidOn ?? until) })}</StatusTag>
  }
  return (
    <StatusTag tone="muted">
      {status === 'CANCELLED' ? t('paymentCodes:CANCELLED') : t('paymentCodes:EXPIRED')}
    </StatusTag>
  )
}
