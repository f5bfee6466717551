import { create } from 'zustand'

/** What the sync is doing; one truth for all windows. */
export type LoopState =
  /** Nobody is signed in, or the program is just starting. */
  | { readonly kind: 'stopped' }
  | { readonly kind: 'idle' }
  | { readonly kind: 'pushing'; readonly sent: number }
  | { readonly kind: 'pulling'; readonly received: number; readonly remaining: number }
  /** Nobody answered; tried again by itself. `retryAt`: epoch milliseconds. */
  | { readonly kind: 'offline'; readonly retryAt: number }
  /** The server or this program has trouble; tried again by itself. */
  | { readonly kind: 'trouble'; readonly retryAt: number; readonly message: string }
  /** The server wants the password again. Work goes on and waits. */
  | { readonly kind: 'needsSignIn' }
  /** Work goes on and waits for a newer version of the program. */
  | { readonly kind: 'updateNeeded' }
  /**
   * Server and device contradict each other: FORKED, this database exists twice;
   * INCARNATION_CHANGED, the server was restored. Nothing is sent or changed until the recovery
   * has run; work goes on.
   */
  | { readonly kind: 'blocked'; readonly reason: BlockReason }

export type BlockReason = 'FORKED' | 'INCARNATION_CHANGED'

export const loopStore = create<{ readonly state: LoopState }>()(() => ({
  state: { kind: 'stopped' },
}))

export function useLoopState(): LoopState {
  return loopStore((store) => store.state)
}
