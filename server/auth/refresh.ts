import { sql } from 'kysely'
import { deviceLocked, HttpError, unauthenticated } from '../http/httpError'
import type { SqlStorage } from '../storage/sqlStore'
import { DeviceKey, isSignedBy } from './deviceKey'
import { randomSecret, sha256 } from './secrets'
import { findSession, issueToken, type Session } from './tokens'

const NONCE_MS = 60 * 1000

/** A text for the device to sign, good once and for a minute. Says nothing about the device. */
export async function makeChallenge(
  { db }: SqlStorage,
  deviceId: string,
  now: number,
): Promise<{ nonce: string }> {
  const nonce = randomSecret()
  // A few at a time, and never waiting for somebody who clears away the same.
  await sql`delete from auth_nonce where nonce_hash in (select nonce_hash from auth_nonce
    where expires_at < ${now} limit 100 for update skip locked)`.execute(db)
  await db
    .insertInto('auth_nonce')
    .values({ nonce_hash: sha256(nonce), device_id: deviceId, expires_at: now + NONCE_MS })
    .execute()
  return { nonce }
}

export interface RefreshRequest {
  readonly deviceId: string
  readonly userId: string
  readonly nonce: string
  readonly signature: string
}

export interface Refreshed {
  readonly accessToken: string
  readonly user: { id: string; name: string; roles: Session['roles']; branchId: string }
  readonly offlineLeaseUntil: string
  /** UTC instant of this answer: a device learns from it how wrong its clock is. */
  readonly serverTime: string
}

/**
 * A new access token without the password: the device proves by its key that it is the one where
 * this person signed in. Works until the offline lease of that sign-in ends.
 * @throws HttpError UNAUTHENTICATED, DEVICE_LOCKED, LEASE_ENDED
 */
export async function refresh(
  { db }: SqlStorage,
  request: RefreshRequest,
  now: number,
): Promise<Refreshed> {
  // Used up before it is checked: a second try with the same nonce finds nothing.
  const used = await db
    .deleteFrom('auth_nonce')
    .where('nonce_hash', '=', sha256(request.nonce))
    .where('device_id', '=', request.deviceId)
    .where('expires_at', '>=', now)
    .returning('device_id')
    .executeTakeFirst()
  if (!used) throw unauthenticated()
  const grant = await db
    .selectFrom('auth_grant as g')
    .innerJoin('auth_device as d', 'd.id', 'g.device_id')
    .select(['g.branch_id', 'g.lease_until', 'g.signed_in', 'd.public_key', 'd.state'])
    .where('g.device_id', '=', request.deviceId)
    .where('g.user_id', '=', request.userId)
    .executeTakeFirst()
  const key = DeviceKey.safeParse(grant?.public_key)
  if (!grant || !key.success || !isSignedBy(key.data, request.nonce, request.signature)) {
    throw unauthenticated()
  }
  if (grant.state === 'locked') throw deviceLocked()
  if (!grant.signed_in) throw unauthenticated()
  if (grant.lease_until <= now) {
    throw new HttpError(401, 'LEASE_ENDED', 'Sign in with the password again.')
  }
  const owner = {
    branchId: grant.branch_id,
    deviceId: request.deviceId,
    userId: request.userId,
  }
  const accessToken = await issueToken(db, owner, now)
  const session = await findSession(db, sha256(accessToken), now)
  if (!session) throw unauthenticated()
  return {
    accessToken,
    user: {
      id: session.userId,
      name: session.name,
      roles: session.roles,
      branchId: session.branchId,
    },
    offlineLeaseUntil: new Date(grant.lease_until).toISOString(),
    serverTime: new Date(now).toISOString(),
  }
}

/** Ends all tokens of this person on this device; work still waiting may be sent by others. */
export async function signOut({ db }: SqlStorage, session: Session): Promise<void> {
  await db.transaction().execute(async (trx) => {
    await trx
      .deleteFrom('auth_token')
      .where('device_id', '=', session.deviceId)
      .where('user_id', '=', session.userId)
      .execute()
    await trx
      .updateTable('auth_grant')
      .set({ signed_in: false })
      .where('device_id', '=', session.deviceId)
      .where('user_id', '=', session.userId)
      .execute()
  })
}
