import type { JsonValue } from '#shared/commands/ruleCodes'
import type { PendingCommand } from '#shared/sync/clientPorts'
import type { UsbImportResult, UsbProblem } from '#shared/usb/format'

/** Unfinished input of one person, kept at every keystroke and private to that person. */
export interface Draft {
  readonly id: string
  readonly userId: string
  /** Which form it belongs to, e.g. `employer`. */
  readonly kind: string
  /** What the list of drafts shows. */
  readonly title: string
  readonly data: JsonValue
  /** UTC instant. */
  readonly updatedAt: string
}

/** A pending command as stored: with its size on the wire, so that sums need no reading. */
export type StoredPending = PendingCommand & { readonly _bytes: number }

export interface KeyValue {
  readonly key: string
  readonly value: unknown
}

/** What this device has lately done; UTC instants, only for display. */
export interface Activity {
  readonly lastLocalCommitAt?: string
  readonly lastPushAt?: string
}

/** A sealed file that was brought on a stick; nobody here can read what is in it. */
export interface CarriedFile {
  readonly fileId: string
  /** The file as it was read. */
  readonly text: string
  /** Number of pieces of work, as the file says outside. */
  readonly count: number
  /** UTC instants: of the making, and of the taking here. */
  readonly madeAt: string
  readonly takenAt: string
  /** `waiting`: not with the server yet. `done`: see `result`. `refused`: see `problem`. */
  readonly state: 'waiting' | 'done' | 'refused'
  readonly result?: UsbImportResult
  readonly problem?: UsbProblem
}
