import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Nightly jobs, the age of tombstones, restores and what they mean for number leases. */
export const m0008Service: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table service_job (
      name text primary key,
      started_at bigint not null,
      finished_at bigint not null,
      ok boolean not null,
      summary text not null,
      problems json not null
    )`.execute(db)
    // Where a partition stood on a day; tells how old a tombstone is.
    await sql`create table sync_partition_day (
      partition text not null,
      day text not null,
      seq bigint not null,
      primary key (partition, day)
    )`.execute(db)
    await sql`alter table sync_server add column alive_at bigint not null default 0`.execute(db)
    // The order in which blocks are drawn: the same for a database and every copy of it.
    await sql`alter table sync_server add column lease_secret text not null default ''`.execute(db)
    await sql`create table sync_restore (
      number integer primary key,
      restored_at bigint not null,
      lost_blocks integer not null
    )`.execute(db)
    await sql`create table number_lease_space (
      branch_id text not null,
      kind text not null,
      paid_until bigint not null,
      restores integer not null,
      primary key (branch_id, kind)
    )`.execute(db)
    await sql`alter table sync_client add column app_version text`.execute(db)
  },
}
