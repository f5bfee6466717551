import { Progress } from '@mantine/core'
import { amount } from '../../components/format'
import { Panel } from '../../components/Panel'
import { useTexts } from '../../i18n/useTexts'
import { useOutstandingFiles } from '../../store/queries/documents'
import type { OutstandingFile } from '../../store/files'
import classes from './Documents.module.css'

/** The files of this computer that the server does not have yet, for the page of what waits. */
export function WaitingFiles() {
  const { t } = useTexts('documents')
  const files = useOutstandingFiles()
  if (!files || files.length === 0) return null
  return (
    <Panel title={t('waiting', { count: files.length })}>
      <ul className={classes.list}>
        {files.map((file) => (
          <WaitingFile key={file.sha256} {...file} />
        ))}
      </ul>
    </Panel>
  )
}

function WaitingFile({ name, sent, size, damaged }: OutstandingFile) {
  const { t } = useTexts('documents')
  if (damaged) return <li className={classes.waiting}>{t('damagedAdvice', { name })}</li>
  const progress = t('progress', { name, sent: kilobytes(sent), size: kilobytes(size) })
  return (
    <li className={classes.waiting}>
      <span>{progress}</span>
      <Progress value={(sent * 100) / size} aria-label={progress} />
    </li>
  )
}

function kilobytes(bytes: number): string {
  return amount(Math.ceil(bytes / 1000))
}
