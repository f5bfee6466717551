import type { PrintOptions, PrintResult } from '#shared/host'

/** A window that shows one PDF; the thin Electron half is in `printWindow.ts`. */
export interface PrintSurface {
  /** Resolves when the viewer has drawn the document. */
  load(): Promise<void>
  /** Opens the printer dialog. The callback is not reliable on every platform. */
  print(done: (success: boolean, reason: string) => void): void
  close(): void
}

export interface PrintingDeps {
  openSurface(bytes: Uint8Array, title: string): PrintSurface
  /** Milliseconds to wait for the dialog's answer before we stop waiting. */
  readonly patience?: number
}

/**
 * Prints one document at a time. Bytes stay in memory: no temporary file with personal data.
 * When the platform never answers, the result is `dialog`: we only know that it was shown.
 */
export function createPrinting({ openSurface, patience = 10 * 60_000 }: PrintingDeps): {
  printPdf(bytes: Uint8Array, options: PrintOptions): Promise<PrintResult>
} {
  let queue: Promise<unknown> = Promise.resolve()
  return {
    printPdf(bytes, { title }) {
      const result = queue.then(() => printOne(openSurface, bytes, title, patience))
      queue = result
      return result
    },
  }
}

async function printOne(
  openSurface: PrintingDeps['openSurface'],
  bytes: Uint8Array,
  title: string,
  patience: number,
): Promise<PrintResult> {
  if (!isPdf(bytes)) return { status: 'failed', reason: 'not a PDF' }
  const surface = openSurface(bytes, title)
  try {
    await surface.load()
    return await askPrinter(surface, patience)
  } catch (error) {
    return { status: 'failed', reason: error instanceof Error ? error.message : String(error) }
  } finally {
    surface.close()
  }
}

function askPrinter(surface: PrintSurface, patience: number): Promise<PrintResult> {
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve({ status: 'dialog' }), patience)
    surface.print((success, reason) => {
      clearTimeout(timer)
      if (success) resolve({ status: 'dialog' })
      else if (/cancel/i.test(reason)) resolve({ status: 'cancelled' })
      else resolve({ status: 'failed', reason })
    })
  })
}

function isPdf(bytes: Uint8Array): boolean {
  return new TextDecoder('latin1').decode(bytes.subarray(0, 5)) === '%PDF-'
}
