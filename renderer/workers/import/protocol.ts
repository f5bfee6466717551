import type { ImportCheck } from '#shared/registration/importCheck'
import type { ImportProblemCode, ImportProblemDetail } from '#shared/registration/importProblem'
import type { ImportContext } from '#shared/registration/sipp'

/** What the page asks of the import worker: one worker checks one file and ends. */
export interface ImportRequest {
  readonly file: File
  readonly ctx: ImportContext
}

export interface ImportProgress {
  readonly step: 'READING' | 'CHECKING'
  /** Rows done in this step. */
  readonly rows: number
}

export type ImportAnswer =
  | { readonly kind: 'progress'; readonly progress: ImportProgress }
  | { readonly kind: 'done'; readonly check: ImportCheck }
  | {
      readonly kind: 'problem'
      readonly code: ImportProblemCode
      readonly detail: ImportProblemDetail
    }
