import { loopStore, type LoopState } from './loopState'

type Message =
  { readonly kind: 'state'; readonly state: LoopState } | { readonly kind: 'hello' | 'poke' }

/**
 * Talk between the windows of one machine: the one that runs the loop tells the others how it
 * stands, they may ask it to try. Data needs no talk: live queries see other windows' writes.
 */
export class Windows {
  readonly #channel = new BroadcastChannel('smile-loket-sync')
  #leading: { onPoke(): void } | undefined

  constructor() {
    this.#channel.onmessage = ({ data }: MessageEvent<Message>) => this.#receive(data)
    this.#send({ kind: 'hello' })
  }

  /** This window runs the loop from now on. */
  lead(onPoke: () => void): void {
    this.#leading = { onPoke }
  }

  publish(state: LoopState): void {
    loopStore.setState({ state })
    this.#send({ kind: 'state', state })
  }

  /** Asks whichever window runs the loop to try now. */
  poke(): void {
    if (this.#leading) this.#leading.onPoke()
    else this.#send({ kind: 'poke' })
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
        this.#leading?.onPoke()
    }
  }

  #send(message: Message): void {
    this.#channel.postMessage(message)
  }
}
