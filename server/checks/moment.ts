import { sql, type Transaction } from 'kysely'
import type { SqlStorage } from '../storage/sqlStore'
import type { Tables } from '../storage/tables'

/** Several questions about one unchanging moment, read only. Keep it short. */
export function atOneMoment<T>(
  { db }: SqlStorage,
  work: (trx: Transaction<Tables>) => Promise<T>,
): Promise<T> {
  return db.transaction().execute(async (trx) => {
    await sql`set transaction isolation level repeatable read, read only`.execute(trx)
    return work(trx)
  })
}
