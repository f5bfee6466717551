import { loopStore, type LoopState } from './loopState'

/** `work`: something new waits to be sent. `try`: somebody asks, or what stood in the way is gone. */
export type PokeReason = 'work' | 'try'

type Message =
  | { readonly kind: 'state'; readonly state: LoopState }
  | { readonly kind: 'hello' }
  | { readonly kind: 'poke'; readonly reason: PokeReason }

/**
 * Talk between the windows of one machine: the one that runs the loop tells the others how it
 * stands, they may ask it to try. Data needs no talk: live queries see other windows' writes.
 */
export class Windows {
  readonly #channel = new BroadcastChannel('smile-loket-sync')
  #leading: { onPoke(reason: PokeReason): void } | undefined

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#receive(data)
    this.#send({ kind: 'hello' })
  }

  /** This window runs the loop from now on. */
  lead(onPoke: (reason: PokeReason) => void): void {
    this.#leading = { onPoke }
  }

  publish(state: LoopState): void {
    loopStore.setState({ state })
    this.#send({ kind: 'state', state })
  }

  /** Asks whichever window runs the loop to try now. */
  poke(reason: PokeReason): void {
    if (this.#leading) this.#leading.onPoke(reason)
    else this.#send({ kind: 'poke', reason })
  }

  close(): void {
    this.#channel.close()
  }

  #receive(message: Message): void {
    switch (message.kind) {
      case 'state':
        if (!this.#leading) loopStore.setState({ state: message.state })
        return
      case 'hello':
        if (this.#leading) this.#send({ kind: 'state', state: loopStore.getState().state })
        return
      case 'poke':
        this.#leading?.onPoke(message.reason)
    }
  }

  #send(message: Message): void {
    this.#channel.postMessage(message)
  }
}
