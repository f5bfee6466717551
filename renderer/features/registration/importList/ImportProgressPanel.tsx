import { Button, Progress } from '@mantine/core'
import classes from './importList.module.css'
import type { ImportPhase } from './useImportList'
import { useTexts } from '../../../i18n/useTexts'

type Running = Extract<ImportPhase, { step: 'READING' | 'IMPORTING' }>

/** What is being done, how far, and the way to stop it. The rest of the program stays usable. */
export function ImportProgressPanel({ phase, onCancel }: { phase: Running; onCancel: () => void }) {
  const { t } = useTexts('registration')
  const importing = phase.step === 'IMPORTING'
  const text = useText(phase)
  return (
    <div className={classes.counts}>
      <div style={{ flex: 1, minWidth: 240 }}>
        <p className={classes.sum} role="status">
          {text}
        </p>
        <Progress
          mt="sm"
          aria-label={text}
          value={importing ? (100 * phase.done) / Math.max(1, phase.total) : 100}
          animated={!importing}
          transitionDuration={0}
        />
      </div>
      <Button variant="default" disabled={importing && phase.stopping} onClick={onCancel}>
        {importing ? (phase.stopping ? t('importStopping') : t('importStop')) : t('importCancel')}
      </Button>
    </div>
  )
}

function useText(phase: Running): string {
  const { t } = useTexts('registration')
  if (phase.step === 'IMPORTING')
    return t('importProgress', { done: phase.done, total: phase.total })
  const { fileName: file, progress } = phase
  if (!progress) return t('importReading', { file })
  return progress.step === 'READING'
    ? t('importReadingRows', { file, rows: progress.rows })
    : t('importCheckingRows', { file, rows: progress.rows })
}
