import { sql, type Transaction } from 'kysely'
import { NumberLease } from '#shared/model/numberLease'
import { BLOCK_SIZE } from '../service/numberSpace'
import type { Tables } from '../storage/tables'
import { readable, type CheckScope } from './scope'
import { atOneMoment } from './moment'

/**
 * No number belongs to two devices: the leases of a branch and kind do not overlap, and each lies
 * in the block that is registered for it. One branch in memory at a time.
 */
export async function checkLeases({ storage, note, isEnough }: CheckScope): Promise<void> {
  const { rows } = await sql<{ branch_id: string }>`select distinct branch_id
    from number_lease order by branch_id`.execute(storage.db)
  for (const { branch_id } of rows) {
    if (isEnough()) return
    await atOneMoment(storage, (trx) => checkBranch(trx, branch_id, note))
  }
}

async function checkBranch(
  trx: Transaction<Tables>,
  branchId: string,
  note: (problem: string) => void,
): Promise<void> {
  const stored = await sql<{ id: string; data: unknown }>`select id, data from number_lease
    where branch_id = ${branchId}`.execute(trx)
  const blocks = await trx
    .selectFrom('number_lease_block')
    .select(['kind', 'block', 'lease_id', 'device_id'])
    .where('branch_id', '=', branchId)
    .execute()
  const owners = new Map(blocks.map((row) => [`${row.kind} ${row.block}`, row]))
  const leases = readable(NumberLease, 'number lease', stored.rows, note).sort((a, b) =>
    a.kind < b.kind ? -1 : a.kind > b.kind ? 1 : a.from - b.from,
  )
  leases.forEach((lease, place) => {
    const before = leases[place - 1]
    if (before?.kind === lease.kind && before.to >= lease.from) {
      note(`number leases ${before.id} and ${lease.id} overlap`)
    }
    if (lease.next < lease.from || lease.next > lease.to + 1) {
      note(`number lease ${lease.id} continues outside of its numbers`)
    }
    for (let at = Math.floor(lease.from / BLOCK_SIZE); at * BLOCK_SIZE <= lease.to; at++) {
      const owner = owners.get(`${lease.kind} ${at}`)
      if (owner?.lease_id !== lease.id || owner.device_id !== lease.deviceId) {
        note(`number lease ${lease.id} is not registered for its block ${at}`)
      }
    }
  })
}
