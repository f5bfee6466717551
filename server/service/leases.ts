import { NumberLease, numberLeaseEntity } from '#shared/model/numberLease'
import { HttpError } from '../http/httpError'
import type { ServerTx } from '../storage/serverTx'
import type { SqlStorage } from '../storage/sqlStore'
import { uuidv7 } from '../uuid'
import { BLOCK_SIZE, findFreeBlock, LOST, settleRestores, takePace } from './numberSpace'
import { lockBranch, runSystemCommand, systemScope } from './systemCommands'

export { BLOCK_COUNT, BLOCK_SIZE } from './numberSpace'

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
 * Gives a device free blocks until it has the numbers it wants; none when it has them. A block is
 * never handed out twice, not even when its device is lost or the server was restored.
 * @throws HttpError NO_NUMBERS_LEFT, RETRY_LATER when the branch's pace is used up
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
      const waitMs = await takePace(tx, request, now)
      if (waitMs > 0 && leases.length === 0) throw tooFast(waitMs)
      if (waitMs > 0) break
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
  const block = await findFreeBlock(tx, request)
  if (block === undefined) {
    throw new HttpError(409, 'NO_NUMBERS_LEFT', 'All number blocks of this branch are leased.')
  }
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
  return putLease(tx, { branchId, deviceId, kind, leaseId, block }, now)
}

interface Grant {
  readonly branchId: string
  readonly deviceId: string
  readonly kind: NumberLease['kind']
  readonly leaseId: string
  readonly block: number
}

async function putLease(tx: ServerTx, grant: Grant, now: number): Promise<NumberLease> {
  const { branchId, deviceId, kind, leaseId, block } = grant
  const from = block * BLOCK_SIZE
  const args = { leaseId, deviceId, kind, from, to: from + BLOCK_SIZE - 1 }
  await runSystemCommand(tx, { branchId, name: 'numberLease.grant', version: 1, args }, now)
  return numberLeaseEntity.schema.parse(await tx.get('numberLease', leaseId))
}

function tooFast(waitMs: number): HttpError {
  return new HttpError(503, 'RETRY_LATER', 'This branch took many numbers. Ask again shortly.', {
    retryAfterSeconds: Math.ceil(waitMs / 1000),
  })
}

/** A lease as the device that holds it tells of it. */
export const HeldLease = NumberLease.pick({ id: true, kind: true, from: true, to: true })
export type HeldLease = Pick<NumberLease, 'id' | 'kind' | 'from' | 'to'>

export interface ClaimAnswer {
  /** Leases that the server knew, or knows again. */
  readonly known: readonly string[]
  /** Leases that this device cannot hold; their numbers must not be used. */
  readonly refused: readonly string[]
}

/**
 * After a restore: gives a device back what the backup could not know. Only blocks that were set
 * aside for exactly this are given back; whatever else a device says it holds is refused.
 */
export async function claimLeases(
  storage: SqlStorage,
  { branchId, deviceId }: { branchId: string; deviceId: string },
  held: readonly HeldLease[],
  now: number,
): Promise<ClaimAnswer> {
  return storage.transaction(systemScope(branchId, now), async (tx) => {
    await lockBranch(tx, branchId)
    for (const kind of new Set(held.map((lease) => lease.kind))) {
      await settleRestores(tx, { branchId, kind })
    }
    const known: string[] = []
    const refused: string[] = []
    for (const lease of held) {
      const isKnown = await claimOne(tx, { branchId, deviceId }, lease, now)
      ;(isKnown ? known : refused).push(lease.id)
    }
    return { known, refused }
  })
}

async function claimOne(
  tx: ServerTx,
  { branchId, deviceId }: { branchId: string; deviceId: string },
  lease: HeldLease,
  now: number,
): Promise<boolean> {
  const stored = await tx.get('numberLease', lease.id)
  if (stored) {
    const { kind, from, to, deviceId: owner } = numberLeaseEntity.schema.parse(stored)
    return owner === deviceId && kind === lease.kind && from === lease.from && to === lease.to
  }
  const block = lease.from / BLOCK_SIZE
  if (!Number.isInteger(block) || lease.to !== lease.from + BLOCK_SIZE - 1) return false
  const taken = await tx.trx
    .updateTable('number_lease_block')
    .set({ lease_id: lease.id, device_id: deviceId, leased_at: now })
    .where('branch_id', '=', branchId)
    .where('kind', '=', lease.kind)
    .where('block', '=', block)
    .where('lease_id', 'like', `${LOST}%`)
    .returning('block')
    .executeTakeFirst()
  if (!taken) return false
  await putLease(tx, { branchId, deviceId, kind: lease.kind, leaseId: lease.id, block }, now)
  return true
}
