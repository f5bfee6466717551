import { cancelBill } from '#shared/commands/bills/cancelBill'
import type { Bill } from '#shared/model/bill'
import { ConfirmWithReason } from '../../components/ConfirmWithReason'
import { useTexts } from '../../i18n/useTexts'
import { execute } from '../../sync/execute'

/** Takes a finalised bill back, after asking why. */
export function CancelBill({ bill }: { bill: Bill }) {
  const { t } = useTexts('billing')
  return (
    <ConfirmWithReason
      open={t('cancel')}
      variant="default"
      title={t('cancelTitle')}
      body={t('cancelBody')}
      reasonLabel={t('cancelReason')}
      confirm={t('cancelConfirm')}
      onConfirm={async (reason) => {
        const result = await execute(cancelBill, { billId: bill.id, reason })
        return result.ok ? undefined : result.violation
      }}
    />
  )
}
