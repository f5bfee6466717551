import { useEffect, useState } from 'react'
import type { LetterItem } from '#shared/letters/types'
import { renderPdf } from '../../workers/pdf/renderPdf'

export interface PdfState {
  readonly bytes: Uint8Array<ArrayBuffer> | undefined
  readonly failed: boolean
  readonly unprintable: readonly string[]
}

const NOTHING: PdfState = { bytes: undefined, failed: false, unprintable: [] }

/** The PDF of a paper, made in a worker; made anew whenever what it shows changes. */
export function usePdf(item: LetterItem | undefined): PdfState {
  const content = item && JSON.stringify(item)
  const [made, setMade] = useState<{ content: string; state: PdfState }>()
  useEffect(() => {
    if (!content) return
    const abort = new AbortController()
    let unprintable: readonly string[] = []
    renderPdf(
      { items: [JSON.parse(content) as LetterItem], createdAt: new Date().toISOString() },
      { signal: abort.signal, onUnprintable: (letters) => (unprintable = letters) },
    ).then(
      (bytes) => setMade({ content, state: { bytes, failed: false, unprintable } }),
      () => {
        if (!abort.signal.aborted) setMade({ content, state: { ...NOTHING, failed: true } })
      },
    )
    return () => abort.abort()
  }, [content])
  // A drawing of what was shown before is never offered for print.
  return made?.content === content ? (made?.state ?? NOTHING) : NOTHING
}
