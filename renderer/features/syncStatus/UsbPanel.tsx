import { Alert, Button } from '@mantine/core'
import { useState } from 'react'
import { findHostErrorCode } from '#shared/host'
import { USB_EXTENSION, USB_MAX_BYTES, UsbFileError } from '#shared/usb/format'
import { EmptyState } from '../../components/EmptyState'
import { dateTimeOf } from '../../components/format'
import { Panel } from '../../components/Panel'
import { StatusTag } from '../../components/StatusTag'
import { useHost } from '../../host/HostContext'
import { useTexts, type Translate } from '../../i18n/useTexts'
import { isFailedWrite } from '../../store/failedWrites'
import { useCarriedFiles } from '../../store/queries/usbFiles'
import type { CarriedFile } from '../../store/records'
import { reportTrouble } from '../../store/reportTrouble'
import { exportWork } from '../../sync/usb/exportWork'
import { takeFile } from '../../sync/usb/takeFile'
import classes from './SyncStatus.module.css'

interface Notice {
  readonly good: boolean
  readonly text: string
}

/** Unsent work onto a stick, and from a stick: for a computer that gets no line. */
export function UsbPanel() {
  const { t } = useTexts('syncStatus')
  const host = useHost()
  const files = useCarriedFiles()
  const [notice, setNotice] = useState<Notice>()
  const [busy, setBusy] = useState<'take' | 'save'>()

  const during = async (what: 'take' | 'save', work: () => Promise<Notice | undefined>) => {
    setBusy(what)
    try {
      setNotice(await work())
    } catch (error) {
      setNotice({ good: false, text: problemSentence(error, t) })
    } finally {
      setBusy(undefined)
    }
  }
  const save = () =>
    during('save', async () => {
      const made = await exportWork()
      switch (made.kind) {
        case 'nothing':
          return { good: true, text: t('usbNothing') }
        case 'noKey':
          return { good: false, text: t('usbNoKey') }
        case 'file': {
          const { saved } = await host.saveFile(made.file)
          if (!saved) return undefined
          const more = made.left > 0 ? ` ${t('usbLeft', { count: made.left })}` : ''
          return { good: true, text: t('usbSaved', { count: made.count }) + more }
        }
      }
    })
  const take = () =>
    during('take', async () => {
      const opened = await host.openFile({ accept: [USB_EXTENSION], maxBytes: USB_MAX_BYTES })
      if (!opened) return undefined
      const { header, outcome } = await takeFile(opened.bytes)
      const key = outcome === 'kept' ? 'usbTaken' : 'usbKnown'
      return { good: true, text: t(key, { count: header.count }) }
    })

  return (
    <Panel
      title={t('usb')}
      actions={
        <>
          <Button
            variant="default"
            disabled={busy === 'save'}
            loading={busy === 'take'}
            onClick={() => void take()}
          >
            {t('usbTake')}
          </Button>
          <Button
            variant="default"
            disabled={busy === 'take'}
            loading={busy === 'save'}
            onClick={() => void save()}
          >
            {t('usbSave')}
          </Button>
        </>
      }
    >
      {notice && (
        <Alert color={notice.good ? 'green' : 'red'} role="status" mb="sm">
          {notice.text}
        </Alert>
      )}
      <p className={classes.soft}>{t('usbIntro')}</p>
      {files?.length === 0 && <EmptyState>{t('usbNone')}</EmptyState>}
      <ul className={classes.list}>
        {files?.map((file) => (
          <li key={file.fileId} data-testid="carried-file">
            <FileState file={file} />
            <div className={classes.soft}>
              {t('usbMade', { count: file.count, time: dateTimeOf(file.madeAt) })}
            </div>
          </li>
        ))}
      </ul>
    </Panel>
  )
}

function FileState({ file: { state, result, problem } }: { file: CarriedFile }) {
  const { t } = useTexts('syncStatus')
  if (state === 'refused') {
    return <StatusTag tone="bad">{t(problem ?? 'USB_DAMAGED')}</StatusTag>
  }
  if (state === 'waiting' || !result) return <StatusTag tone="waiting">{t('usbWaiting')}</StatusTag>
  const { accepted, refused, alreadyKnown } = result
  return (
    <StatusTag tone={refused > 0 ? 'info' : 'good'}>
      {t('usbResult', { accepted, refused, known: alreadyKnown })}
    </StatusTag>
  )
}

function problemSentence(error: unknown, t: Translate<'syncStatus'>): string {
  if (error instanceof UsbFileError) return t(error.problem)
  if (isFailedWrite(error)) return t('usbKeepFailed')
  switch (findHostErrorCode(error)) {
    case 'WRONG_FILE_TYPE':
      return t('USB_NOT_OURS')
    case 'FILE_TOO_LARGE':
      return t('USB_TOO_LARGE')
    case 'READ_FAILED':
      return t('usbReadFailed')
    case 'DISK_FULL':
    case 'WRITE_FAILED':
      return t('usbWriteFailed')
    default:
      reportTrouble('a file of unsent work was not made or taken', error)
      return t('usbFailed')
  }
}
