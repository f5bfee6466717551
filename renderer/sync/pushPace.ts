import { PUSH_MAX_BYTES } from '#shared/protocol/messages'
import { HttpFailure } from './httpFailure'

/** Below this the questions would cost more than the repetitions. */
const SMALLEST_BATCH_BYTES = 8 * 1024
const FIRST_BATCH_BYTES = 64 * 1024
/** A batch that takes longer than this is a lot to lose, and one quicker than that is none. */
const LONG_MS = 6_000
const SHORT_MS = 2_000

/**
 * How the outbox gets on over a line that is thin or breaks: what the server has answered is not
 * sent again in the next round, and a batch that did not get through is tried in smaller pieces.
 * Lives as long as the loop; who knows nothing of earlier rounds sends all of it again, which is
 * right, too. The size follows from the time that the last batch took.
 */
export class PushPace {
  #bytes = FIRST_BATCH_BYTES
  #answered: { readonly clientId: string; readonly upTo: number } | undefined

  /** Most bytes of the next batch. */
  get bytes(): number {
    return this.#bytes
  }

  /** Number of the last command that the server has answered since the last pull; 0 = none. */
  answeredUpTo(clientId: string): number {
    return this.#answered?.clientId === clientId ? this.#answered.upTo : 0
  }

  /** @param ms how long the way there and back took */
  noteAnswer(clientId: string, upTo: number, ms: number): void {
    this.#answered = { clientId, upTo }
    if (ms > LONG_MS) this.#halve()
    else if (ms < SHORT_MS) this.#bytes = Math.min(PUSH_MAX_BYTES, this.#bytes * 2)
  }

  noteFailure(error: unknown): void {
    if (error instanceof HttpFailure && error.failure.kind === 'offline') this.#halve()
  }

  /** A pull has settled what was answered, or the server asks for it again: nothing is left out. */
  forgetAnswers(): void {
    this.#answered = undefined
  }

  #halve(): void {
    this.#bytes = Math.max(SMALLEST_BATCH_BYTES, Math.floor(this.#bytes / 2))
  }
}
