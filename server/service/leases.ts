import { randomInt } from 'node:crypto'
import type { NumberLease } from '#shared/model/numberLease'
import { numberLeaseEntity } from '#shared/model/numberLease'
import { HttpError } from '../http/httpError'
import type { ServerTx } from '../storage/serverTx'
import type { SqlStorage } from '../storage/sqlStore'
import { uuidv7 } from '../uuid'
import { lockBranch, runSystemCommand, systemScope } from './systemCommands'

/** Serials 0 … 9,999,999 of a branch, cut into blocks that are handed out at random. */
export const BLOCK_SIZE = 500
export const BLOCK_COUNT = 10_000_000 / BLOCK_SIZE

export interface LeaseAnswer {
  /** The block to use next: the fresh one, or the one that still has numbers. */
  readonly lease: NumberLease
  /** All blocks of this device that still have numbers, oldest first. */
  readonly leases: readonly NumberLease[]
  readonly granted: boolean
}

interface LeaseRequest {
  readonly branchId: string
  readonly deviceId: string
  readonly kind: NumberLease['kind']
  /** Numbers that the device wants to have at hand; blocks are added until it does. */
  readonly want: number
}

/**
 * Gives a device random free blocks until it has the numbers it wants; none when it has them. A
 * block is never handed out twice, not even when its device is lost.
 * @throws HttpError NO_NUMBERS_LEFT
 */
export async function leaseNumbers(
  storage: SqlStorage,
  request: LeaseRequest,
  now: number,
): Promise<LeaseAnswer> {
  const { branchId, deviceId, kind, want } = request
  return storage.transaction(systemScope(branchId, now), async (tx) => {
    await lockBranch(tx, branchId)
    const leases = await usableLeases(tx, deviceId, kind)
    let left = leases.reduce((sum, lease) => sum + lease.to - lease.next + 1, 0)
    const present = leases.length
    while (left < want) {
      leases.push(await grantBlock(tx, request, now))
      left += BLOCK_SIZE
    }
    const granted = leases.length > present
    return { lease: (granted ? leases.at(-1) : leases[0])!, leases, granted }
  })
}

async function usableLeases(
  tx: ServerTx,
  deviceId: string,
  kind: NumberLease['kind'],
): Promise<NumberLease[]> {
  const rows = await tx.list('numberLease', 'deviceId', [deviceId])
  return rows
    .map((row) => numberLeaseEntity.schema.parse(row))
    .filter((lease) => lease.kind === kind && lease.next <= lease.to)
}

async function grantBlock(tx: ServerTx, request: LeaseRequest, now: number): Promise<NumberLease> {
  const { branchId, deviceId, kind } = request
  const block = await drawFreeBlock(tx, branchId, kind)
  const leaseId = uuidv7(now)
  // The primary key over (branch, kind, block) is the last word on "never twice".
  await tx.trx
    .insertInto('number_lease_block')
    .values({
      branch_id: branchId,
      kind,
      block,
      lease_id: leaseId,
      device_id: deviceId,
      leased_at: now,
    })
    .execute()
  const from = block * BLOCK_SIZE
  const args = { leaseId, deviceId, kind, from, to: from + BLOCK_SIZE - 1 }
  await runSystemCommand(tx, { branchId, name: 'numberLease.grant', version: 1, args }, now)
  return numberLeaseEntity.schema.parse(await tx.get('numberLease', leaseId))
}

/** Random, so that codes are sparse and hard to guess. */
async function drawFreeBlock(
  tx: ServerTx,
  branchId: string,
  kind: NumberLease['kind'],
): Promise<number> {
  const rows = await tx.trx
    .selectFrom('number_lease_block')
    .select('block')
    .where('branch_id', '=', branchId)
    .where('kind', '=', kind)
    .execute()
  const taken = new Set(rows.map(({ block }) => block))
  const free: number[] = []
  for (let block = 0; block < BLOCK_COUNT; block++) if (!taken.has(block)) free.push(block)
  if (free.length === 0) {
    throw new HttpError(409, 'NO_NUMBERS_LEFT', 'All number blocks of this branch are leased.')
  }
  return free[randomInt(free.length)]!
}
