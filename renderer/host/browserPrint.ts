import type { PrintOptions, PrintResult } from '#shared/host'

let previous: { frame: HTMLIFrameElement; url: string } | undefined

/**
 * Prints a PDF through the browser's own viewer in a hidden frame. The frame stays until the next
 * job: browsers spool from it after the dialog closes, and none says when they are done.
 */
export async function printPdfInFrame(
  bytes: Uint8Array,
  options: PrintOptions,
): Promise<PrintResult> {
  discardPrevious()
  const url = URL.createObjectURL(new Blob([new Uint8Array(bytes)], { type: 'application/pdf' }))
  const frame = document.createElement('iframe')
  frame.title = options.title
  frame.setAttribute('aria-hidden', 'true')
  frame.tabIndex = -1
  // `display: none` would keep some viewers from rendering at all.
  frame.style.cssText = 'position:fixed;width:1px;height:1px;right:0;bottom:0;border:0;opacity:0'
  previous = { frame, url }
  try {
    await load(frame, url)
    const target = frame.contentWindow
    if (!target) return { status: 'failed', reason: 'no frame' }
    target.focus()
    target.print()
    return { status: 'dialog' }
  } catch (error) {
    return { status: 'failed', reason: String(error) }
  }
}

function load(frame: HTMLIFrameElement, url: string): Promise<void> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => reject(new Error('the PDF viewer did not load')), 20_000)
    frame.addEventListener(
      'load',
      () => {
        clearTimeout(timer)
        resolve()
      },
      { once: true },
    )
    frame.src = url
    document.body.append(frame)
  })
}

function discardPrevious(): void {
  if (!previous) return
  previous.frame.remove()
  URL.revokeObjectURL(previous.url)
  previous = undefined
}
