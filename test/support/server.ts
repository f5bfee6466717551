import type { FastifyInstance } from 'fastify'
import type { Registry } from '#shared/commands/definition'
import type { EntityDefinition } from '#shared/model/entity'
import type { Role } from '#shared/permissions/roles'
import { createApp } from '../../server/app'
import { addUser } from '../../server/auth/users'
import type { Limits } from '../../server/deps'
import { seedPracticeBranch } from '../../server/practice/seed'
import type { Database, DatabaseOptions } from '../../server/storage/database'
import { openTestDatabase, type Engine, type TestDatabase } from './database'

/** What a test server accepts; everything has a sensible default. */
export interface TestServerOptions {
  readonly engine?: Engine
  readonly mode?: 'production' | 'practice'
  /** Fills the practice branch (mode practice only). */
  readonly seed?: boolean
  readonly rendererDir?: string
  readonly limits?: Partial<Limits>
  readonly registry?: Registry
  readonly entities?: Readonly<Record<string, EntityDefinition>>
  /** A database that is open already; it is closed with the server. */
  readonly over?: TestDatabase
  /** A further process on the same database (PostgreSQL only). */
  readonly beside?: TestServer
  /** How much the process may take of PostgreSQL, and how long work waits for it. */
  readonly database?: Pick<DatabaseOptions, 'connections' | 'patienceMs'>
  /** Where the clock starts; default 2026-11-10T03:00:00Z, a working morning in Jakarta. */
  readonly now?: number
}

export interface TestServer {
  readonly url: string
  readonly app: FastifyInstance
  readonly database: Database
  readonly clock: { now: number }
  readonly schema: string
  /** Adds a person; the password is `password of <username>`. */
  addPerson(username: string, roles: readonly Role[], branchId?: string): Promise<TestPerson>
  close(): Promise<void>
}

export interface TestPerson {
  readonly id: string
  readonly username: string
  readonly password: string
  readonly branchId: string
}

export const MORNING = Date.parse('2026-11-10T03:00:00Z')
const roomy: Limits = { auth: 10_000, sync: 10_000, other: 10_000, heartbeatSeconds: 20 }

/** The real application on a free port of this machine, over a real database. */
export async function startTestServer(options: TestServerOptions = {}): Promise<TestServer> {
  const opened =
    options.over ??
    (await openTestDatabase(options.engine, {
      ...options.database,
      ...(options.entities && { entities: options.entities }),
      ...(options.beside && { schema: options.beside.schema }),
    }))
  const { database } = opened
  const clock = { now: options.now ?? MORNING }
  const mode = options.mode ?? 'production'
  if (options.seed) await seedPracticeBranch(database, clock.now)
  const app = await createApp({
    config: {
      mode,
      host: '127.0.0.1',
      port: 0,
      dataDir: '',
      connections: 12,
      rendererDir: options.rendererDir ?? 'does-not-exist',
      // What went wrong inside must be seen in a failing run; successes stay quiet.
      logLevel: process.env['SMILE_LOKET_LOG'] ?? 'silent',
      trustProxy: false,
    },
    database,
    now: () => clock.now,
    version: '0.0.0-test',
    limits: { ...roomy, ...options.limits },
    ...(options.registry && { registry: options.registry }),
  })
  const url = await app.listen({ host: '127.0.0.1', port: 0 })
  return {
    url,
    app,
    database,
    clock,
    schema: opened.schema,
    addPerson: (username, roles, branchId = '516') =>
      addPerson(database, username, roles, branchId, clock.now),
    close: async () => {
      await app.close()
      await opened.close()
    },
  }
}

async function addPerson(
  database: Database,
  username: string,
  roles: readonly Role[],
  branchId: string,
  now: number,
): Promise<TestPerson> {
  const person = {
    id: crypto.randomUUID(),
    username,
    password: `password of ${username}`,
    branchId,
  }
  await addUser(database.db, { ...person, name: `Tester ${username}`, roles }, now)
  return person
}
