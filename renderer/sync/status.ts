import type { LoopState } from './loopState'

/** What is known on this device; `undefined` = not read yet. */
export interface StatusFacts {
  readonly outbox: { readonly count: number; readonly oldestOccurredAt?: string } | undefined
  readonly openRejections: number | undefined
  /** Files of documents and of sticks that the server does not have yet. */
  readonly files: number | undefined
  /** UTC instants. */
  readonly lastLocalCommitAt: string | undefined
  readonly lastPushAt: string | undefined
  /** End of the last complete pull. */
  readonly pulledAt: string | undefined
  readonly loop: LoopState
  /** UTC instant of now. */
  readonly now: string
}

export interface SyncStatus {
  /**
   * `needsDecision`: refused work waits for a person. `savedHere`: safe on this computer, and
   * nothing better can be said yet. `waiting`: not confirmed by the server. `allSent`: the server
   * has confirmed everything.
   */
  readonly state: 'needsDecision' | 'savedHere' | 'waiting' | 'allSent'
  readonly decisions: number
  readonly waiting: number
  /** Files that wait; their commands may be confirmed. */
  readonly files: number
  /** When the oldest waiting command was made; UTC. */
  readonly waitingSince?: string
  /** When the server last confirmed everything; only with `allSent`. UTC. */
  readonly confirmedAt?: string
  /** The data of the branch is as of then; UTC. */
  readonly dataAsOf?: string
  readonly network: NetworkState
}

/** How the line to the server stands, in words of the status line. */
export type NetworkState =
  | 'working'
  | 'ready'
  | 'offline'
  | 'trouble'
  | 'ownTrouble'
  | 'needsSignIn'
  | 'updateNeeded'
  | 'recovering'
  | 'asksRemoval'

/** A save is confirmed on screen this long, then it counts among what waits. */
const JUST_SAVED_MS = 4_000

/**
 * The four honest states of the status line. "All sent" is said only when the outbox is known to
 * be empty, no file is outstanding, and a complete pull has ended after the last push.
 */
export function syncStatus(facts: StatusFacts): SyncStatus {
  const { outbox, openRejections, pulledAt, loop } = facts
  const waiting = outbox?.count ?? 0
  const files = facts.files ?? 0
  const base = {
    decisions: openRejections ?? 0,
    waiting,
    files,
    ...(waiting > 0 &&
      outbox?.oldestOccurredAt !== undefined && { waitingSince: outbox.oldestOccurredAt }),
    ...(pulledAt !== undefined && { dataAsOf: pulledAt }),
    network: networkOf(loop),
  }
  if (base.decisions > 0) return { ...base, state: 'needsDecision' }
  if (waiting > 0) return { ...base, state: wasJustSaved(facts) ? 'savedHere' : 'waiting' }
  if (files > 0) return { ...base, state: 'waiting' }
  if (
    outbox &&
    facts.files === 0 &&
    openRejections === 0 &&
    pulledAt !== undefined &&
    isConfirmed(facts, pulledAt)
  ) {
    return { ...base, state: 'allSent', confirmedAt: pulledAt }
  }
  return { ...base, state: 'savedHere' }
}

/** Instants of one clock, this device's; a clock set back only delays the good news. */
function isConfirmed({ lastPushAt, loop }: StatusFacts, pulledAt: string): boolean {
  if (loop.kind === 'pushing') return false
  return lastPushAt === undefined || pulledAt >= lastPushAt
}

function wasJustSaved({ lastLocalCommitAt, now }: StatusFacts): boolean {
  if (lastLocalCommitAt === undefined) return false
  const age = Date.parse(now) - Date.parse(lastLocalCommitAt)
  return age >= 0 && age < JUST_SAVED_MS
}

function networkOf(loop: LoopState): NetworkState {
  switch (loop.kind) {
    case 'stopped':
    case 'idle':
      return 'ready'
    case 'pushing':
    case 'pulling':
      return 'working'
    case 'offline':
    case 'trouble':
    case 'ownTrouble':
    case 'needsSignIn':
    case 'updateNeeded':
    case 'recovering':
    case 'asksRemoval':
      return loop.kind
  }
}
