import { mkdir } from 'node:fs/promises'
import type { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, sql } from 'kysely'
import pg from 'pg'
import { entities } from '#shared/model/entities'
import type { EntityDefinition } from '#shared/model/entity'
import { backUp, databaseDir } from './dataDirBackup'
import { DataDirLock } from './dataDirLock'
import { EntityCatalog } from './entityCatalog'
import { migrate } from './migrate'
import { LocalPokes, type PokeBus } from './pokes'
import { LoketPostgresDialect } from './postgresDriver'
import { PostgresPokes } from './postgresPokes'
import { SqlStorage } from './sqlStore'
import type { Tables } from './tables'

/** OIDs whose default parsers differ between the two drivers. */
const INT8 = 20
const NUMERIC = 1700

/** Sequence numbers and milliseconds fit a double; sums of `numeric` are not used. */
const parsers = { [INT8]: Number, [NUMERIC]: Number }

/** Connections of one process; the server itself keeps one more to listen on. */
export const DEFAULT_CONNECTIONS = 12
const DEFAULT_PATIENCE_MS = 10_000

export interface DatabaseOptions {
  /** Only tests bring other entities than the declared ones. */
  readonly entities?: Readonly<Record<string, EntityDefinition>>
  /** Schema that holds our tables; default `public`. */
  readonly schema?: string
  /** Connections of this process to PostgreSQL; the embedded database has one. */
  readonly connections?: number
  /** How long work waits for a connection or its turn before the device is sent away for now. */
  readonly patienceMs?: number
  readonly onTrouble?: (error: unknown) => void
}

export interface Database extends SqlStorage {
  readonly engine: 'pglite' | 'postgresql'
  /**
   * Does work that only one process may do at a time.
   * @returns undefined, without doing it, while another one is at it
   */
  exclusively<T>(name: string, work: () => Promise<T>): Promise<T | undefined>
  /** Embedded engine only: the whole database into a file. */
  backUp?(file: string): Promise<void>
  close(): Promise<void>
}

/**
 * Opens PostgreSQL when a URL is given, else the embedded database in a directory of its own, and
 * brings it up to date.
 * @throws Error in a plain sentence when another server already uses the directory
 */
export async function openDatabase(
  where: { databaseUrl: string } | { dataDir: string },
  options: DatabaseOptions = {},
): Promise<Database> {
  if ('databaseUrl' in where) return openPostgres(where.databaseUrl, options)
  await mkdir(where.dataDir, { recursive: true, mode: 0o700 })
  const lock = await DataDirLock.take(where.dataDir)
  try {
    const { openFlushed } = await import('./flushedFiles')
    const pglite = await openFlushed(databaseDir(where.dataDir), { parsers })
    const database = await openPglite(pglite, options)
    return withRelease(
      Object.assign(database, { backUp: (file: string) => backUp(pglite, file) }),
      lock,
    )
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Over an embedded database that is already open; closing ends it too. */
export async function openPglite(pglite: PGlite, options: DatabaseOptions = {}): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  await migrate(db, options.schema ?? 'public', options.entities ?? entities)
  return assemble('pglite', db, new LocalPokes(), options, 1)
}

async function openPostgres(connectionString: string, options: DatabaseOptions): Promise<Database> {
  const schema = options.schema ?? 'public'
  await upgradePostgres(connectionString, schema, options)
  const connections = options.connections ?? DEFAULT_CONNECTIONS
  const pool = postgresPool(connectionString, schema, options, {
    max: connections,
    connectionTimeoutMillis: options.patienceMs ?? DEFAULT_PATIENCE_MS,
    // What holds a branch longer than this is no work of ours: a frozen process, a cut line.
    idle_in_transaction_session_timeout: 30_000,
    lock_timeout: 20_000,
    statement_timeout: 60_000,
    keepAlive: true,
  })
  const db = new Kysely<Tables>({ dialect: new LoketPostgresDialect({ pool }) })
  const pokes = new PostgresPokes(connectionString, `smile_loket_${schema}`, (error) =>
    options.onTrouble?.(error),
  )
  try {
    await pokes.open()
  } catch (error) {
    await pokes.close().catch(() => undefined)
    await db.destroy()
    throw error
  }
  return assemble('postgresql', db, pokes, options, connections)
}

/** On a connection of its own, without the limits of daily work: an upgrade may take its time. */
async function upgradePostgres(
  connectionString: string,
  schema: string,
  options: DatabaseOptions,
): Promise<void> {
  const pool = postgresPool(connectionString, schema, options, {
    // The migrator holds one for its lock while it works on another.
    max: 2,
    connectionTimeoutMillis: DEFAULT_PATIENCE_MS,
  })
  const db = new Kysely<Tables>({ dialect: new LoketPostgresDialect({ pool }) })
  try {
    await migrate(db, schema, options.entities ?? entities)
  } finally {
    await db.destroy()
  }
}

function postgresPool(
  connectionString: string,
  schema: string,
  { onTrouble }: DatabaseOptions,
  more: pg.PoolConfig,
): pg.Pool {
  const pool = new pg.Pool({
    connectionString,
    options: `-c search_path=${schema}`,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        (oid === INT8 || oid === NUMERIC) && format !== 'binary'
          ? Number
          : pg.types.getTypeParser(oid, format as 'text'),
    },
    ...more,
  })
  // Without a listener, a connection that breaks would end the process: while idle through the
  // pool, in the middle of a transaction through the client itself.
  pool.on('error', (error) => onTrouble?.(error))
  pool.on('connect', (client) => client.on('error', (error) => onTrouble?.(error)))
  return pool
}

function assemble(
  engine: Database['engine'],
  db: Kysely<Tables>,
  pokes: PokeBus,
  options: DatabaseOptions,
  connections: number,
): Database {
  const catalog = new EntityCatalog(options.entities ?? entities)
  const patienceMs = options.patienceMs ?? DEFAULT_PATIENCE_MS
  const storage = new SqlStorage(db, catalog, pokes, { connections, patienceMs })
  return Object.assign(storage, {
    engine,
    exclusively: engine === 'pglite' ? onlyHere() : onlyOnce(db),
    close: async () => {
      await pokes.close()
      await db.destroy()
    },
  })
}

type Exclusively = Database['exclusively']

/** The embedded database has one process. */
function onlyHere(): Exclusively {
  const running = new Set<string>()
  return async (name, work) => {
    if (running.has(name)) return undefined
    running.add(name)
    try {
      return await work()
    } finally {
      running.delete(name)
    }
  }
}

/** A lock of the session: gone with the process, however that ends. */
function onlyOnce(db: Kysely<Tables>): Exclusively {
  return (name, work) =>
    db.connection().execute(async (connection) => {
      const key = sql`hashtext(current_schema()), hashtext(${name})`
      const { rows } = await sql<{
        taken: boolean
      }>`select pg_try_advisory_lock(${key}) as taken`.execute(connection)
      if (!rows[0]?.taken) return undefined
      try {
        return await work()
      } finally {
        await sql`select pg_advisory_unlock(${key})`.execute(connection)
      }
    })
}

function withRelease(database: Database, lock: DataDirLock): Database {
  const closeDatabase = database.close
  return Object.assign(database, {
    close: async () => {
      await closeDatabase()
      await lock.release()
    },
  })
}
