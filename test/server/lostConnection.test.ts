import { sql } from 'kysely'
import { expect, test } from 'vitest'
import { InfrastructureError } from '#shared/sync/serverPorts'
import { availableEngines, openTestDatabase } from '../support/database'
import { startPostgres } from '../support/postgres'

const isHere = availableEngines().includes('postgresql')

// An event without a listener would end the server, and with it every other office's work.
test.skipIf(!isHere)(
  '[S-383] a connection that breaks between two statements fails its own work and nothing else',
  async () => {
    const { database, close } = await openTestDatabase('postgresql')
    const { query } = await startPostgres()
    try {
      const scope = { branches: ['516'], deviceId: 'test', now: 0 }
      const work = database.transaction(scope, async (tx) => {
        const { rows } = await sql<{ pid: number }>`select pg_backend_pid() as pid`.execute(tx.trx)
        await query(`select pg_terminate_backend(${rows[0]?.pid})`)
        // A handler computes for a moment; the news arrives meanwhile.
        await new Promise((resolve) => setTimeout(resolve, 200))
        return tx.get('employer', 'none')
      })
      await expect(work).rejects.toBeInstanceOf(InfrastructureError)
      expect(await database.transaction(scope, (tx) => tx.get('employer', 'none'))).toBe(undefined)
    } finally {
      await close()
    }
  },
)
