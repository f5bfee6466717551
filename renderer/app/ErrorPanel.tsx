import { Alert, Button, Group, Text } from '@mantine/core'
import { IconAlertTriangle } from '@tabler/icons-react'
import type { ErrorComponentProps } from '@tanstack/react-router'
import { useTexts } from '../i18n/useTexts'

/** What a person sees when a screen crashes: what is safe and what to do; details folded. */
export function ErrorPanel({ error }: ErrorComponentProps) {
  const { t } = useTexts('common')
  return (
    <Alert
      m="xl"
      color="red"
      role="alert"
      title={t('unexpectedTitle')}
      icon={<IconAlertTriangle size={20} aria-hidden />}
    >
      <Text mb="md">{t('unexpectedBody')}</Text>
      <details>
        <summary>{t('details')}</summary>
        <pre style={{ whiteSpace: 'pre-wrap' }}>
          {error instanceof Error ? (error.stack ?? error.message) : String(error)}
        </pre>
      </details>
      <Group mt="md">
        <Button onClick={() => location.reload()}>{t('reload')}</Button>
      </Group>
    </Alert>
  )
}
