import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** A device that lost its key with its database comes back by the secret of its journal. */
export const m0007Recovery: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`alter table auth_device add column recovery_hash text`.execute(db)
    await sql`create table auth_key_change (
      device_id text not null references auth_device,
      branch_id text not null,
      user_id text not null,
      old_public_key json not null,
      new_public_key json not null,
      changed_at bigint not null,
      foreign key (branch_id, user_id) references auth_user
    )`.execute(db)
    await sql`create index auth_key_change_device on auth_key_change (branch_id, device_id)`.execute(
      db,
    )
  },
}
