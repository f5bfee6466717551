import { sql, type Kysely, type Transaction } from 'kysely'
import type { Tables } from '../storage/tables'
import { sha256 } from './secrets'

/** Wrong tries before the first wait. */
export const FREE_TRIES = 5
const WAITS_SECONDS = [60, 5 * 60, 15 * 60]
/** After this long without any try, the count starts again. */
const FORGET_AFTER_MS = 24 * 60 * 60 * 1000

export type Attempt =
  | { kind: 'allowed'; triesLeft: number; waitSeconds: number }
  | { kind: 'blocked'; waitSeconds: number }

/**
 * Counts a try before its password is looked at, so that parallel guesses cannot slip through.
 * Names that do not exist are counted the same way; nobody can tell them apart.
 * @returns with `allowed` what to say if the password turns out wrong
 */
export async function countAttempt(
  db: Kysely<Tables>,
  username: string,
  now: number,
): Promise<Attempt> {
  return db.transaction().execute(async (trx) => {
    const key = sha256(username)
    await forgetOld(trx, now)
    // In one statement: between two, somebody else's success may take the row away.
    const known = await trx
      .insertInto('auth_attempt')
      .values({ username_hash: key, failed: 0, blocked_until: 0, last_at: now })
      // Changes nothing, but locks the row and gives it back.
      .onConflict((conflict) =>
        conflict
          .column('username_hash')
          .doUpdateSet(({ ref }) => ({ last_at: ref('auth_attempt.last_at') })),
      )
      .returning(['failed', 'blocked_until'])
      .executeTakeFirstOrThrow()
    if (known.blocked_until > now) {
      return { kind: 'blocked', waitSeconds: secondsUntil(known.blocked_until, now) }
    }
    const failed = known.failed + 1
    const waitSeconds = waitAfter(failed)
    await trx
      .updateTable('auth_attempt')
      .set({ failed, blocked_until: now + waitSeconds * 1000, last_at: now })
      .where('username_hash', '=', key)
      .execute()
    return { kind: 'allowed', triesLeft: Math.max(0, FREE_TRIES - failed), waitSeconds }
  })
}

/** The password was right: all is forgiven. */
export async function forgiveAttempts(trx: Kysely<Tables>, username: string): Promise<void> {
  await trx.deleteFrom('auth_attempt').where('username_hash', '=', sha256(username)).execute()
}

/** 1, 5, then always 15 minutes; nothing for the first four wrong tries. */
function waitAfter(failed: number): number {
  if (failed < FREE_TRIES) return 0
  return WAITS_SECONDS[Math.min(failed - FREE_TRIES, WAITS_SECONDS.length - 1)]!
}

function secondsUntil(instant: number, now: number): number {
  return Math.ceil((instant - now) / 1000)
}

async function forgetOld(trx: Transaction<Tables>, now: number): Promise<void> {
  await sql`delete from auth_attempt where username_hash in (select username_hash
    from auth_attempt where last_at < ${now - FORGET_AFTER_MS} and blocked_until < ${now}
    limit 100 for update skip locked)`.execute(trx)
}
