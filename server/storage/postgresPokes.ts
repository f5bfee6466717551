import { sql, type Transaction } from 'kysely'
import pg from 'pg'
import { LocalPokes } from './pokes'
import type { Tables } from './tables'

const RETRY_MS = 1000

/**
 * Pokes across several server processes: NOTIFY inside the transaction (so it is sent exactly
 * when that commits), LISTEN on a connection of its own, opened again when it breaks.
 */
export class PostgresPokes extends LocalPokes {
  #client: pg.Client | undefined
  #retry: NodeJS.Timeout | undefined
  #closed = false

  constructor(
    private readonly connectionString: string,
    private readonly channel: string,
    private readonly onTrouble: (error: unknown) => void,
  ) {
    super()
  }

  async open(): Promise<void> {
    const client = new pg.Client({ connectionString: this.connectionString })
    client.on('error', (error) => this.#lost(client, error))
    client.on('end', () => this.#lost(client, undefined))
    client.on('notification', ({ payload }) => payload && this.deliver(payload))
    this.#client = client
    await client.connect()
    await client.query(`listen ${pg.escapeIdentifier(this.channel)}`)
  }

  override async announce(trx: Transaction<Tables>, partitions: readonly string[]): Promise<void> {
    for (const partition of partitions) {
      await sql`select pg_notify(${this.channel}, ${partition})`.execute(trx)
    }
  }

  /** Already sent by the database itself. */
  override committed(_partitions: Iterable<string>): void {}

  override async close(): Promise<void> {
    this.#closed = true
    clearTimeout(this.#retry)
    await this.#client?.end()
    await super.close()
  }

  #lost(client: pg.Client, error: unknown): void {
    if (this.#closed || client !== this.#client) return
    this.#client = undefined
    if (error) this.onTrouble(error)
    void client.end().catch(() => undefined)
    this.#retry = setTimeout(() => {
      this.open().catch((failure: unknown) => {
        this.onTrouble(failure)
        const failed = this.#client
        if (failed) this.#lost(failed, undefined)
      })
    }, RETRY_MS)
  }
}
