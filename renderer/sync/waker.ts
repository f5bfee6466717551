/** Lets one loop sleep until somebody has news for it. News that comes too early is kept. */
export class Waker {
  #pending = false
  #resolve: (() => void) | undefined

  wake(): void {
    if (this.#resolve) this.#resolve()
    else this.#pending = true
  }

  /** Forgets news that came so far: what follows will see it anyway. */
  reset(): void {
    this.#pending = false
  }

  /** Waits for news, at most `ms` (for ever without it), or until the signal ends all. */
  async wait(ms: number | undefined, signal: AbortSignal): Promise<void> {
    if (this.#pending || signal.aborted) {
      this.#pending = false
      return
    }
    await new Promise<void>((resolve) => {
      const timer = ms === undefined ? undefined : setTimeout(done, ms)
      const stop = (): void => done()
      signal.addEventListener('abort', stop, { once: true })
      this.#resolve = done
      function done(): void {
        clearTimeout(timer)
        signal.removeEventListener('abort', stop)
        resolve()
      }
    })
    this.#resolve = undefined
  }
}
