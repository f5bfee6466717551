import { cancelCode } from '#shared/commands/codes/cancelCode'
import type { PaymentCode } from '#shared/model/paymentCode'
import { ConfirmWithReason } from '../../components/ConfirmWithReason'
import { useTexts } from '../../i18n/useTexts'
import { execute } from '../../sync/execute'
import { codeText } from './codeState'

/** Withdraws a code, after asking why. */
export function CancelCode({ code }: { code: PaymentCode }) {
  const { t } = useTexts('paymentCodes')
  return (
    <ConfirmWithReason
      open={t('cancel')}
      variant="subtle"
      title={t('cancelTitle', { code: codeText(code.code) })}
      body={t('cancelBody')}
      reasonLabel={t('cancelReason')}
      confirm={t('cancelConfirm')}
      onConfirm={async (reason) => {
        const result = await execute(cancelCode, { codeId: code.id, reason })
        return result.ok ? undefined : result.violation
      }}
    />
  )
}
