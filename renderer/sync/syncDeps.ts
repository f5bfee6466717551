import type { RunEnvironment } from '#shared/sync/runCommand'
import type { Store } from '../store/database'
import type { LoopState } from './loopState'
import type { Transport } from './transport'

/** What one round of the sync works with. */
export interface SyncDeps {
  readonly store: Store
  readonly env: RunEnvironment
  readonly transport: Transport
  /** Whether the person may issue codes, so that numbers are kept in stock. */
  readonly needsSerials: boolean
  /** Epoch milliseconds. */
  now(): number
  report(state: LoopState): void
  readonly signal: AbortSignal
}
