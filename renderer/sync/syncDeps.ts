import type { Removal } from '#shared/sync/removals'
import type { RunEnvironment } from '#shared/sync/runCommand'
import type { Store } from '../store/database'
import type { WorkJournal } from './journal/workJournal'
import type { LoopState } from './loopState'
import type { PushPace } from './pushPace'
import type { Transport } from './transport'

export interface PullSizes {
  /** Rows asked for at a time. */
  readonly page: number
  /** Up to so many rows a pull is held in memory and applied at its end. */
  readonly inMemory: number
  /** Up to so many rows of a delta are fetched anew after a cut; with more its pages are kept. */
  readonly unkept?: number
}

/** What one round of the sync works with. */
export interface SyncDeps {
  readonly store: Store
  readonly env: RunEnvironment
  readonly transport: Transport
  readonly journal: Pick<WorkJournal, 'note'>
  /** Whether the person may issue codes, so that numbers are kept in stock. */
  readonly needsSerials: boolean
  /** Epoch milliseconds. */
  now(): number
  report(state: LoopState): void
  /** Whether a pull may take as much away; asked about large removals only. Absent: it may. */
  mayRemove?(removal: Removal): Promise<boolean>
  /** Other sizes than the usual ones; for tests of long pulls. */
  readonly pullSizes?: PullSizes
  /** What earlier rounds have learned about the line. Absent: nothing. */
  readonly pushPace?: PushPace
  readonly signal: AbortSignal
}
