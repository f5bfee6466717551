import type { Kysely } from 'kysely'
import type { Actor } from '#shared/commands/definition'
import type { Tables } from '../storage/tables'
import { rolesOf } from './tokens'

/** How long a person may work offline after signing in with the password. */
export const OFFLINE_LEASE_MS = 14 * 24 * 60 * 60 * 1000

/** Notes that this person signed in on this device, and until when that holds offline. */
export async function grantDevice(
  db: Kysely<Tables>,
  owner: { branchId: string; deviceId: string; userId: string },
  now: number,
): Promise<number> {
  const leaseUntil = now + OFFLINE_LEASE_MS
  await db
    .insertInto('auth_grant')
    .values({
      branch_id: owner.branchId,
      device_id: owner.deviceId,
      user_id: owner.userId,
      granted_at: now,
      lease_until: leaseUntil,
      signed_in: true,
    })
    .onConflict((conflict) =>
      conflict
        .columns(['branch_id', 'device_id', 'user_id'])
        .doUpdateSet({ lease_until: leaseUntil, signed_in: true }),
    )
    .execute()
  return leaseUntil
}

/**
 * The person behind a command, with the roles of this moment: someone of the branch who once
 * signed in on this device and is not disabled. Work done offline counts even when the lease has
 * ended since; nothing a person saved is lost for that.
 */
export async function findActor(
  db: Kysely<Tables>,
  owner: { branchId: string; deviceId: string; userId: string },
): Promise<Actor | undefined> {
  const row = await db
    .selectFrom('auth_grant as g')
    .innerJoin('auth_user as u', (join) =>
      join.onRef('u.branch_id', '=', 'g.branch_id').onRef('u.id', '=', 'g.user_id'),
    )
    .select(['u.id', 'u.name', 'u.roles'])
    .where('g.branch_id', '=', owner.branchId)
    .where('g.device_id', '=', owner.deviceId)
    // Comes from anywhere; text columns cannot even be asked for a NUL.
    .where('g.user_id', '=', owner.userId.replaceAll('\0', '\uFFFD'))
    .where('u.disabled', '=', false)
    .executeTakeFirst()
  return row && { userId: row.id, name: row.name, roles: rolesOf(row.roles) }
}
