import { Alert, Button, Group, Modal } from '@mantine/core'
import { IconCircleCheck, IconInfoCircle } from '@tabler/icons-react'
import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Employer } from '#shared/model/employer'
import { useHost } from '../../../host/HostContext'
import { Page } from '../../../components/Page'
import { Refusal } from '../../../components/Refusal'
import { refusalValues } from '../../../components/refusalValues'
import { BadRows } from './BadRows'
import { ChooseFile } from './ChooseFile'
import { ColumnsPreview } from './ColumnsPreview'
import classes from './importList.module.css'
import { ImportProgressPanel } from './ImportProgressPanel'
import type { ImportView } from './importView'
import { RowNotes } from './RowNotes'
import { useRowSentences } from './rowSentences'
import { useImportList, type ImportList, type OpenImport } from './useImportList'
import { useTexts } from '../../../i18n/useTexts'

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'

/** The company's list into the store: choose, check, correct, put in, give back the rest. */
export function ImportWorkers({ employer }: { employer: Employer }) {
  const { t } = useTexts('registration')
  const { t: refusal } = useTexts('refusals')
  const navigate = useNavigate()
  const list = useImportList(employer.id, ({ code, detail }) =>
    refusal(code, refusalValues(detail)),
  )
  const { phase, open, view } = list
  const [closing, setClosing] = useState(false)
  const toEmployer = () =>
    void navigate({ to: '/perusahaan/$employerId', params: { employerId: employer.id } })

  useEffect(() => {
    const onKeyDown = (event: KeyboardEvent) => {
      if (event.key === 'Escape' && !event.defaultPrevented && !closing) {
        void navigate({ to: '/perusahaan/$employerId', params: { employerId: employer.id } })
      }
    }
    window.addEventListener('keydown', onKeyDown)
    return () => window.removeEventListener('keydown', onKeyDown)
  }, [navigate, employer.id, closing])

  const left = view ? view.good.length + view.bad.length : 0
  // All good rows are in: the way on takes the place of the button that has gone, and its focus.
  const done = phase.step === 'CHECKED' && view?.good.length === 0 && view.imported > 0
  return (
    <Page
      title={t('importTitle', { employer: employer.legalName })}
      intro={open ? open.fileName : t('importIntro')}
      actions={
        <Button
          key={String(done)}
          autoFocus={done}
          variant={done ? 'filled' : 'default'}
          onClick={toEmployer}
        >
          {t('importToEmployer')}
        </Button>
      }
    >
      {phase.step === 'CHOOSE' && (
        <ChooseFile
          problem={list.problem}
          onFile={(file) => void list.read(file)}
          onProblem={list.fail}
        />
      )}
      {phase.step === 'READING' && <ImportProgressPanel phase={phase} onCancel={list.cancel} />}
      {open && view && (phase.step === 'CHECKED' || phase.step === 'IMPORTING') && (
        <>
          <Messages list={list} view={view} />
          <div className={classes.counts}>
            <Counts view={view} />
            {phase.step === 'CHECKED' && (
              <Actions
                list={list}
                open={open}
                view={view}
                onClose={() => (left > 0 ? setClosing(true) : void list.discard())}
              />
            )}
          </div>
          {phase.step === 'IMPORTING' && (
            <ImportProgressPanel phase={phase} onCancel={list.cancel} />
          )}
          {view.bad.length > 0 && (
            <BadRows
              rows={view.bad}
              columns={open.check.columns}
              disabled={phase.step === 'IMPORTING'}
              onEdit={list.edit}
            />
          )}
          <div style={{ height: 12 }} />
          <RowNotes rows={view.good} />
          <ColumnsPreview check={open.check} />
        </>
      )}
      <Modal
        opened={closing}
        onClose={() => setClosing(false)}
        title={t('importDiscardTitle')}
        closeButtonProps={{ 'aria-label': t('common:close') }}
      >
        <p>{t('importDiscardBody', { count: left })}</p>
        <Group justify="flex-end" gap="sm">
          <Button variant="default" data-autofocus onClick={() => setClosing(false)}>
            {t('importKeep')}
          </Button>
          <Button
            color="red"
            onClick={() => {
              setClosing(false)
              void list.discard()
            }}
          >
            {t('importDiscard')}
          </Button>
        </Group>
      </Modal>
    </Page>
  )
}

function Counts({ view }: { view: ImportView }) {
  const { t } = useTexts('registration')
  const { total, imported } = view
  const counts = { total, imported, good: view.good.length, bad: view.bad.length }
  return (
    <p className={classes.sum} role="status" data-testid="import-counts">
      {imported > 0 ? t('importCountsWithDone', counts) : t('importCounts', counts)}
    </p>
  )
}

function Messages({ list, view }: { list: ImportList; view: ImportView }) {
  const { t } = useTexts('registration')
  const { imported, total } = view
  return (
    <>
      {list.violation && <Refusal violation={list.violation} />}
      {list.trouble !== undefined && (
        <Alert color="red" role="alert" mb="md" title={t('importTrouble')}>
          <details>
            <summary>{t('common:details')}</summary>
            {list.trouble}
          </details>
        </Alert>
      )}
      {list.resumed && (
        <Alert color="blue" mb="md" icon={<IconInfoCircle size={20} aria-hidden />}>
          {t('importResumed')}
        </Alert>
      )}
      {imported > 0 && list.phase.step === 'CHECKED' && (
        <Alert color="green" role="status" mb="md" icon={<IconCircleCheck size={20} aria-hidden />}>
          {imported === total ? t('importDoneAll', { total }) : t('importDone', { imported })}
        </Alert>
      )}
    </>
  )
}

interface ActionsProps {
  list: ImportList
  open: OpenImport
  view: ImportView
  onClose: () => void
}

function Actions({ list, open, view, onClose }: ActionsProps) {
  const { t } = useTexts('registration')
  const host = useHost()
  const { ofFinding } = useRowSentences()
  const [saved, setSaved] = useState<number | 'failed'>()
  const saveBad = async () => {
    try {
      // Loaded when asked for: most lists come back without a faulty row left.
      const { returnFile } = await import('../../../workers/import/returnFile')
      const bytes = returnFile(view.bad, open.check.columns, ofFinding)
      const suggestedName = `${open.fileName.replace(/\.[^.]*$/, '')}-perlu-diperbaiki.xlsx`
      const result = await host.saveFile({ suggestedName, mime: XLSX, bytes })
      if (result.saved) setSaved(view.bad.length)
    } catch {
      setSaved('failed')
    }
  }
  return (
    <>
      <div className={classes.buttons}>
        <Button variant="default" onClick={onClose}>
          {t('importAnother')}
        </Button>
        {view.bad.length > 0 && (
          <Button variant="default" onClick={() => void saveBad()}>
            {t('importSaveBad', { count: view.bad.length })}
          </Button>
        )}
        {view.good.length > 0 && (
          // Later this button comes while somebody types corrections.
          <Button autoFocus={view.imported === 0} onClick={() => void list.importGood()}>
            {t('importGood', { count: view.good.length })}
          </Button>
        )}
      </div>
      {saved !== undefined && (
        <p role="status" className={classes.soft} style={{ width: '100%', margin: 0 }}>
          {saved === 'failed' ? t('importSaveFailed') : t('importSavedBad', { count: saved })}
        </p>
      )}
    </>
  )
}
