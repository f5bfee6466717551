import { create } from 'zustand'
import type { RecoveryReason } from '#shared/sync/clientPorts'

/** What the sync is doing; one truth for all windows. */
export type LoopState =
  /** Nobody is signed in, or the program is just starting. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'pushing'; readonly sent: number }
  | { readonly kind: 'pulling'; readonly received: number; readonly remaining: number }
  /** Nobody answered; tried again by itself. `retryAt`: epoch milliseconds. */
  | { readonly kind: 'offline'; readonly retryAt: number }
  /** The server has trouble; tried again by itself. */
  | { readonly kind: 'trouble'; readonly retryAt: number; readonly message: string }
  /** This device has: mostly its disk takes nothing. Tried again by itself. */
  | { readonly kind: 'ownTrouble'; readonly retryAt: number; readonly message: string }
  /** The server wants the password again. Work goes on and waits. */
  | { readonly kind: 'needsSignIn' }
  /** Work goes on and waits for a newer version of the program. */
  | { readonly kind: 'updateNeeded' }
  /** History is being brought together with the server's; work goes on and is sent afterwards. */
  | { readonly kind: 'recovering'; readonly reason: RecoveryReason }
  /** A pull would take much away here: a person has to allow it. Rows. */
  | { readonly kind: 'asksRemoval'; readonly removed: number; readonly total: number }

export const loopStore = create<{ readonly state: LoopState }>()(() => ({
  state: { kind: 'stopped' },
}))

export function useLoopState(): LoopState {
  return loopStore((store) => store.state)
}

/** Whether the server has answered lately, so that a question to it is worth waiting for. */
export function isReachable(state: LoopState): boolean {
  return navigator.onLine && ['idle', 'pushing', 'pulling'].includes(state.kind)
}

export function useIsReachable(): boolean {
  return isReachable(useLoopState())
}
