/** A signal that aborts when nothing has been heard for some time. */
export class Silence {
  readonly #giveUp = new AbortController()
  #timer: ReturnType<typeof setTimeout>

  constructor(private readonly ms: number) {
    this.#timer = this.#start()
  }

  get signal(): AbortSignal {
    return this.#giveUp.signal
  }

  /** Something came: the time begins anew. */
  broken(): void {
    clearTimeout(this.#timer)
    this.#timer = this.#start()
  }

  end(): void {
    clearTimeout(this.#timer)
  }

  #start(): ReturnType<typeof setTimeout> {
    return setTimeout(() => this.#giveUp.abort(new Error('nothing came')), this.ms)
  }
}
