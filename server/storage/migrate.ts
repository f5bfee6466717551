import { randomBytes, randomUUID } from 'node:crypto'
import { sql, type Kysely } from 'kysely'
import { Migrator } from 'kysely/migration'
import type { EntityDefinition } from '#shared/model/entity'
import { migrations } from './migrations/all'
import { reconcileEntityTables } from './reconcileEntityTables'
import type { Tables } from './tables'

/**
 * Brings the database to the shape this version needs: numbered migrations for the fixed tables,
 * then the entity tables, which follow from the entities' declaration. Safe to call from several
 * servers at once (the migrator takes a lock).
 * @param schema database schema that holds everything
 */
export async function migrate(
  db: Kysely<Tables>,
  schema: string,
  entities: Readonly<Record<string, EntityDefinition>>,
): Promise<void> {
  const migrator = new Migrator({
    db,
    provider: { getMigrations: async () => migrations },
    migrationTableSchema: schema,
  })
  const { error } = await migrator.migrateToLatest()
  if (error) throw error
  await db.transaction().execute(async (trx) => {
    await identify(trx)
    await reconcileEntityTables(trx, entities)
  })
}

/**
 * A new database gets its incarnation once; a restore replaces it (docs/operations.md). The secret
 * of the number leases stays for ever: an order known before and after a backup is its purpose.
 */
async function identify(trx: Kysely<Tables>): Promise<void> {
  await sql`lock table sync_server in exclusive mode`.execute(trx)
  const known = await trx.selectFrom('sync_server').select('lease_secret').executeTakeFirst()
  const lease_secret = randomBytes(32).toString('base64url')
  if (!known) {
    await trx
      .insertInto('sync_server')
      .values({ incarnation: randomUUID(), entity_shape: '', lease_secret })
      .execute()
  } else if (known.lease_secret === '') {
    await trx.updateTable('sync_server').set({ lease_secret }).execute()
  }
}
