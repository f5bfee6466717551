import { Alert, Button, MantineProvider } from '@mantine/core'
import { useTexts } from '../i18n/useTexts'
import { cssVariables, theme } from './theme'

/** Why the program cannot work in this window; never a blank page. */
export type StartProblemKind = 'NEWER_DATABASE' | 'UNAVAILABLE' | 'FULL' | 'REPLACED' | 'FAILED'

export function StartProblem({ kind, details }: { kind: StartProblemKind; details?: string }) {
  return (
    <MantineProvider theme={theme} cssVariablesResolver={cssVariables} forceColorScheme="light">
      <Message kind={kind} {...(details && { details })} />
    </MantineProvider>
  )
}

function Message({ kind, details }: { kind: StartProblemKind; details?: string }) {
  const { t } = useTexts('frame')
  return (
    <main style={{ maxWidth: 640, margin: '10vh auto', padding: 24 }}>
      <h1>SMILE Loket</h1>
      <Alert color="red" role="alert" title={t(`start${kind}`)}>
        <p>{t(`start${kind}Advice`)}</p>
        {details && (
          <details>
            <summary>{t('common:details')}</summary>
            <pre style={{ whiteSpace: 'pre-wrap' }}>{details}</pre>
          </details>
        )}
        <Button mt="md" onClick={() => location.reload()}>
          {t('common:reload')}
        </Button>
      </Alert>
    </main>
  )
}
