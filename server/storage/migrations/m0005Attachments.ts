import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** Contents of documents in pieces, so that every process on the database sees the same. */
export const m0005Attachments: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table attachment (
      branch_id text not null,
      sha256 text not null,
      upload_id text not null,
      size integer not null,
      stored_at bigint not null,
      primary key (branch_id, sha256)
    )`.execute(db)
    await sql`create table attachment_upload (
      branch_id text not null,
      sha256 text not null,
      device_id text not null,
      id text not null,
      received integer not null,
      touched_at bigint not null,
      primary key (branch_id, sha256, device_id)
    )`.execute(db)
    await sql`create index attachment_upload_touched on attachment_upload (touched_at)`.execute(db)
    await sql`create table attachment_chunk (
      branch_id text not null,
      upload_id text not null,
      position integer not null,
      bytes bytea not null,
      primary key (branch_id, upload_id, position)
    )`.execute(db)
  },
}
