import { Alert, Button, Modal } from '@mantine/core'
import { useEffect, useState } from 'react'
import type { Document } from '#shared/model/document'
import { LoadingLine } from '../../components/LoadingLine'
import { useHost } from '../../host/HostContext'
import { useTexts } from '../../i18n/useTexts'
import { getContent, type Content } from '../../sync/contents'
import classes from './Documents.module.css'

/** Shows a scan; its content is fetched when it is not on this computer. */
export function Preview({ document, onClose }: { document: Document; onClose: () => void }) {
  const { t } = useTexts('documents')
  const common = useTexts('common')
  const host = useHost()
  const [content, setContent] = useState<Content>()
  const [failed, setFailed] = useState(false)
  useEffect(() => {
    let current = true
    getContent(document.sha256).then(
      (found) => current && setContent(found),
      () => current && setFailed(true),
    )
    return () => {
      current = false
    }
  }, [document.sha256])
  return (
    <Modal
      opened
      onClose={onClose}
      size="xl"
      title={document.name}
      closeButtonProps={{ 'aria-label': common.t('close') }}
    >
      {failed && (
        <Alert color="red" role="alert" title={t('notHere')}>
          {t('notHereAdvice')}
        </Alert>
      )}
      {!failed && !content && <LoadingLine>{t('loading')}</LoadingLine>}
      {content && <Shown content={content} name={document.name} />}
      {content && (
        <Button
          variant="default"
          onClick={() =>
            void host.saveFile({
              suggestedName: document.name,
              mime: content.mime,
              bytes: content.bytes,
            })
          }
        >
          {t('save')}
        </Button>
      )}
    </Modal>
  )
}

function Shown({ content, name }: { content: Content; name: string }) {
  const { t } = useTexts('documents')
  if (content.mime === 'application/pdf') return <p>{t('pdf')}</p>
  return <img className={classes.picture} ref={(image) => show(image, content)} alt={name} />
}

/** Gives the picture an address for as long as it is on the screen. */
function show(image: HTMLImageElement | null, { bytes, mime }: Content): (() => void) | undefined {
  if (!image) return undefined
  const address = URL.createObjectURL(new Blob([bytes], { type: mime }))
  image.src = address
  return () => URL.revokeObjectURL(address)
}
