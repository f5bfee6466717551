import { sql, type Kysely } from 'kysely'
import type { EntityDefinition, EntityRow } from '#shared/model/entity'
import { entityTableOf, type EntityTable, type IndexChild, type IndexColumn } from './entityTables'
import type { Tables } from './tables'

/** Rows read at once while an index is filled. */
const BACKFILL_ROWS = 1000

/**
 * Creates what the declaration asks for and the database lacks: tables of new entities, columns
 * and child tables of new indexes (filled from the rows), and drops indexes that are no longer
 * declared. Rows are never dropped. All in the caller's transaction.
 */
export async function reconcileEntityTables(
  trx: Kysely<Tables>,
  entities: Readonly<Record<string, EntityDefinition>>,
): Promise<void> {
  const tables = Object.values(entities).map(entityTableOf)
  const shape = JSON.stringify(tables)
  const server = await trx.selectFrom('sync_server').select('entity_shape').executeTakeFirst()
  if (server?.entity_shape === shape) return
  for (const table of tables) {
    await createTable(trx, table)
    for (const column of table.columns) await createColumn(trx, table, column)
    for (const child of table.children) await createChild(trx, table, child)
    await dropUndeclared(trx, table)
  }
  await trx.updateTable('sync_server').set({ entity_shape: shape }).execute()
}

async function createTable(trx: Kysely<Tables>, { table }: EntityTable): Promise<void> {
  await sql`create table if not exists ${sql.table(table)} (
    branch_id text not null,
    id text collate "C" not null,
    data json not null,
    primary key (branch_id, id)
  )`.execute(trx)
}

async function createColumn(
  trx: Kysely<Tables>,
  { table }: EntityTable,
  column: IndexColumn,
): Promise<void> {
  if (!(await columnExists(trx, table, column.column))) {
    await sql`alter table ${sql.table(table)} add column ${sql.ref(column.column)} text`.execute(
      trx,
    )
    await eachRow(trx, table, async (row) => {
      const key = column.keyOf(row)
      if (key === null) return
      await sql`update ${sql.table(table)} set ${sql.ref(column.column)} = ${key}
        where branch_id = ${row.branchId} and id = ${row.id}`.execute(trx)
    })
  }
  const unique = sql.raw(column.unique ? 'unique' : '')
  await sql`create ${unique} index if not exists ${sql.ref(column.constraint)}
    on ${sql.table(table)} (branch_id, ${sql.ref(column.column)})`.execute(trx)
}

async function createChild(
  trx: Kysely<Tables>,
  { table }: EntityTable,
  child: IndexChild,
): Promise<void> {
  const isNew = !(await columnExists(trx, child.table, 'key'))
  if (isNew) {
    await sql`create table ${sql.table(child.table)} (
      branch_id text not null,
      id text collate "C" not null,
      key text not null,
      primary key (branch_id, id, key),
      foreign key (branch_id, id) references ${sql.table(table)} on delete cascade
    )`.execute(trx)
    await eachRow(trx, table, async (row) => {
      for (const key of child.keysOf(row)) {
        await sql`insert into ${sql.table(child.table)} (branch_id, id, key)
          values (${row.branchId}, ${row.id}, ${key})`.execute(trx)
      }
    })
  }
  const unique = sql.raw(child.unique ? 'unique' : '')
  await sql`create ${unique} index if not exists ${sql.ref(child.constraint)}
    on ${sql.table(child.table)} (branch_id, key)`.execute(trx)
}

/** An index that became plain, unique or nothing has another name: the old one goes. */
async function dropUndeclared(trx: Kysely<Tables>, table: EntityTable): Promise<void> {
  const wanted = new Set([...table.columns, ...table.children].map(({ constraint }) => constraint))
  const owned = [table.table, ...table.children.map((child) => child.table)]
  const { rows } = await sql<{ indexname: string }>`select indexname from pg_indexes
    where schemaname = current_schema() and tablename in (${sql.join(owned)})`.execute(trx)
  for (const { indexname } of rows) {
    if (!/__(uq|ix)$/.test(indexname) || wanted.has(indexname)) continue
    await sql`drop index ${sql.ref(indexname)}`.execute(trx)
  }
}

async function columnExists(trx: Kysely<Tables>, table: string, column: string): Promise<boolean> {
  const { rows } = await sql`select 1 from information_schema.columns
    where table_schema = current_schema() and table_name = ${table} and column_name = ${column}
  `.execute(trx)
  return rows.length > 0
}

async function eachRow(
  trx: Kysely<Tables>,
  table: string,
  work: (row: EntityRow) => Promise<void>,
): Promise<void> {
  let after = { branch: '', id: '' }
  for (;;) {
    const { rows } = await sql<{ data: EntityRow }>`select data from ${sql.table(table)}
      where (branch_id, id) > (${after.branch}, ${after.id})
      order by branch_id, id limit ${BACKFILL_ROWS}`.execute(trx)
    for (const { data } of rows) await work(data)
    const last = rows.at(-1)
    if (!last) return
    after = { branch: last.data.branchId, id: last.data.id }
  }
}
