import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** How far the device's clock was ahead when the command was made: for whoever reads the journal. */
export const m0003Clock: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table sync_command add column clock_offset_ms bigint`.execute(db)
  },
}
