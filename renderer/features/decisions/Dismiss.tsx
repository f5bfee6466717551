import { ConfirmWithReason } from '../../components/ConfirmWithReason'
import { useTexts } from '../../i18n/useTexts'
import { dismissRejection } from '../../store/queries/decisions'
import type { DecisionCard } from './group'

/** Lays a card aside, with everything on it, for a stated reason. */
export function Dismiss({ card, onDone }: { card: DecisionCard; onDone: () => void }) {
  const { t } = useTexts('decisions')
  return (
    <ConfirmWithReason
      open={t('dismiss')}
      variant="subtle"
      title={t('dismiss')}
      reasonLabel={t('dismissReason')}
      confirm={t('dismissConfirm')}
      onConfirm={async (reason) => {
        const now = new Date().toISOString()
        for (const { uid } of card.followers) await dismissRejection(uid, reason, now)
        await dismissRejection(card.head.uid, reason, now)
        onDone()
        return undefined
      }}
    />
  )
}
