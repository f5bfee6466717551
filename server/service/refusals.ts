import type { Kysely } from 'kysely'
import { refusalOf } from '#shared/commands/refusals/refusalOf'
import { Refusal } from '#shared/model/refusal'
import type { RefusalKeeper } from '#shared/sync/serverPorts'
import type { SqlStorage } from '../storage/sqlStore'
import type { Tables } from '../storage/tables'
import { lockBranch, systemScope } from './systemCommands'

/** How long a decision can be taken back; then the row goes. The journal keeps the command. */
const KEPT_AFTER_DECISION_MS = 30 * 24 * 60 * 60 * 1000

/** Makes the branch's row of refused work, which is written beside the stored refusal. */
export function refusalKeeper(home: {
  readonly branchId: string
  readonly deviceId: string
  now(): number
  /** Empty for somebody unknown; within the transaction of the refusal. */
  nameOf(userId: string): Promise<string>
}): RefusalKeeper {
  const { branchId, deviceId } = home
  return {
    partition: `branch:${branchId}`,
    async rowFor(command, outcome) {
      const actorName = await home.nameOf(command.actorId)
      const now = new Date(home.now()).toISOString()
      return refusalOf({ branchId, deviceId, command, outcome, actorName, now })
    },
  }
}

/** The name of a person of the branch, also of one who may no longer sign in. */
export async function findPersonName(
  db: Kysely<Tables>,
  branchId: string,
  userId: string,
): Promise<string> {
  const row = await db
    .selectFrom('auth_user')
    .select('name')
    .where('branch_id', '=', branchId)
    .where('id', '=', userId.replaceAll('\0', '\uFFFD'))
    .executeTakeFirst()
  return row?.name ?? ''
}

/**
 * Takes away what was decided more than 30 days ago, so that devices do not carry it for ever.
 * @param now epoch milliseconds
 * @returns how many rows went
 */
export async function removeOldRefusals(
  storage: SqlStorage,
  branchId: string,
  now: number,
): Promise<number> {
  const limit = new Date(now - KEPT_AFTER_DECISION_MS).toISOString()
  return storage.transaction(systemScope(branchId, now), async (tx) => {
    await lockBranch(tx, branchId)
    const decided = [
      ...(await tx.list('refusal', 'state', ['dismissed'])),
      ...(await tx.list('refusal', 'state', ['resubmitted'])),
    ].map((row) => Refusal.parse(row))
    const old = decided.filter(({ decisions, rejectedAt }) => {
      const at = decisions.at(-1)?.by.at ?? rejectedAt
      // A device's claim may be wrong; nothing goes before it was refused long ago as well.
      return at < limit && rejectedAt < limit
    })
    await tx.flush(old.map(({ id }) => ({ entity: 'refusal', id, row: null })))
    return old.length
  })
}

/**
 * The same for every branch of this server.
 * @returns how many rows went
 */
export async function removeOldRefusalsEverywhere(
  storage: SqlStorage,
  now: number,
): Promise<number> {
  const partitions = await storage.db
    .selectFrom('sync_partition')
    .select('id')
    .where('id', 'like', 'branch:%')
    .execute()
  let removed = 0
  for (const { id } of partitions) {
    removed += await removeOldRefusals(storage, id.slice('branch:'.length), now)
  }
  return removed
}
