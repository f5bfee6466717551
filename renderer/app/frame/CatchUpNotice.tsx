import { Alert, Progress } from '@mantine/core'
import { amount } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import { useClientMeta } from '../../store/queries/outbox'

/** While a branch is fetched page by page, what is on screen is not all there, and saving waits. */
export function CatchUpNotice() {
  const { t } = useTexts('frame')
  const catchUp = useClientMeta()?.catchUp
  if (!catchUp) return null
  const total = catchUp.received + catchUp.remaining
  const percent = total === 0 ? 0 : Math.floor((catchUp.received * 100) / total)
  return (
    <Alert color="blue" m="md" title={t('catchUp', { percent })}>
      <Progress value={percent} aria-label={t('catchUp', { percent })} />
      <p>{t('catchUpRows', { received: amount(catchUp.received), total: amount(total) })}</p>
    </Alert>
  )
}
