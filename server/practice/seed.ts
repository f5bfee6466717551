import { sql } from 'kysely'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import { hashPassword } from '../auth/passwords'
import { normaliseUsername } from '../auth/users'
import { BLOCK_SIZE } from '../service/leases'
import type { ServerTx } from '../storage/serverTx'
import type { SqlStorage } from '../storage/sqlStore'
import { buildPracticeRows, type PracticeRows } from './build'
import { PRACTICE_DEVICE } from './desk'
import { PRACTICE_BRANCH, practiceUsers } from './people'

/**
 * Fills an empty database with the practice branch; does nothing when anybody is registered
 * already. All or nothing.
 * @param now epoch milliseconds
 * @param baseDate local date the branch is built around; default the day of `now`
 * @returns whether it was filled
 */
export async function seedPracticeBranch(
  storage: SqlStorage,
  now: number,
  baseDate?: string,
): Promise<boolean> {
  if (await hasUsers(storage)) return false
  const today = baseDate ?? localDateOfInstant(new Date(now).toISOString())
  const rows = await buildPracticeRows(today)
  const hashes = await Promise.all(practiceUsers.map(({ password }) => hashPassword(password)))
  const scope = { branches: [PRACTICE_BRANCH], deviceId: PRACTICE_DEVICE, now }
  return storage.transaction(scope, async (tx) => {
    // Two servers may start at once on one empty database.
    await sql`lock table auth_user in exclusive mode`.execute(tx.trx)
    const [someone] = await tx.trx.selectFrom('auth_user').select('id').limit(1).execute()
    if (someone) return false
    await addUsers(tx, hashes, now)
    await noteLease(tx, rows.lease, now)
    await tx.lockPartitions([`branch:${PRACTICE_BRANCH}`])
    await tx.flush(rows.writes)
    return true
  })
}

async function hasUsers({ db }: SqlStorage): Promise<boolean> {
  const users = await db.selectFrom('auth_user').select('id').limit(1).execute()
  return users.length > 0
}

async function addUsers(tx: ServerTx, hashes: readonly string[], now: number): Promise<void> {
  const users = practiceUsers.map((user, index) => ({
    branch_id: PRACTICE_BRANCH,
    id: user.id,
    username: normaliseUsername(user.username),
    name: user.name,
    roles: JSON.stringify(user.roles),
    password_hash: hashes[index]!,
    created_at: now,
  }))
  await tx.trx.insertInto('auth_user').values(users).execute()
}

async function noteLease(tx: ServerTx, lease: PracticeRows['lease'], now: number): Promise<void> {
  await tx.trx
    .insertInto('number_lease_block')
    .values({
      branch_id: PRACTICE_BRANCH,
      kind: 'PAYMENT_CODE',
      block: lease.from / BLOCK_SIZE,
      lease_id: lease.id,
      device_id: PRACTICE_DEVICE,
      leased_at: now,
    })
    .execute()
}
