import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** The tables of synchronisation: identity, partitions, clients, command journal, change index. */
export const m0001Sync: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table sync_server (
      incarnation text not null,
      entity_shape text not null
    )`.execute(db)
    await sql`create table sync_partition (
      id text primary key,
      seq bigint not null default 0,
      epoch bigint not null default 0,
      horizon bigint not null default 0
    )`.execute(db)
    await sql`create table sync_client (
      id text primary key,
      device_id text not null,
      last_command_id bigint not null default 0,
      last_seen_at bigint not null
    )`.execute(db)
    // json, not jsonb: keeps the text as it came and takes every character that JSON can write.
    await sql`create table sync_command (
      client_id text not null,
      command_id bigint not null,
      uid text,
      branch_id text not null,
      name text not null,
      version integer not null,
      args json not null,
      actor_id text not null,
      occurred_at text not null,
      received_at bigint not null,
      outcome text not null check (outcome in ('accepted', 'rejected')),
      code text,
      detail json,
      duplicate_of text,
      primary key (client_id, command_id),
      check ((uid is null) = (duplicate_of is not null))
    )`.execute(db)
    await sql`create unique index sync_command_uid on sync_command (uid)`.execute(db)
    // Byte order, because cursors are compared the same way on every server.
    await sql`create table sync_row (
      partition text not null,
      entity text collate "C" not null,
      id text collate "C" not null,
      seq bigint not null,
      deleted boolean not null,
      primary key (partition, entity, id)
    )`.execute(db)
    await sql`create index sync_row_seq on sync_row (partition, seq, entity, id)`.execute(db)
    await sql`create index sync_row_entity on sync_row (entity, id)`.execute(db)
    await sql`create table number_lease_block (
      branch_id text not null,
      kind text not null,
      block integer not null,
      lease_id text not null,
      device_id text not null,
      leased_at bigint not null,
      primary key (branch_id, kind, block)
    )`.execute(db)
  },
}
