import type { ArchivedCommand, RecoveryReason, Rejection } from '#shared/sync/clientPorts'
import type { Removal } from '#shared/sync/removals'
import { followDecisions } from '../store/followDecisions'
import { getClientMeta } from '../store/queries/outbox'
import { reportTrouble } from '../store/reportTrouble'
import { serialStock } from '../store/serials'
import { claimLeases } from './claimLeases'
import { HttpFailure } from './httpFailure'
import { pullChanges, type PullOutcome } from './pullChanges'
import { pushOutbox } from './pushOutbox'
import { noteAccident } from './recover'
import type { SyncDeps } from './syncDeps'

export type SyncOutcome =
  | {
      readonly kind: 'synced'
      readonly sent: number
      /** What the pull settled. */
      readonly accepted: readonly ArchivedCommand[]
      readonly refused: readonly Rejection[]
      /** The server asked for patience: something still waits. */
      readonly retryLater: boolean
      /** There is more to do at once: a new block of numbers, or work that was taken up again. */
      readonly again: boolean
      /** Set when this round brought the device's history together with the server's. */
      readonly recovered?: { readonly reason: RecoveryReason; readonly pending: number }
    }
  /** Another window was faster, or rights changed meanwhile: begin again at once. */
  | { readonly kind: 'stale' }
  /** A person has to allow first what the pull takes away. */
  | { readonly kind: 'asksRemoval'; readonly removal: Removal }
  /** The histories have parted; the next round brings them together. */
  | { readonly kind: 'recovering'; readonly reason: RecoveryReason }

/** Below this many free payment code numbers a device asks for more. */
export const SERIALS_LOW = 250
/** The most that the server grants to one device. */
const MAX_WANT = 2_000

/**
 * One round: send what waits, fetch what is new, keep numbers in stock.
 * @throws HttpFailure
 */
export async function syncOnce(deps: SyncDeps): Promise<SyncOutcome> {
  try {
    await claimLeases(deps)
    const met = await meetServer(deps)
    if (met && met.kind !== 'applied') return await afterPull(deps, met, 0, false)
    const pushed = await pushOutbox(deps)
    if (pushed.stopped === 'FORKED') return await recovering(deps, 'FORKED')
    // After a GAP the pull finds out whether the server has lost commands.
    const pulled = await pullChanges(deps)
    return await afterPull(deps, pulled, pushed.sent, pushed.stopped !== undefined)
  } catch (error) {
    const accident = accidentOf(error)
    if (accident === undefined) throw error
    return recovering(deps, accident)
  }
}

/**
 * The very first contact begins with a pull: nothing may be sent to a server whose identity is not
 * known, or a late repetition could reach another database than the one that answered.
 */
async function meetServer(deps: SyncDeps): Promise<PullOutcome | undefined> {
  const { incarnation, recovery } = await getClientMeta(deps.store)
  return incarnation === undefined && !recovery ? pullChanges(deps) : undefined
}

async function afterPull(
  deps: SyncDeps,
  pulled: PullOutcome,
  sent: number,
  retryLater: boolean,
): Promise<SyncOutcome> {
  switch (pulled.kind) {
    case 'stale':
      return { kind: 'stale' }
    case 'asksRemoval':
      return pulled
    case 'forked':
      return recovering(deps, 'FORKED')
    case 'incarnationChanged':
      return recovering(deps, 'INCARNATION_CHANGED')
    case 'applied': {
      deps.pushPace?.forgetAnswers()
      const { accepted, refused, recovered } = pulled
      const followed = await followDecisions(deps.store)
      await deps.journal.note(followed.map((entry) => ({ kind: 'decided' as const, ...entry })))
      const refilled = await refillSerials(deps)
      const again = refilled || (recovered !== undefined && recovered.pending > 0)
      return {
        kind: 'synced',
        sent,
        accepted,
        refused,
        retryLater,
        again,
        ...(recovered && { recovered }),
      }
    }
  }
}

async function recovering(deps: SyncDeps, reason: RecoveryReason): Promise<SyncOutcome> {
  await noteAccident(deps, reason)
  return { kind: 'recovering', reason }
}

/** The server's refusal of a whole request that means parted histories. */
function accidentOf(error: unknown): RecoveryReason | undefined {
  if (!(error instanceof HttpFailure) || error.failure.kind !== 'refused') return undefined
  const code = error.failure.body.error
  return code === 'FORKED' || code === 'INCARNATION_CHANGED' ? code : undefined
}

/**
 * What goes wrong here costs numbers only: the pull before it stands, and its settled work must
 * reach the journal.
 * @returns true when a block was granted
 */
async function refillSerials(deps: SyncDeps): Promise<boolean> {
  if (!deps.needsSerials) return false
  const { left, burnt } = await serialStock(deps.env.deviceId, deps.store)
  if (left >= SERIALS_LOW) return false
  // The server does not know of numbers that were used up here by refused codes.
  try {
    return await deps.transport.requestLease(Math.min(SERIALS_LOW + burnt, MAX_WANT), deps.signal)
  } catch (error) {
    if (!(error instanceof HttpFailure)) throw error
    if (error.failure.kind === 'refused') reportTrouble('no payment code numbers', error)
    return false
  }
}
