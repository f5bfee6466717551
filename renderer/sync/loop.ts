import { backoffMs } from './backoff'
import { reportTrouble } from '../store/reportTrouble'
import { HttpFailure } from './httpFailure'
import type { LoopState } from './loopState'
import type { SyncOutcome } from './syncOnce'
import { Waker } from './waker'

export interface LoopDeps {
  /** One round; absent while nobody is signed in. */
  round():
    ((report: (state: LoopState) => void, signal: AbortSignal) => Promise<SyncOutcome>) | undefined
  /** Told about every change of state. */
  onState(state: LoopState): void
  /** Epoch milliseconds. */
  now(): number
  /** 0 ≤ x < 1 */
  random(): number
}

/** Without a poke, ask this often whether something is new. */
const POLL_MS = 60_000
/** How often to look whether the server takes this version again. */
const UPDATE_POLL_MS = 5 * 60_000

/** What to do after a round: show a state and sleep, at most `ms` (for ever without it). */
interface Next {
  readonly state: LoopState
  readonly ms: number | undefined
  /** Only a person or the time can help: new work alone is no reason to try again. */
  readonly held?: true
}

/**
 * The sync of one machine: rounds one after the other, sleep in between. Only one may run at a
 * time; whoever starts it holds the lock. It ends with the signal and never throws.
 */
export class SyncLoop {
  readonly #waker = new Waker()
  #failures = 0
  /** The most rows that a pull had before it was cut; fewer are nothing new. */
  #received = 0
  /** Rounds in a row that only asked for the next one. */
  #turns = 0
  #held = false

  constructor(private readonly deps: LoopDeps) {}

  /**
   * Try now.
   * @param reason `work`: something new waits to be sent; `try`: the network is back, somebody
   * signed in or asked for it
   */
  poke(reason: 'work' | 'try'): void {
    if (reason === 'try' || !this.#held) this.#waker.wake()
  }

  async run(signal: AbortSignal): Promise<void> {
    while (!signal.aborted) {
      this.#waker.reset()
      this.#held = false
      const next = await this.#round(signal)
      if (signal.aborted) break
      if (!next) continue
      this.#held = next.held === true
      this.deps.onState(next.state)
      await this.#waker.wait(next.ms, signal)
    }
  }

  /** @returns undefined when the next round is due at once */
  async #round(signal: AbortSignal): Promise<Next | undefined> {
    const round = this.deps.round()
    if (!round) return { state: { kind: 'stopped' }, ms: undefined }
    try {
      const outcome = await round((state) => this.#report(state), signal)
      return this.#after(outcome)
    } catch (error) {
      if (signal.aborted) return undefined
      return this.#afterFailure(error)
    }
  }

  #report(state: LoopState): void {
    // A line that breaks often still gets on: as long as something comes through, no longer waits.
    const through = state.kind === 'pushing' ? state.sent : 0
    const received = state.kind === 'pulling' ? state.received : 0
    if (through > 0 || received > this.#received) this.#failures = 0
    this.#received = Math.max(this.#received, received)
    this.deps.onState(state)
  }

  #after(outcome: SyncOutcome): Next | undefined {
    switch (outcome.kind) {
      case 'synced':
        if (outcome.retryLater) return this.#trouble('the server asked to try again later')
        this.#failures = 0
        this.#received = 0
        this.#turns = 0
        return outcome.again ? undefined : { state: { kind: 'idle' }, ms: POLL_MS }
      case 'stale':
        return this.#again(1, 'another window was faster')
      case 'asksRemoval':
        this.#failures = 0
        return { state: { ...outcome.removal, kind: 'asksRemoval' }, ms: POLL_MS }
      case 'recovering':
        this.deps.onState(outcome)
        return this.#again(3, 'the history does not come together')
    }
  }

  #afterFailure(error: unknown): Next {
    if (!(error instanceof HttpFailure)) {
      reportTrouble('sync round failed', error)
      return this.#trouble(String(error), 0, 'ownTrouble')
    }
    const { failure } = error
    switch (failure.kind) {
      case 'offline': {
        const ms = this.#nextDelay()
        return { state: { kind: 'offline', retryAt: this.deps.now() + ms }, ms }
      }
      case 'unauthenticated':
        return { state: { kind: 'needsSignIn' }, ms: undefined, held: true }
      case 'protocol':
        return this.#trouble(failure.message)
      case 'refused':
        return this.#afterRefusal(failure.body.error, failure.body)
    }
  }

  #afterRefusal(
    code: string,
    body: { message: string; retryAfterSeconds?: number | undefined },
  ): Next {
    switch (code) {
      case 'VERSION_NOT_SUPPORTED':
        return { state: { kind: 'updateNeeded' }, ms: UPDATE_POLL_MS, held: true }
      case 'DEVICE_LOCKED':
        return { state: { kind: 'needsSignIn' }, ms: undefined, held: true }
      default: {
        const { message, retryAfterSeconds = 0 } = body
        const next = this.#trouble(`${code}: ${message}`, retryAfterSeconds * 1000)
        return retryAfterSeconds > 0 ? { ...next, held: true } : next
      }
    }
  }

  /** At once the first times; what never gets better must not make the loop spin. */
  #again(times: number, message: string): Next | undefined {
    this.#turns += 1
    return this.#turns <= times ? undefined : this.#trouble(message)
  }

  #trouble(message: string, atLeastMs = 0, kind: 'trouble' | 'ownTrouble' = 'trouble'): Next {
    const ms = Math.max(this.#nextDelay(), atLeastMs)
    return { state: { kind, retryAt: this.deps.now() + ms, message }, ms }
  }

  #nextDelay(): number {
    this.#failures += 1
    return backoffMs(this.#failures, this.deps.random())
  }
}
