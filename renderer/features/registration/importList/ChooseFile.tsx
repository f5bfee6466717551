import { Alert, Anchor, Button } from '@mantine/core'
import { IconAlertTriangle, IconFileSpreadsheet } from '@tabler/icons-react'
import { useState, type DragEvent } from 'react'
import { findHostErrorCode, type OpenedFile } from '#shared/host'
import type { ImportProblem } from '#shared/registration/importProblem'
import { useHost } from '../../../host/HostContext'
import { useBranch } from '../../../store/queries/branch'
import { IMPORT_LIMITS } from '../../../workers/import/limits'
import classes from './importList.module.css'
import { useRowSentences } from './rowSentences'
import { useTexts } from '../../../i18n/useTexts'

/** `.xls` can be chosen so that the program can say what to do with it. */
const ACCEPT = ['.xlsx', '.csv', '.xls']
const SAMPLE = new URL(
  '../../../../resources/samples/tenaga-kerja-contoh-250.xlsx',
  import.meta.url,
)
const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

type Problem = Pick<ImportProblem, 'code' | 'detail'>

interface ChooseFileProps {
  problem: Problem | undefined
  onFile: (file: File) => void
  onProblem: (problem: Problem) => void
}

/** Choose or drop the company's file; says in words why a file cannot be used. */
export function ChooseFile({ problem, onFile, onProblem }: ChooseFileProps) {
  const { t } = useTexts('registration')
  const host = useHost()
  const branch = useBranch()
  const { ofProblem } = useRowSentences()
  const [over, setOver] = useState(false)

  const choose = async () => {
    try {
      const opened = await host.openFile({ accept: ACCEPT })
      if (opened) onFile(fileOf(opened))
    } catch (error) {
      onProblem(problemOfHost(error))
    }
  }
  const drop = (event: DragEvent) => {
    event.preventDefault()
    setOver(false)
    const file = event.dataTransfer.files[0]
    if (file) onFile(file)
  }
  const saveSample = async () => {
    const answer = await fetch(SAMPLE)
    const bytes = new Uint8Array(await answer.arrayBuffer())
    await host.saveFile({ suggestedName: 'tenaga-kerja-contoh-250.xlsx', mime: XLSX, bytes })
  }

  return (
    <>
      {problem && (
        <Alert
          color="red"
          role="alert"
          mb="md"
          icon={<IconAlertTriangle size={20} aria-hidden />}
          title={ofProblem(problem)}
        >
          {t('importProblemSafe')}
        </Alert>
      )}
      <div
        className={classes.drop}
        data-over={over}
        onDragOver={(event) => {
          event.preventDefault()
          setOver(true)
        }}
        onDragLeave={() => setOver(false)}
        onDrop={drop}
      >
        <IconFileSpreadsheet size={32} stroke={1.5} aria-hidden />
        <p>{t('importDrop')}</p>
        <Button autoFocus onClick={() => void choose()}>
          {t('importChoose')}
        </Button>
        <p className={classes.soft}>{t('importLimits')}</p>
        {branch?.practice === true && (
          <Anchor component="button" type="button" size="sm" onClick={() => void saveSample()}>
            {t('importSample')}
          </Anchor>
        )}
      </div>
    </>
  )
}

function fileOf({ name, bytes }: OpenedFile): File {
  return new File([bytes], name)
}

function problemOfHost(error: unknown): Problem {
  switch (findHostErrorCode(error)) {
    case 'WRONG_FILE_TYPE':
      return { code: 'WRONG_FILE_TYPE', detail: {} }
    case 'FILE_TOO_LARGE': {
      const limit = IMPORT_LIMITS.fileBytes / 1024 / 1024
      return { code: 'FILE_TOO_BIG', detail: { size: `> ${limit}`, limit } }
    }
    case 'READ_FAILED':
      return { code: 'CORRUPT_FILE', detail: {} }
    default:
      throw error
  }
}
