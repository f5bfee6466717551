import type { Kysely } from 'kysely'
import { translateDatabaseError } from './databaseErrors'
import type { EntityCatalog } from './entityCatalog'
import type { PokeBus } from './pokes'
import { ServerTx, type TxScope } from './serverTx'
import { SqlSnapshot } from './sqlSnapshot'
import type { Tables } from './tables'
import { sql } from 'kysely'
import type { ServerStore } from '#shared/sync/serverPorts'
import { Turns } from './turns'

/** Transactions of one branch: one that works, one that is ready to go on after it. */
const PER_BRANCH = 2
/** Connections that no transaction takes, for sign-in and other short questions. */
const SPARE = 2

/** Transactions and snapshots of the server over SQL: one code path for both engines. */
export class SqlStorage {
  readonly #writers: Turns
  readonly #readers: Turns

  /** @param limits connections of the engine, shared by writing and reading */
  constructor(
    readonly db: Kysely<Tables>,
    readonly catalog: EntityCatalog,
    readonly pokes: PokeBus,
    { connections, patienceMs }: { connections: number; patienceMs: number },
  ) {
    const total = Math.max(1, Math.floor((connections - SPARE) / 2))
    this.#writers = new Turns({ perKey: PER_BRANCH, total, patienceMs })
    this.#readers = new Turns({ perKey: total, total, patienceMs })
  }

  /**
   * Runs `work` in one READ COMMITTED transaction and pokes when it has committed.
   * Never touch `db` inside: the embedded database has one connection and would wait for ever.
   * @throws what `work` threw, also when undoing it then failed; InfrastructureError when the
   * transaction itself could not begin or end, or too many wait before
   */
  async transaction<T>(scope: TxScope, work: (tx: ServerTx) => Promise<T>): Promise<T> {
    let touched: ReadonlySet<string> = new Set()
    let failure: { readonly error: unknown } | undefined
    try {
      const result = await this.#writers.take(scope.branches[0] ?? '', () =>
        this.db.transaction().execute(async (trx) => {
          const tx = new ServerTx(trx, this.catalog, this.pokes, scope)
          const value = await work(tx).catch((error: unknown) => {
            failure = { error }
            throw error
          })
          touched = tx.touched
          return value
        }),
      )
      this.pokes.committed(touched)
      return result
    } catch (error) {
      throw failure ? failure.error : translateDatabaseError(error, this.catalog)
    }
  }

  /** Runs `work` on one unchanging, read-only moment of the database. */
  async snapshot<T>(work: (snapshot: SqlSnapshot) => Promise<T>): Promise<T> {
    return this.#readers.take('', () =>
      this.db.transaction().execute(async (trx) => {
        await sql`set transaction isolation level repeatable read, read only`.execute(trx)
        return work(new SqlSnapshot(trx, this.catalog))
      }),
    )
  }

  /** The store as the push core wants it, bound to one device and branch. */
  storeFor(scope: TxScope, opened?: (tx: ServerTx) => void): ServerStore {
    return {
      transaction: (work) =>
        this.transaction(scope, (tx) => {
          opened?.(tx)
          return work(tx)
        }),
    }
  }
}
