import type { AccessToken } from './accessToken'
import { backoffMs } from './backoff'
import { readEvents } from './eventStream'
import type { HttpClient } from './httpClient'
import { Waker } from './waker'

/** The server breathes every 25 seconds or so. */
const SILENCE_MS = 90_000
/** A line that held so long was a good one. */
const GOOD_MS = 10_000

export interface EventListenerDeps {
  readonly client: HttpClient
  readonly token: AccessToken
  /** Whether somebody is signed in at all. */
  isSignedIn(): boolean
  /** Something moved on the server, or the line was lost or found again: look. */
  onPoke(): void
}

/** Keeps one line to the server open on which it says that something moved. */
export class EventListener {
  readonly #waker = new Waker()

  constructor(private readonly deps: EventListenerDeps) {}

  /** The network is back or somebody signed in: try now. */
  poke(): void {
    this.#waker.wake()
  }

  /** Runs until the signal; never throws. */
  async run(signal: AbortSignal): Promise<void> {
    let failures = 0
    while (!signal.aborted) {
      if (!this.deps.isSignedIn()) {
        await this.#waker.wait(undefined, signal)
        continue
      }
      const began = Date.now()
      const opened = await this.#listen(signal)
      if (signal.aborted) return
      failures = opened && Date.now() - began > GOOD_MS ? 1 : failures + 1
      if (opened) this.deps.onPoke()
      await this.#waker.wait(backoffMs(failures, Math.random()), signal)
    }
  }

  /** @returns whether the line was open for a while */
  async #listen(signal: AbortSignal): Promise<boolean> {
    const { client, token, onPoke } = this.deps
    try {
      const response = await token.use((value) => client.openStream('/sync/events', value, signal))
      // Whatever moved while nobody listened was not announced.
      onPoke()
      await readEvents(response, onPoke, signal, SILENCE_MS).catch(() => undefined)
      return true
    } catch {
      // Offline or refused: the loop finds out the same and says so.
      return false
    }
  }
}
