import { sql, type Kysely } from 'kysely'
import { Role } from '#shared/permissions/roles'
import type { Tables } from '../storage/tables'
import { randomSecret, sha256 } from './secrets'

export const ACCESS_TOKEN_MS = 15 * 60 * 1000

/** Who a request comes from, as the token says. */
export interface Session {
  readonly tokenHash: string
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
  readonly branchId: string
  readonly deviceId: string
  readonly deviceState: 'normal' | 'locked'
  readonly expiresAt: number
}

export interface TokenOwner {
  readonly branchId: string
  readonly deviceId: string
  readonly userId: string
}

/** A fresh token; only its hash is stored. */
export async function issueToken(
  db: Kysely<Tables>,
  owner: TokenOwner,
  now: number,
): Promise<string> {
  const token = randomSecret()
  // A few at a time, and never waiting for somebody who clears away the same.
  await sql`delete from auth_token where token_hash in (select token_hash from auth_token
    where expires_at < ${now} limit 100 for update skip locked)`.execute(db)
  await db
    .insertInto('auth_token')
    .values({
      token_hash: sha256(token),
      branch_id: owner.branchId,
      device_id: owner.deviceId,
      user_id: owner.userId,
      expires_at: now + ACCESS_TOKEN_MS,
    })
    .execute()
  return token
}

/** The session of a living token of a person who may still work here. */
export async function findSession(
  db: Kysely<Tables>,
  tokenHash: string,
  now: number,
): Promise<Session | undefined> {
  const row = await db
    .selectFrom('auth_token as t')
    .innerJoin('auth_user as u', (join) =>
      join.onRef('u.branch_id', '=', 't.branch_id').onRef('u.id', '=', 't.user_id'),
    )
    .innerJoin('auth_device as d', 'd.id', 't.device_id')
    .select(['u.id', 'u.name', 'u.roles', 't.branch_id', 't.device_id', 'd.state', 't.expires_at'])
    .where('t.token_hash', '=', tokenHash)
    .where('t.expires_at', '>', now)
    .where('u.disabled', '=', false)
    .executeTakeFirst()
  if (!row) return undefined
  return {
    tokenHash,
    userId: row.id,
    name: row.name,
    roles: rolesOf(row.roles),
    branchId: row.branch_id,
    deviceId: row.device_id,
    deviceState: row.state,
    expiresAt: row.expires_at,
  }
}

/** Roles that this version knows; the server's own role is never given to a person. */
export function rolesOf(stored: readonly string[]): Role[] {
  return Role.exclude(['SYSTEM']).options.filter((role) => stored.includes(role))
}
