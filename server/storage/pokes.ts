import type { Transaction } from 'kysely'
import type { Tables } from './tables'

export type PokeListener = (partition: string) => void

/** Tells interested streams, after a commit, that a partition has moved. */
export interface PokeBus {
  /** Inside the transaction: what must become known when it commits. */
  announce(trx: Transaction<Tables>, partitions: readonly string[]): Promise<void>
  /** After the commit. */
  committed(partitions: Iterable<string>): void
  /** @returns the function that ends the subscription */
  subscribe(listener: PokeListener): () => void
  close(): Promise<void>
}

/** For the embedded database: there is only this process. */
export class LocalPokes implements PokeBus {
  readonly #listeners = new Set<PokeListener>()

  async announce(_trx: Transaction<Tables>, _partitions: readonly string[]): Promise<void> {}

  committed(partitions: Iterable<string>): void {
    for (const partition of partitions) this.deliver(partition)
  }

  subscribe(listener: PokeListener): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  async close(): Promise<void> {
    this.#listeners.clear()
  }

  protected deliver(partition: string): void {
    for (const listener of this.#listeners) listener(partition)
  }
}
