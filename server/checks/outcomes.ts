import { sql } from 'kysely'
import type { CheckScope } from './scope'

const PAGE = 500

interface ClientCount {
  readonly id: string
  readonly last: number
  readonly count: number
  readonly first: number | null
  readonly highest: number | null
}

/**
 * Every command of a client has its outcome, numbered 1 to its position without gaps, and a
 * repetition names work that is there. Otherwise a device would wait for ever or send twice.
 */
export async function checkOutcomes({ storage, note, isEnough }: CheckScope): Promise<void> {
  const { db } = storage
  for (let after = ''; ;) {
    const { rows } = await sql<ClientCount>`select k.id, k.last_command_id as last,
      count(c.command_id) as count, min(c.command_id) as first, max(c.command_id) as highest
      from (select id, last_command_id from sync_client where id > ${after} order by id
        limit ${PAGE}) as k
      left join sync_command c on c.client_id = k.id
      group by k.id, k.last_command_id order by k.id`.execute(db)
    for (const { id, last, count, first, highest } of rows) {
      const isWhole = count === last && (count === 0 || (first === 1 && highest === last))
      if (!isWhole) note(`client ${id} has ${count} outcomes, its position is ${last}`)
    }
    const lastClient = rows.at(-1)
    if (!lastClient || isEnough()) break
    after = lastClient.id
  }
  const lost = await sql<{ client_id: string; command_id: number }>`select client_id, command_id
    from sync_command c where duplicate_of is not null
    and not exists (select 1 from sync_command o where o.uid = c.duplicate_of)
    limit 100`.execute(db)
  for (const row of lost.rows) {
    note(`command ${row.command_id} of client ${row.client_id} repeats one that is not there`)
  }
  const orphans = await sql<{ client_id: string }>`select distinct client_id from sync_command c
    where not exists (select 1 from sync_client k where k.id = c.client_id) limit 100`.execute(db)
  for (const { client_id } of orphans.rows) note(`client ${client_id} has outcomes but no position`)
}
