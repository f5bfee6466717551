import {
  PostgresDialect,
  PostgresDriver,
  type DatabaseConnection,
  type Driver,
  type PostgresDialectConfig,
} from 'kysely'
import { passingDriverTrouble } from './databaseErrors'

/**
 * Kysely's dialect for PostgreSQL, whose every failure says what kind it is: a connection that
 * could not be had in time or broke on the way is trouble that passes, wherever it is met.
 */
export class LoketPostgresDialect extends PostgresDialect {
  readonly #config: PostgresDialectConfig

  constructor(config: PostgresDialectConfig) {
    super(config)
    this.#config = config
  }

  override createDriver(): Driver {
    return new TellingDriver(this.#config)
  }
}

class TellingDriver extends PostgresDriver {
  readonly #known = new WeakSet<DatabaseConnection>()

  override async acquireConnection(
    ...args: Parameters<PostgresDriver['acquireConnection']>
  ): Promise<DatabaseConnection> {
    const connection = await telling(super.acquireConnection(...args))
    if (!this.#known.has(connection)) {
      this.#known.add(connection)
      const execute = connection.executeQuery.bind(connection)
      connection.executeQuery = (...query) => telling(execute(...query))
    }
    return connection
  }
}

async function telling<T>(work: Promise<T>): Promise<T> {
  try {
    return await work
  } catch (error) {
    throw passingDriverTrouble(error) ?? error
  }
}
