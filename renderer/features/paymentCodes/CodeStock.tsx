import { Alert } from '@mantine/core'
import { useTexts } from '../../i18n/useTexts'

const LOW = 50

/** How many codes can still be issued here without the server. */
export function CodeStock({ count }: { count: number }) {
  const { t } = useTexts('paymentCodes')
  if (count === 0) return <Alert color="red">{t('stockEmpty')}</Alert>
  if (count < LOW) return <Alert color="amber">{t('stockLow', { count })}</Alert>
  return <p>{t('stock', { count })}</p>
}
