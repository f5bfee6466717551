import { Button } from '@mantine/core'
import { useState } from 'react'
import { cancelCode } from '#shared/commands/codes/cancelCode'
import type { RuleViolation } from '#shared/commands/ruleCodes'
import type { PaymentCode } from '#shared/model/paymentCode'
import { longDate, money } from '../../components/format'
import { Refusal } from '../../components/Refusal'
import { StatusTag } from '../../components/StatusTag'
import { useTexts } from '../../i18n/useTexts'
import { execute } from '../../sync/execute'
import classes from './CodeCard.module.css'
import type { CodeStanding } from './codeState'

interface UnseenCodeProps {
  code: PaymentCode
  standing: Extract<CodeStanding, 'requested' | 'lapsed'>
}

/** A code whose number nobody may be given: no server has it. */
export function UnseenCode({ code, standing }: UnseenCodeProps) {
  const { t } = useTexts('paymentCodes')
  const [refusal, setRefusal] = useState<RuleViolation>()
  const withdraw = async () => {
    const result = await execute(cancelCode, { codeId: code.id, reason: t('withdraw') })
    if (!result.ok) setRefusal(result.violation)
  }
  const end = code.provisional?.until ?? code.validUntil
  return (
    <div className={classes.card} data-testid="unseen-code">
      <div className={classes.line}>
        <strong>{money(code.amount)}</strong>
        {standing === 'requested' ? (
          <StatusTag tone="waiting">{t('requested')}</StatusTag>
        ) : (
          <StatusTag tone="bad">{t('lapsed')}</StatusTag>
        )}
      </div>
      <p className={classes.soft}>
        {standing === 'requested' ? t('requestedNote') : t('lapsedNote', { date: longDate(end) })}
      </p>
      {refusal && <Refusal violation={refusal} />}
      {standing === 'requested' && (
        <div>
          <Button variant="subtle" size="compact-sm" onClick={() => void withdraw()}>
            {t('withdraw')}
          </Button>
        </div>
      )}
    </div>
  )
}
