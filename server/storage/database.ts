import { mkdir } from 'node:fs/promises'
import path from 'node:path'
import type { PGlite } from '@electric-sql/pglite'
import { Kysely, PGliteDialect, PostgresDialect } from 'kysely'
import pg from 'pg'
import { entities } from '#shared/model/entities'
import type { EntityDefinition } from '#shared/model/entity'
import { DataDirLock } from './dataDirLock'
import { EntityCatalog } from './entityCatalog'
import { migrate } from './migrate'
import { LocalPokes, type PokeBus } from './pokes'
import { PostgresPokes } from './postgresPokes'
import { SqlStorage } from './sqlStore'
import type { Tables } from './tables'

/** OIDs whose default parsers differ between the two drivers. */
const INT8 = 20
const NUMERIC = 1700

/** Sequence numbers and milliseconds fit a double; sums of `numeric` are not used. */
const parsers = { [INT8]: Number, [NUMERIC]: Number }

export interface DatabaseOptions {
  /** Only tests bring other entities than the declared ones. */
  readonly entities?: Readonly<Record<string, EntityDefinition>>
  /** Schema that holds our tables; default `public`. */
  readonly schema?: string
  readonly onTrouble?: (error: unknown) => void
}

export interface Database extends SqlStorage {
  readonly engine: 'pglite' | 'postgresql'
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
    const { PGlite } = await import('@electric-sql/pglite')
    const pglite = await PGlite.create(path.join(where.dataDir, 'database'), { parsers })
    const database = await openPglite(pglite, options)
    return withRelease(database, lock)
  } catch (error) {
    await lock.release()
    throw error
  }
}

/** Over an embedded database that is already open; closing ends it too. */
export async function openPglite(pglite: PGlite, options: DatabaseOptions = {}): Promise<Database> {
  const db = new Kysely<Tables>({ dialect: new PGliteDialect({ pglite }) })
  return open('pglite', db, new LocalPokes(), options)
}

async function openPostgres(connectionString: string, options: DatabaseOptions): Promise<Database> {
  const schema = options.schema ?? 'public'
  const pool = new pg.Pool({
    connectionString,
    max: 10,
    connectionTimeoutMillis: 10_000,
    options: `-c search_path=${schema}`,
    types: {
      getTypeParser: (oid: number, format?: 'text' | 'binary') =>
        (oid === INT8 || oid === NUMERIC) && format !== 'binary'
          ? Number
          : pg.types.getTypeParser(oid, format as 'text'),
    },
  })
  // Without a listener, a connection that breaks while idle would end the process.
  pool.on('error', (error) => options.onTrouble?.(error))
  // The same for one that breaks while it is taken, between two statements of a transaction: the
  // next statement then fails by itself.
  pool.on('connect', (client) => client.on('error', () => undefined))
  const db = new Kysely<Tables>({ dialect: new PostgresDialect({ pool }) })
  const pokes = new PostgresPokes(connectionString, `smile_loket_${schema}`, (error) =>
    options.onTrouble?.(error),
  )
  try {
    await pokes.open()
    return await open('postgresql', db, pokes, options)
  } catch (error) {
    await pokes.close().catch(() => undefined)
    await db.destroy()
    throw error
  }
}

async function open(
  engine: Database['engine'],
  db: Kysely<Tables>,
  pokes: PokeBus,
  options: DatabaseOptions,
): Promise<Database> {
  const declared = options.entities ?? entities
  await migrate(db, options.schema ?? 'public', declared)
  const storage = new SqlStorage(db, new EntityCatalog(declared), pokes)
  return Object.assign(storage, {
    engine,
    close: async () => {
      await pokes.close()
      await db.destroy()
    },
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
