import { createHash } from 'node:crypto'
import { sql } from 'kysely'
import type { NumberLease } from '#shared/model/numberLease'
import type { ServerTx } from '../storage/serverTx'

/** Serials 0 … 9,999,999 of a branch and kind, cut into blocks. */
export const BLOCK_SIZE = 500
export const BLOCK_COUNT = 10_000_000 / BLOCK_SIZE

/** So many blocks of a branch and kind may go at once, then one in each PACE_MS. */
export const BURST = 100
export const PACE_MS = 3 * 60 * 1000

export interface NumberSpace {
  readonly branchId: string
  readonly kind: NumberLease['kind']
}

/**
 * The most blocks of one branch and kind that can have been granted within this time: what a
 * restored server must leave alone, since its backup cannot know them.
 */
export function mostBlocksWithin(ms: number): number {
  return Math.min(BLOCK_COUNT, BURST + Math.ceil(Math.max(0, ms) / PACE_MS) + 1)
}

/**
 * The next free block, in an order that looks random from outside (codes are sparse and hard to
 * guess) but is the same for a database and every copy of it. The blocks granted after a backup
 * are therefore the first free ones of the backup. The caller holds the branch's lock.
 */
export async function findFreeBlock(tx: ServerTx, space: NumberSpace): Promise<number | undefined> {
  const [block] = await firstFree(tx, space, 1)
  return block
}

/**
 * Uses up one block's share of the pace.
 * @returns milliseconds to wait when it is used up; 0 when the block may go
 */
export async function takePace(tx: ServerTx, space: NumberSpace, now: number): Promise<number> {
  await settleRestores(tx, space)
  const { branchId, kind } = space
  const { rows } = await sql<{ until: number }>`select greatest(s.paid_until,
      coalesce((select max(restored_at) + ${BURST * PACE_MS}::bigint from sync_restore), 0)) as until
    from number_lease_space s where branch_id = ${branchId} and kind = ${kind}`.execute(tx.trx)
  const until = Math.max(rows[0]?.until ?? 0, now) + PACE_MS
  const wait = until - now - BURST * PACE_MS
  if (wait > 0) return wait
  await tx.trx
    .updateTable('number_lease_space')
    .set({ paid_until: until })
    .where('branch_id', '=', branchId)
    .where('kind', '=', kind)
    .execute()
  return 0
}

/**
 * Sets aside, once per restore, what may have been granted between backup and restore. Such a
 * block goes to nobody but the device that proves to hold it (see claimLeases).
 */
export async function settleRestores(tx: ServerTx, space: NumberSpace): Promise<void> {
  const { branchId, kind } = space
  await tx.trx
    .insertInto('number_lease_space')
    .values({ branch_id: branchId, kind, paid_until: 0, restores: 0 })
    .onConflict((conflict) => conflict.columns(['branch_id', 'kind']).doNothing())
    .execute()
  const { restores } = await tx.trx
    .selectFrom('number_lease_space')
    .select('restores')
    .where('branch_id', '=', branchId)
    .where('kind', '=', kind)
    .forUpdate()
    .executeTakeFirstOrThrow()
  const open = await tx.trx
    .selectFrom('sync_restore')
    .selectAll()
    .where('number', '>', restores)
    .orderBy('number')
    .execute()
  for (const { number, restored_at, lost_blocks } of open) {
    const blocks = JSON.stringify(await firstFree(tx, space, lost_blocks))
    await sql`insert into number_lease_block
        (branch_id, kind, block, lease_id, device_id, leased_at)
      select ${branchId}, ${kind}, lost::integer, ${`${LOST}${number}`}, '', ${restored_at}::bigint
      from json_array_elements_text(${blocks}::json) as lost`.execute(tx.trx)
  }
  const last = open.at(-1)
  if (!last) return
  await tx.trx
    .updateTable('number_lease_space')
    .set({ restores: last.number })
    .where('branch_id', '=', branchId)
    .where('kind', '=', kind)
    .execute()
}

/** Begins the name that stands for the lease of a block which a backup could not know. */
export const LOST = 'lost:'

async function firstFree(
  tx: ServerTx,
  { branchId, kind }: NumberSpace,
  count: number,
): Promise<number[]> {
  const { lease_secret } = await tx.trx
    .selectFrom('sync_server')
    .select('lease_secret')
    .executeTakeFirstOrThrow()
  const rows = await tx.trx
    .selectFrom('number_lease_block')
    .select('block')
    .where('branch_id', '=', branchId)
    .where('kind', '=', kind)
    .execute()
  const taken = new Set(rows.map(({ block }) => block))
  const free: number[] = []
  for (const block of drawingOrder(`${lease_secret} ${branchId} ${kind}`)) {
    if (free.length === count) break
    if (!taken.has(block)) free.push(block)
  }
  return free
}

const orders = new Map<string, Uint16Array>()
const MOST_ORDERS = 500

/** All blocks, shuffled by the secret: the same text gives the same order for ever. */
export function drawingOrder(secret: string): Uint16Array {
  const known = orders.get(secret)
  if (known) return known
  const order = Uint16Array.from({ length: BLOCK_COUNT }, (_, block) => block)
  let words: Buffer = Buffer.alloc(0)
  for (let left = BLOCK_COUNT - 1, used = 0, round = 0; left > 0; left--, used += 4) {
    if (used >= words.length) {
      words = createHash('sha512').update(`${secret} ${round++}`).digest()
      used = 0
    }
    const other = words.readUInt32BE(used) % (left + 1)
    const block = order[left]!
    order[left] = order[other]!
    order[other] = block
  }
  if (orders.size >= MOST_ORDERS) orders.clear()
  orders.set(secret, order)
  return order
}
