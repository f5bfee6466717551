import { sql } from 'kysely'
import type { CheckScope } from './scope'

/** Rows looked at in one statement: bounds memory, and lets other work in between. */
const PAGE = 5_000

interface Seen {
  readonly branch_id: string
  readonly id: string
  readonly ok: boolean
}

/**
 * Looks for rows that devices would never hear of, or hear of wrongly: every row must have exactly
 * one live entry in the change index, in its own partition, and no entry may be without its row.
 * Page by page; each page is one statement, so that what is written meanwhile cannot look wrong.
 */
export async function checkChangeIndex(scope: CheckScope): Promise<void> {
  for (const { entity, table } of scope.storage.catalog.tables) {
    await checkRows(scope, entity, table)
    await checkEntries(scope, entity, table)
  }
  await checkCounters(scope)
}

async function checkRows(scope: CheckScope, entity: string, table: string): Promise<void> {
  let after = { branch_id: '', id: '' }
  for (;;) {
    const { rows } = await sql<Seen>`with page as (
        select branch_id, id, row_number() over (order by branch_id, id) as n
        from ${sql.table(table)} where (branch_id, id) > (${after.branch_id}, ${after.id})
        order by branch_id, id limit ${PAGE}
      ), seen as (
        select p.*, count(*) over () as total, exists (select 1 from sync_row s
          where s.partition = case p.branch_id when 'ref' then 'ref' else 'branch:' || p.branch_id end
          and s.entity = ${entity} and s.id = p.id and not s.deleted) as ok
        from page p
      ) select branch_id, id, ok from seen where not ok or n = total order by n`.execute(
      scope.storage.db,
    )
    for (const row of rows) {
      if (!row.ok) scope.note(`${entity} ${row.id} of branch ${row.branch_id} has no live entry`)
    }
    const last = rows.at(-1)
    if (!last || scope.isEnough()) return
    after = last
  }
}

interface Entry {
  readonly partition: string
  readonly id: string
  readonly ok: boolean
}

async function checkEntries(scope: CheckScope, entity: string, table: string): Promise<void> {
  let after = { id: '', partition: '' }
  for (;;) {
    const { rows } = await sql<Entry>`with page as (
        select partition, id, row_number() over (order by id, partition) as n
        from sync_row where entity = ${entity} and not deleted
        and (id, partition) > (${after.id}, ${after.partition})
        order by id, partition limit ${PAGE}
      ), seen as (
        select p.*, count(*) over () as total, exists (select 1 from ${sql.table(table)} r
          where r.id = p.id and r.branch_id =
            case p.partition when 'ref' then 'ref' else substr(p.partition, 8) end) as ok
        from page p
      ) select partition, id, ok from seen where not ok or n = total order by n`.execute(
      scope.storage.db,
    )
    for (const { partition, id, ok } of rows) {
      if (!ok) scope.note(`${entity} ${id} has an entry in ${partition} but no row`)
    }
    const last = rows.at(-1)
    if (!last || scope.isEnough()) return
    after = last
  }
}

/** Nothing may lie beyond the position that devices are told. */
async function checkCounters({ storage, note }: CheckScope): Promise<void> {
  const { rows } = await sql<{ id: string }>`select r.partition as id
    from sync_row r left join sync_partition p on p.id = r.partition
    where p.id is null or r.seq > p.seq group by r.partition`.execute(storage.db)
  for (const { id } of rows) note(`${id} has entries beyond its seq`)
}
