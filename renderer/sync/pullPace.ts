import { USUAL_SIZES } from './fetchPages'
import { HttpFailure } from './httpFailure'
import type { PullSizes } from './syncDeps'

/** Fewer rows in a page would cost more in questions than they save. */
const SMALLEST_PAGE = 50

/**
 * How many rows to ask for at a time: half as many after a page that did not come in time or whole,
 * so that a thin line gets on; twice as many after a round that ended well. On such a line every
 * page is kept on the disk until the last has come.
 */
export class PullPace {
  #page = USUAL_SIZES.page

  sizes(): PullSizes {
    if (this.#page === USUAL_SIZES.page) return USUAL_SIZES
    return { ...USUAL_SIZES, page: this.#page, unkept: 0 }
  }

  /** Carries out a round at this pace and learns from how it ends. */
  async follow<T>(round: (sizes: PullSizes) => Promise<T>): Promise<T> {
    try {
      const outcome = await round(this.sizes())
      this.#page = Math.min(USUAL_SIZES.page, this.#page * 2)
      return outcome
    } catch (error) {
      if (isTooMuch(error)) this.#page = Math.max(SMALLEST_PAGE, Math.floor(this.#page / 2))
      throw error
    }
  }
}

function isTooMuch(error: unknown): boolean {
  return (
    error instanceof HttpFailure &&
    error.failure.kind === 'offline' &&
    (error.failure.reason === 'timeout' || error.failure.reason === 'cut')
  )
}
