import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Keys that devices seal their exchange files for. Old ones stay: they open old files. */
export const m0004Usb: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table usb_key (
      id text primary key,
      public_key json not null,
      private_key json not null,
      created_at bigint not null
    )`.execute(db)
  },
}
