import * as fs from 'node:fs'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { expect, it, vi } from 'vitest'
import { openDatabase } from '../../server/storage/database'

vi.mock('node:fs', async (original) => {
  const real = await original<typeof fs>()
  return { ...real, fsyncSync: vi.fn(real.fsyncSync) }
})

// That this is enough is shown by `npm run test:power`.
it('[S-387] the embedded database has every commit on the disk before it answers', async () => {
  const dataDir = await mkdtemp(join(tmpdir(), 'loket-flushed-'))
  const database = await openDatabase({ dataDir })
  try {
    const { rows } = await sql<{ fsync: string }>`show fsync`.execute(database.db)
    expect(rows).toEqual([{ fsync: 'on' }])
    await sql`create table written (n int)`.execute(database.db)
    for (let n = 1; n <= 3; n++) {
      vi.mocked(fs.fsyncSync).mockClear()
      await sql`insert into written values (${n})`.execute(database.db)
      expect(fs.fsyncSync).toHaveBeenCalled()
    }
    vi.mocked(fs.fsyncSync).mockClear()
    await sql`select * from written`.execute(database.db)
    expect(fs.fsyncSync).not.toHaveBeenCalled()
  } finally {
    await database.close()
    await rm(dataDir, { recursive: true })
  }
})
