/** A command is set aside after so many crashes … */
const MAX_TRIES = 5
/** … that spread over at least so long: a bad deployment must not park a week's work at once. */
const MIN_SPAN_MS = 5 * 60 * 1000
const MAX_REMEMBERED = 1000

interface Crashes {
  readonly count: number
  readonly firstAt: number
}

/** Counts crashes per command in this process. */
export class PoisonCounter {
  readonly #crashes = new Map<string, Crashes>()

  /** @param now epoch milliseconds */
  constructor(private readonly now: () => number) {}

  /** Counts one more crash; true when it is time to park the command. */
  isPoisoned(uid: string): boolean {
    const before = this.#crashes.get(uid)
    const crashes = { count: (before?.count ?? 0) + 1, firstAt: before?.firstAt ?? this.now() }
    // Set anew so that the map's order is the order of the last crash.
    this.#crashes.delete(uid)
    this.#crashes.set(uid, crashes)
    this.#forgetOldest()
    return crashes.count >= MAX_TRIES && this.now() - crashes.firstAt >= MIN_SPAN_MS
  }

  #forgetOldest(): void {
    if (this.#crashes.size <= MAX_REMEMBERED) return
    const oldest = this.#crashes.keys().next().value
    if (oldest !== undefined) this.#crashes.delete(oldest)
  }
}
