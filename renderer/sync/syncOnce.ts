import { serialStock } from '../store/serials'
import type { BlockReason } from './loopState'
import { pullChanges } from './pullChanges'
import { pushOutbox } from './pushOutbox'
import type { SyncDeps } from './syncDeps'

export type SyncOutcome =
  | {
      readonly kind: 'synced'
      readonly sent: number
      readonly refused: number
      /** The server asked for patience: something still waits. */
      readonly retryLater: boolean
      /** A new block of numbers is ready to be pulled. */
      readonly again: boolean
    }
  /** Another window was faster, or rights changed meanwhile: begin again at once. */
  | { readonly kind: 'stale' }
  | { readonly kind: 'blocked'; readonly reason: BlockReason }

/** Below this many free payment code numbers a device asks for more. */
export const SERIALS_LOW = 250
/** The most that the server grants to one device. */
const MAX_WANT = 2_000

/**
 * One round: send what waits, fetch what is new, keep numbers in stock.
 * @throws HttpFailure
 */
export async function syncOnce(deps: SyncDeps): Promise<SyncOutcome> {
  const pushed = await pushOutbox(deps)
  if (pushed.stopped === 'FORKED') return { kind: 'blocked', reason: 'FORKED' }
  // After a GAP the pull finds out whether the server has lost commands.
  const pulled = await pullChanges(deps)
  switch (pulled.kind) {
    case 'stale':
      return { kind: 'stale' }
    case 'forked':
      return { kind: 'blocked', reason: 'FORKED' }
    case 'incarnationChanged':
      return { kind: 'blocked', reason: 'INCARNATION_CHANGED' }
    case 'applied':
      return {
        kind: 'synced',
        sent: pushed.sent,
        refused: pulled.refused,
        retryLater: pushed.stopped !== undefined,
        again: await refillSerials(deps),
      }
  }
}

/** @returns true when a block was granted */
async function refillSerials(deps: SyncDeps): Promise<boolean> {
  if (!deps.needsSerials) return false
  const { left, burnt } = await serialStock(deps.env.deviceId, deps.store)
  if (left >= SERIALS_LOW) return false
  // The server does not know of numbers that were used up here by refused codes.
  return deps.transport.requestLease(Math.min(SERIALS_LOW + burnt, MAX_WANT), deps.signal)
}
