import { Alert, Progress } from '@mantine/core'
import { amount } from '../../components/format'
import { useTexts } from '../../i18n/useTexts'
import { useClientMeta } from '../../store/queries/outbox'

/**
 * Until the branch has been fetched, lists and figures on screen are not all there; while it is
 * fetched page by page, saving waits, too.
 */
export function CatchUpNotice() {
  const { t } = useTexts('frame')
  const meta = useClientMeta()
  if (!meta) return null
  const { catchUp, pulledAt } = meta
  if (!catchUp) {
    if (pulledAt !== undefined) return null
    return (
      <Alert color="blue" m="md" title={t('notFetched')}>
        {t('notFetchedAdvice')}
      </Alert>
    )
  }
  const total = catchUp.received + catchUp.remaining
  const percent = total === 0 ? 0 : Math.floor((catchUp.received * 100) / total)
  return (
    <Alert color="blue" m="md" title={t('catchUp', { percent })}>
      <Progress value={percent} aria-label={t('catchUp', { percent })} />
      <p>{t('catchUpRows', { received: amount(catchUp.received), total: amount(total) })}</p>
    </Alert>
  )
}
