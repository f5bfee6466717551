/** Reads a server-sent event stream over fetch, as the client does. */
export class EventStream {
  #text = ''
  #ended = false
  readonly #abort = new AbortController()
  #wake: () => void = () => undefined

  private constructor(
    readonly status: number,
    readonly headers: Headers,
  ) {}

  static async open(url: string, headers: Record<string, string>): Promise<EventStream> {
    const abort = new AbortController()
    const response = await fetch(url, { headers, signal: abort.signal })
    const stream = new EventStream(response.status, response.headers)
    stream.#abort.signal.addEventListener('abort', () => abort.abort())
    void stream.#read(response)
    return stream
  }

  get text(): string {
    return this.#text
  }

  get ended(): boolean {
    return this.#ended
  }

  /** Waits until the text fits or the stream ends. */
  async until(fits: (stream: EventStream) => boolean, patience = 10_000): Promise<void> {
    const deadline = Date.now() + patience
    while (!fits(this)) {
      if (Date.now() > deadline) throw new Error(`nothing came; so far: ${this.#text}`)
      await Promise.race([
        new Promise<void>((resolve) => (this.#wake = resolve)),
        new Promise<void>((resolve) => setTimeout(resolve, 50)),
      ])
    }
  }

  pokes(): string[] {
    return [...this.#text.matchAll(/event: poke\ndata: (.*)\n\n/g)].map(([, data]) => data!)
  }

  close(): void {
    this.#abort.abort()
  }

  async #read(response: Response): Promise<void> {
    try {
      const decoder = new TextDecoder()
      for await (const chunk of response.body!) {
        this.#text += decoder.decode(chunk as Uint8Array, { stream: true })
        this.#wake()
      }
    } catch {
      // Closed by us, or broken off: either way it has ended.
    }
    this.#ended = true
    this.#wake()
  }
}
