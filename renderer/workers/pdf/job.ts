import type { LetterItem } from '#shared/letters/types'

/** What the screen asks the PDF worker for: one file with these letters in this order. */
export interface PdfJob {
  items: LetterItem[]
  /** UTC instant (ISO) for the file's creation date. */
  createdAt: string
}

/** Memory of one file grows with its letters; longer batches are cut into several jobs. */
export const MAX_ITEMS_PER_JOB = 250

export type PdfWorkerMessage =
  | { type: 'PROGRESS'; done: number; total: number }
  | { type: 'DONE'; bytes: Uint8Array<ArrayBuffer>; pageCount: number; unprintable: string[] }
  | { type: 'FAILED'; name: string; message: string }
