/** Tries after which a command that crashes the handler is set aside. */
const MAX_TRIES = 3
const MAX_REMEMBERED = 1000

/** Counts crashes per command in this process. */
export class PoisonCounter {
  readonly #tries = new Map<string, number>()

  /** Counts one more crash; true when it is time to park the command. */
  isPoisoned(uid: string): boolean {
    const tries = (this.#tries.get(uid) ?? 0) + 1
    this.#tries.delete(uid)
    this.#tries.set(uid, tries)
    if (this.#tries.size > MAX_REMEMBERED) {
      const oldest = this.#tries.keys().next().value
      if (oldest !== undefined) this.#tries.delete(oldest)
    }
    return tries >= MAX_TRIES
  }
}
