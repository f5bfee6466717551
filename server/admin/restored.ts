import { randomUUID } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import { mostBlocksWithin } from '../service/numberSpace'
import type { SqlStorage } from '../storage/sqlStore'
import type { Tables } from '../storage/tables'

/** Clocks of several server processes may differ by this much. */
const CLOCK_MARGIN_MS = 10 * 60 * 1000

/**
 * A restored database has lost commands that devices believe in, and does not know the numbers
 * that were leased since its backup. With a new identity and new epochs every device notices,
 * reads everything anew and sends again what is missing; the numbers that may have gone out are
 * set aside.
 * @param now epoch milliseconds
 * @param saidBackupAt when the administrator knows that the backup is older than its data say
 * @returns what was done, for the administrator
 * @throws Error when the clock contradicts the data
 */
export async function noteRestore(
  { db }: SqlStorage,
  now: number,
  saidBackupAt = Infinity,
): Promise<string> {
  const incarnation = randomUUID()
  const { backupAt, lostBlocks } = await db.transaction().execute(async (trx) => {
    const aliveAt = await lastSignOfLife(trx)
    if (aliveAt > now) {
      throw new Error(
        `The clock of this machine (${instant(now)}) is behind the backup (${instant(aliveAt)}). ` +
          'Set it first: which numbers may be in use is reckoned from it.',
      )
    }
    const backupAt = Math.min(aliveAt, saidBackupAt)
    const lostBlocks = mostBlocksWithin(now - backupAt + CLOCK_MARGIN_MS)
    await sql`insert into sync_restore (number, restored_at, lost_blocks)
      select coalesce(max(number), 0) + 1, ${now}::bigint, ${lostBlocks}::integer
      from sync_restore`.execute(trx)
    await trx.updateTable('sync_server').set({ incarnation }).execute()
    // Not just one higher: the same backup may be restored twice, and a device may have read
    // under the first restore what the second does not have.
    await sql`update sync_partition set epoch = greatest(epoch + 1, ${now}::bigint)`.execute(trx)
    await sql`alter table sync_partition alter column epoch set default ${sql.lit(now)}`.execute(
      trx,
    )
    await trx.deleteFrom('sync_partition_day').execute()
    await trx.deleteFrom('auth_token').execute()
    return { backupAt, lostBlocks }
  })
  return [
    `The database is now ${incarnation}.`,
    `It knows everything until about ${instant(backupAt)}.`,
    `In each branch ${lostBlocks} number blocks are set aside for devices that hold them already.`,
    'Devices notice by themselves, read everything anew and send again what is missing.',
  ].join('\n')
}

/** The latest instant that the data itself proves; the backup was made then or later. */
async function lastSignOfLife(trx: Transaction<Tables>): Promise<number> {
  const { rows } = await sql<{ at: number | null }>`select greatest(
    (select max(alive_at) from sync_server),
    (select max(received_at) from sync_command),
    (select max(last_seen_at) from sync_client),
    (select max(last_seen_at) from auth_device),
    (select max(leased_at) from number_lease_block),
    (select max(restored_at) from sync_restore)
  ) as at`.execute(trx)
  return rows[0]?.at ?? 0
}

function instant(at: number): string {
  return new Date(at).toISOString()
}
