import { PGlite } from '@electric-sql/pglite'
import {
  openDatabase,
  openPglite,
  type Database,
  type DatabaseOptions,
} from '../../server/storage/database'
import { checkChangeIndex } from '../../server/checks/changeIndex'
import { findProblems } from '../../server/checks/findProblems'
import { findPostgres, startPostgres } from './postgres'

export type Engine = 'pglite' | 'postgresql'

export interface TestDatabase {
  readonly database: Database
  readonly schema: string
  close(): Promise<void>
}

/** With `schema`: joins an existing one instead of making one. */
type Options = Omit<DatabaseOptions, 'onTrouble'>

/** The engines that tests can run on here; says aloud when one is missing. */
export function availableEngines(): Engine[] {
  if (findPostgres()) return ['pglite', 'postgresql']
  process.stderr.write('SKIPPED: PostgreSQL is not installed, its tests do not run here\n')
  return ['pglite']
}

/** @throws Error unless all that the nightly check looks at is well */
export async function assertWholeIndex(database: Database): Promise<void> {
  expectNone(await findProblems(database))
}

/** For rows that nobody could have made, such as those of the store's own tests. */
export async function assertChangeIndex(database: Database): Promise<void> {
  expectNone(await findProblems(database, undefined, [checkChangeIndex]))
}

function expectNone(problems: readonly string[]): void {
  if (problems.length > 0) throw new Error(problems.join('\n'))
}

let counter = 0
let shared: Promise<PGlite> | undefined
/** Schemas in use on the shared instance, the one that statements go to last. */
const inUse = ['public']

/**
 * A migrated database in a schema of its own. On the embedded engine all tests of a worker share
 * one instance with one connection, so only the one opened last can be in use.
 */
export async function openTestDatabase(
  engine: Engine = 'pglite',
  options: Options = {},
): Promise<TestDatabase> {
  counter += 1
  const schema = options.schema ?? `test_${process.pid}_${counter}`
  return engine === 'pglite' ? onPglite(schema, options) : onPostgres(schema, options)
}

async function onPglite(schema: string, options: Options): Promise<TestDatabase> {
  shared ??= PGlite.create({ parsers: { 20: Number, 1700: Number } })
  const pglite = await shared
  await pglite.exec(`create schema if not exists ${schema}; set search_path to ${schema}`)
  inUse.push(schema)
  // The instance outlives this database.
  const kept = new Proxy(pglite, {
    get(target, name) {
      if (name === 'close') return async () => undefined
      const value: unknown = Reflect.get(target, name, target)
      return typeof value === 'function' ? value.bind(target) : value
    },
  })
  const database = await openPglite(kept, { ...options, schema })
  return {
    database,
    schema,
    close: async () => {
      await database.close()
      inUse.splice(inUse.indexOf(schema), 1)
      await pglite.exec(
        `drop schema if exists ${schema} cascade; set search_path to ${inUse.at(-1)}`,
      )
    },
  }
}

async function onPostgres(schema: string, options: Options): Promise<TestDatabase> {
  const postgres = await startPostgres()
  if (!options.schema) await postgres.query(`create schema ${schema}`)
  const database = await openDatabase({ databaseUrl: postgres.url }, { ...options, schema })
  return {
    database,
    schema,
    close: async () => {
      await database.close()
      if (!options.schema) await postgres.query(`drop schema ${schema} cascade`)
    },
  }
}
