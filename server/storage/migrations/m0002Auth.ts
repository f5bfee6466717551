import { sql, type Kysely } from 'kysely'
import type { Migration } from 'kysely/migration'

/** People, devices, who signed in where, and the short-lived tokens. */
export const m0002Auth: Migration = {
  async up(db: Kysely<unknown>) {
    await sql`create table auth_user (
      branch_id text not null,
      id text not null,
      username text not null unique,
      name text not null,
      roles json not null,
      password_hash text not null,
      disabled boolean not null default false,
      created_at bigint not null,
      primary key (branch_id, id)
    )`.execute(db)
    await sql`create unique index auth_user_id on auth_user (id)`.execute(db)
    await sql`create table auth_attempt (
      username_hash text primary key,
      failed integer not null,
      blocked_until bigint not null,
      last_at bigint not null
    )`.execute(db)
    await sql`create table auth_device (
      id text primary key,
      branch_id text not null,
      name text not null,
      public_key json not null,
      state text not null default 'normal' check (state in ('normal', 'locked')),
      registered_at bigint not null,
      last_seen_at bigint not null
    )`.execute(db)
    await sql`create table auth_grant (
      branch_id text not null,
      device_id text not null references auth_device,
      user_id text not null,
      granted_at bigint not null,
      lease_until bigint not null,
      signed_in boolean not null,
      primary key (branch_id, device_id, user_id),
      foreign key (branch_id, user_id) references auth_user
    )`.execute(db)
    await sql`create table auth_token (
      token_hash text primary key,
      branch_id text not null,
      device_id text not null references auth_device,
      user_id text not null,
      expires_at bigint not null,
      foreign key (branch_id, user_id) references auth_user
    )`.execute(db)
    await sql`create index auth_token_device on auth_token (device_id, user_id)`.execute(db)
    await sql`create index auth_token_expiry on auth_token (expires_at)`.execute(db)
    await sql`create table auth_nonce (
      nonce_hash text primary key,
      device_id text not null,
      expires_at bigint not null
    )`.execute(db)
    await sql`create index auth_nonce_expiry on auth_nonce (expires_at)`.execute(db)
  },
}
