import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** What a device seals its journal with; it lies here for the day on which the device loses it. */
export const m0009JournalKey: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table auth_device add column journal_key text`.execute(db)
  },
}
