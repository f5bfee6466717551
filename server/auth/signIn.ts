import { createHash, randomBytes } from 'node:crypto'
import { sql, type Transaction } from 'kysely'
import type { JsonValue } from '#shared/commands/ruleCodes'
import { Branch } from '#shared/model/branch'
import type { Role } from '#shared/permissions/roles'
import { isSameJson } from '#shared/sync/sameJson'
import { deviceLocked, HttpError } from '../http/httpError'
import type { SqlStorage } from '../storage/sqlStore'
import type { Tables } from '../storage/tables'
import { countAttempt, forgiveAttempts } from './attempts'
import { isUsableKey, type DeviceKey } from './deviceKey'
import { grantDevice } from './grants'
import { verifyPassword } from './passwords'
import { issueToken, rolesOf } from './tokens'
import { normaliseUsername } from './users'

export interface SignInRequest {
  readonly username: string
  readonly password: string
  readonly deviceId: string
  readonly deviceName: string
  readonly publicKey: DeviceKey
  /** Secret of the device's journal: lets it come back with another key. */
  readonly recovery?: string
}

export interface SignedIn {
  readonly accessToken: string
  readonly user: { id: string; name: string; roles: Role[]; branchId: string }
  /** The branch office as its letters show it; null until somebody has described it. */
  readonly branch: Branch | null
  readonly device: { id: string; name: string; state: 'normal' | 'locked' }
  /** UTC instant until which this person may work here without a network. */
  readonly offlineLeaseUntil: string
  /** UTC instant of this answer: a device learns from it how wrong its clock is. */
  readonly serverTime: string
  /** What the device seals its journal with, 32 bytes as base64url; for a device with a journal. */
  readonly journalKey?: string
}

/**
 * Signs a person in with the password and registers the device on its first use.
 * @throws HttpError SIGN_IN_FAILED (triesLeft or waitSeconds), SIGN_IN_BLOCKED (waitSeconds),
 * DEVICE_LOCKED, DEVICE_KEY_CHANGED, DEVICE_OF_OTHER_BRANCH, BAD_REQUEST
 */
export async function signIn(
  { db }: SqlStorage,
  request: SignInRequest,
  now: number,
): Promise<SignedIn> {
  if (!isUsableKey(request.publicKey)) {
    throw new HttpError(400, 'BAD_REQUEST', 'publicKey: not a point on P-256.')
  }
  const username = normaliseUsername(request.username)
  const attempt = await countAttempt(db, username, now)
  if (attempt.kind === 'blocked') throw blocked(attempt.waitSeconds)

  const user = await db
    .selectFrom('auth_user')
    .select(['branch_id', 'id', 'name', 'roles', 'password_hash'])
    .where('username', '=', username)
    .where('disabled', '=', false)
    .executeTakeFirst()
  if (!(await verifyPassword(user?.password_hash, request.password)) || !user) {
    const { triesLeft, waitSeconds } = attempt
    if (waitSeconds > 0) throw blocked(waitSeconds)
    throw new HttpError(401, 'SIGN_IN_FAILED', 'User name or password is wrong.', { triesLeft })
  }

  return db.transaction().execute(async (trx) => {
    await forgiveAttempts(trx, username)
    const { journalKey, ...device } = await registerDevice(trx, request, user, now)
    const owner = { branchId: user.branch_id, deviceId: device.id, userId: user.id }
    const leaseUntil = await grantDevice(trx, owner, now)
    return {
      accessToken: await issueToken(trx, owner, now),
      user: { id: user.id, name: user.name, roles: rolesOf(user.roles), branchId: user.branch_id },
      branch: await findBranch(trx, user.branch_id),
      device,
      offlineLeaseUntil: new Date(leaseUntil).toISOString(),
      serverTime: new Date(now).toISOString(),
      ...(journalKey !== undefined && { journalKey }),
    }
  })
}

async function findBranch(trx: Transaction<Tables>, branchId: string): Promise<Branch | null> {
  const { rows } = await sql<{ data: unknown }>`select data from branch
    where branch_id = ${branchId} and id = ${branchId}`.execute(trx)
  return rows[0] ? Branch.parse(rows[0].data) : null
}

function blocked(waitSeconds: number): HttpError {
  return new HttpError(429, 'SIGN_IN_BLOCKED', 'Too many wrong tries. Wait before the next one.', {
    waitSeconds,
  })
}

async function registerDevice(
  trx: Transaction<Tables>,
  request: SignInRequest,
  user: { readonly id: string; readonly branch_id: string },
  now: number,
): Promise<SignedIn['device'] & { readonly journalKey?: string }> {
  const branchId = user.branch_id
  const recoveryHash = request.recovery && hashOf(request.recovery)
  await trx
    .insertInto('auth_device')
    .values({
      id: request.deviceId,
      branch_id: branchId,
      name: request.deviceName,
      public_key: JSON.stringify(request.publicKey),
      recovery_hash: recoveryHash ?? null,
      registered_at: now,
      last_seen_at: now,
    })
    .onConflict((conflict) =>
      conflict.column('id').doUpdateSet({ name: request.deviceName, last_seen_at: now }),
    )
    .execute()
  const device = await trx
    .selectFrom('auth_device')
    .select(['id', 'name', 'state', 'branch_id', 'public_key', 'recovery_hash', 'journal_key'])
    .where('id', '=', request.deviceId)
    .forUpdate()
    .executeTakeFirstOrThrow()
  if (device.state === 'locked') throw deviceLocked()
  if (device.branch_id !== branchId) {
    throw new HttpError(
      403,
      'DEVICE_OF_OTHER_BRANCH',
      'This device is registered with another branch.',
    )
  }
  // A new key under an old id would let a second machine pass for the first.
  const isSameKey = isSameJson(device.public_key, request.publicKey)
  const hasLostKey = recoveryHash !== undefined && device.recovery_hash === recoveryHash
  if (!isSameKey && !hasLostKey) {
    throw new HttpError(
      409,
      'DEVICE_KEY_CHANGED',
      'This device id is registered with another key. Register as a new device.',
    )
  }
  if (!isSameKey) await changeKey(trx, request, user, device.public_key, now)
  const answer = { id: device.id, name: device.name, state: device.state }
  if (recoveryHash === undefined) return answer
  // Kept here too: the device's own copy may be lost together with its database.
  const journalKey = device.journal_key ?? randomBytes(32).toString('base64url')
  await trx
    .updateTable('auth_device')
    .set({ recovery_hash: device.recovery_hash ?? recoveryHash, journal_key: journalKey })
    .where('id', '=', device.id)
    .execute()
  return { ...answer, journalKey }
}

/**
 * The device has lost its database and shows the secret of its journal. What was given to its old
 * key ends, and the change is put on record.
 */
async function changeKey(
  trx: Transaction<Tables>,
  { deviceId, publicKey }: SignInRequest,
  user: { readonly id: string; readonly branch_id: string },
  oldKey: JsonValue,
  now: number,
): Promise<void> {
  const newKey = JSON.stringify(publicKey)
  await trx
    .insertInto('auth_key_change')
    .values({
      device_id: deviceId,
      branch_id: user.branch_id,
      user_id: user.id,
      old_public_key: JSON.stringify(oldKey),
      new_public_key: newKey,
      changed_at: now,
    })
    .execute()
  await trx
    .updateTable('auth_device')
    .set({ public_key: newKey })
    .where('id', '=', deviceId)
    .execute()
  await trx.deleteFrom('auth_token').where('device_id', '=', deviceId).execute()
  await trx.deleteFrom('auth_grant').where('device_id', '=', deviceId).execute()
}

function hashOf(secret: string): string {
  return createHash('sha256').update(secret).digest('hex')
}
