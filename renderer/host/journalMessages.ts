import type { HostErrorCode } from '#shared/host'

/** What page and journal worker say to each other; answers bear the number of their request. */
export type JournalRequest = { readonly id: number } & JournalCall
export type JournalCall =
  | { readonly op: 'append'; readonly record: Uint8Array }
  | { readonly op: 'read' | 'size' }
  | { readonly op: 'replace'; readonly records: readonly Uint8Array[]; readonly mark: string }

export type JournalAnswer =
  | { readonly id: number; readonly ok: true; readonly value: unknown }
  | {
      readonly id: number
      readonly ok: false
      readonly code: HostErrorCode
      readonly message: string
    }
