import { Alert } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import { useTexts } from '../../i18n/useTexts'
import { useIsProtected } from './useIsProtected'

/** What to do in a browser that may throw unsent work away when the disk is full. */
export function ProtectionNotice() {
  const { t } = useTexts('guard')
  if (useIsProtected() !== false) return null
  return (
    <Alert
      color="yellow"
      role="status"
      data-testid="protection-notice"
      icon={<IconAlertTriangle size={20} aria-hidden />}
    >
      {t('notProtected')}
    </Alert>
  )
}
