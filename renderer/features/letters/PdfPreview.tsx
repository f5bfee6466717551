import { ActionIcon, Group } from '@mantine/core'
import { IconZoomIn, IconZoomOut } from '@tabler/icons-react'
import { getDocument, GlobalWorkerOptions, type PDFDocumentProxy } from 'pdfjs-dist'
import workerUrl from 'pdfjs-dist/build/pdf.worker.min.mjs?url'
import { useEffect, useRef, useState } from 'react'
import classes from './PdfPreview.module.css'
import { useTexts } from '../../i18n/useTexts'

GlobalWorkerOptions.workerSrc = workerUrl

const ZOOMS = [0.8, 1, 1.25, 1.5, 2] as const

/** Draws the very bytes that are printed. */
export function PdfPreview({ bytes }: { bytes: Uint8Array<ArrayBuffer> }) {
  const { t } = useTexts('letters')
  const [document, setDocument] = useState<PDFDocumentProxy>()
  const [zoom, setZoom] = useState(1)
  useEffect(() => {
    // The reader takes its bytes away, so it gets a copy.
    const task = getDocument({ data: bytes.slice(), isEvalSupported: false })
    let current = true
    void task.promise.then((loaded) => {
      if (current) setDocument(loaded)
    })
    return () => {
      current = false
      void task.destroy()
    }
  }, [bytes])
  const pages = document ? Array.from({ length: document.numPages }, (_, index) => index + 1) : []
  return (
    <div className={classes.desk}>
      <Group gap="xs" mb="sm">
        <ActionIcon
          variant="default"
          aria-label={t('zoomOut')}
          disabled={zoom === 0}
          onClick={() => setZoom(zoom - 1)}
        >
          <IconZoomOut size={18} aria-hidden />
        </ActionIcon>
        <ActionIcon
          variant="default"
          aria-label={t('zoomIn')}
          disabled={zoom === ZOOMS.length - 1}
          onClick={() => setZoom(zoom + 1)}
        >
          <IconZoomIn size={18} aria-hidden />
        </ActionIcon>
      </Group>
      <div className={classes.pages} data-testid="pdf-pages" data-pages={pages.length}>
        {document &&
          pages.map((page) => (
            <PdfPage key={page} document={document} page={page} scale={ZOOMS[zoom] ?? 1} />
          ))}
      </div>
    </div>
  )
}

interface PdfPageProps {
  document: PDFDocumentProxy
  page: number
  scale: number
}

function PdfPage({ document, page, scale }: PdfPageProps) {
  const { t } = useTexts('letters')
  const canvas = useRef<HTMLCanvasElement>(null)
  useEffect(() => {
    let cancel = () => {}
    let current = true
    void document.getPage(page).then((loaded) => {
      const target = canvas.current
      if (!current || !target) return
      const viewport = loaded.getViewport({ scale: scale * 1.25 * devicePixelRatio })
      target.width = viewport.width
      target.height = viewport.height
      target.style.width = `${viewport.width / devicePixelRatio}px`
      const task = loaded.render({ canvas: target, viewport })
      cancel = () => task.cancel()
      task.promise.catch(() => {
        // A newer drawing of the same page replaced this one.
      })
    })
    return () => {
      current = false
      cancel()
    }
  }, [document, page, scale])
  return (
    <canvas
      ref={canvas}
      className={classes.page}
      role="img"
      aria-label={t('page', { page, count: document.numPages })}
    />
  )
}
