import { StatusTag } from '../../components/StatusTag'
import { useTexts } from '../../i18n/useTexts'
import type { RightView } from '../../store/queries/reservations'

/** The holder in a list; nothing where nobody holds the right. */
export function RightTag({ right }: { right: RightView | undefined }) {
  const { t } = useTexts('visits')
  if (!right) return null
  if (right.standing === 'other') {
    return (
      <StatusTag tone="info">{t('tagOther', { name: right.reservation.taken.name })}</StatusTag>
    )
  }
  return <StatusTag tone={right.standing === 'held' ? 'good' : 'waiting'}>{t('tagMine')}</StatusTag>
}
