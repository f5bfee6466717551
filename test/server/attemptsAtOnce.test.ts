import { sql, type Kysely } from 'kysely'
import { expect, test } from 'vitest'
import { countAttempt, forgiveAttempts } from '../../server/auth/attempts'
import type { Tables } from '../../server/storage/tables'
import { availableEngines, openTestDatabase } from '../support/database'

const isHere = availableEngines().includes('postgresql')

test.skipIf(!isHere)(
  '[A-52] a try that meets the forgiving of the one before it counts as the first',
  async () => {
    const { database, close } = await openTestDatabase('postgresql')
    const { db } = database
    try {
      await countAttempt(db, 'officer', 1)
      let other: ReturnType<typeof countAttempt> | undefined
      await db.transaction().execute(async (trx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(trx)
        await trx.selectFrom('auth_attempt').selectAll().forUpdate().execute()
        other = countAttempt(db, 'officer', 2)
        await untilSomebodyWaitsFor(rows[0]!.pid, db)
        await forgiveAttempts(trx, 'officer')
      })
      expect(await other).toEqual({ kind: 'allowed', triesLeft: 4, waitSeconds: 0 })
    } finally {
      await close()
    }
  },
)

async function untilSomebodyWaitsFor(pid: number, db: Kysely<Tables>): Promise<void> {
  const waiting = sql`select 1 from pg_stat_activity where ${pid} = any(pg_blocking_pids(pid))`
  while ((await waiting.execute(db)).rows.length === 0) {
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
