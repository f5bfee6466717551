import { sql, type Kysely } from 'kysely'
import type { EntityCatalog } from './entityCatalog'
import type { Tables } from './tables'

/**
 * Looks for rows that devices would never hear of, or hear of wrongly: every row must have exactly
 * one live entry in the change index, in its own partition, and no entry may be without its row.
 * @returns one line per problem, without personal data; empty when all is well
 */
export async function findIndexProblems(
  db: Kysely<Tables>,
  catalog: EntityCatalog,
): Promise<string[]> {
  const problems: string[] = []
  for (const { entity, table } of catalog.tables) {
    const { rows } = await sql<{ id: string; partition: string | null; branch_id: string | null }>`
      select coalesce(r.id, s.id) as id, s.partition, r.branch_id
      from ${sql.table(table)} as r
      full join (select partition, id from sync_row where entity = ${entity} and not deleted) as s
        on s.id = r.id and s.partition =
          case r.branch_id when 'ref' then 'ref' else 'branch:' || r.branch_id end
      where r.id is null or s.id is null
      limit 100`.execute(db)
    for (const { id, partition, branch_id } of rows) {
      problems.push(
        partition === null
          ? `${entity} ${id} of branch ${branch_id} has no live entry`
          : `${entity} ${id} has an entry in ${partition} but no row`,
      )
    }
  }
  const { rows } = await sql<{ id: string }>`select r.partition as id
    from sync_row r left join sync_partition p on p.id = r.partition
    where p.id is null or r.seq > p.seq group by r.partition`.execute(db)
  for (const { id } of rows) problems.push(`${id} has entries beyond its seq`)
  return problems
}
