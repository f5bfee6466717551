import { sql } from 'kysely'
import type { Database } from '../storage/database'
import type { Job } from './job'

/** How long a device may be away and still hear what was removed. */
export const TOMBSTONE_DAYS = 90
const DAY_MS = 24 * 60 * 60 * 1000
/** Tombstones in one transaction. */
const BATCH = 1_000

/**
 * Notes where each partition stands today, and forgets tombstones from before the position of 90
 * days ago. A device that comes back from further away begins again and keeps its unsent work.
 * Stored outcomes are never removed: they are what makes a repetition harmless.
 */
export const tombstoneJob: Job = {
  name: 'tombstones',
  async run(database, now, signal) {
    await noteDay(database, now)
    let removed = 0
    for (const { partition, seq } of await findOld(database, now)) {
      if (await raiseHorizon(database, partition, seq)) {
        removed += await removeTombstones(database, partition, seq, signal)
      }
    }
    await forgetDays(database, now)
    return { summary: `${removed} tombstones of removed rows were forgotten.`, problems: [] }
  },
}

interface Position {
  readonly partition: string
  readonly seq: number
}

async function noteDay({ db }: Database, now: number): Promise<void> {
  await sql`insert into sync_partition_day (partition, day, seq)
    select id, ${dayOf(now)}, seq from sync_partition
    on conflict (partition, day) do nothing`.execute(db)
}

/** Up to which position everything is older than the limit, per partition. */
async function findOld({ db }: Database, now: number): Promise<Position[]> {
  const { rows } = await sql<Position>`select partition, max(seq) as seq from sync_partition_day
    where day <= ${dayOf(now - TOMBSTONE_DAYS * DAY_MS)} group by partition
    order by partition`.execute(db)
  return rows
}

/**
 * Raised before anything goes, and only as far as something goes: a device with all it needs does
 * not begin again.
 * @returns whether there is anything to remove
 */
async function raiseHorizon({ db }: Database, partition: string, seq: number): Promise<boolean> {
  return db.transaction().execute(async (trx) => {
    await sql`select 1 from sync_partition where id = ${partition} for update`.execute(trx)
    const { rows } = await sql<{ last: number | null }>`select max(seq) as last from sync_row
      where partition = ${partition} and seq <= ${seq}::bigint and deleted`.execute(trx)
    const last = rows[0]?.last ?? null
    if (last === null) return false
    await sql`update sync_partition set horizon = greatest(horizon, ${last}::bigint)
      where id = ${partition}`.execute(trx)
    return true
  })
}

async function removeTombstones(
  { db }: Database,
  partition: string,
  seq: number,
  signal: AbortSignal,
): Promise<number> {
  for (let removed = 0; ;) {
    const { rows } = await sql<{ id: string }>`delete from sync_row r using (
        select partition, entity, id, seq from sync_row
        where partition = ${partition} and seq <= ${seq}::bigint and deleted
        order by seq, entity, id limit ${BATCH}
      ) as old
      where r.partition = old.partition and r.entity = old.entity and r.id = old.id
      and r.seq = old.seq and r.deleted returning r.id`.execute(db)
    removed += rows.length
    if (rows.length < BATCH || signal.aborted) return removed
  }
}

/** Keeps the newest note before the limit: tomorrow it still is the position of 90 days ago. */
async function forgetDays({ db }: Database, now: number): Promise<void> {
  await sql`delete from sync_partition_day where day < ${dayOf(now - 2 * TOMBSTONE_DAYS * DAY_MS)}`.execute(
    db,
  )
}

function dayOf(instant: number): string {
  return new Date(instant).toISOString().slice(0, 10)
}
