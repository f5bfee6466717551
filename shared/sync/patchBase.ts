import { partitionOf } from '../model/entity'
import type { PullPage, RowPatch } from '../protocol/messages'
import type { BufferedTx, Schema } from './bufferedTx'
import type { ClientTransaction } from './clientPorts'

/** Takes one page into the base: resets first, then removals, then puts. */
export async function applyPage(
  tx: ClientTransaction,
  base: BufferedTx,
  page: PullPage,
  schema: Schema,
): Promise<void> {
  for (const partition of page.reset) await clearPartition(tx, base, partition, schema)
  for (const patch of page.patch) if (patch.op === 'remove') await removeRow(base, patch, schema)
  for (const patch of page.patch) {
    if (patch.op === 'put' && schema[patch.entity]) await base.put(patch.entity, patch.row)
  }
}

/** Forgets a partition's rows in the base: those of the view and those undone into the buffer. */
export async function clearPartition(
  tx: ClientTransaction,
  base: BufferedTx,
  partition: string,
  schema: Schema,
): Promise<void> {
  const keys = [...(await tx.rowsOf(partition)), ...base.writes]
  for (const { entity, id } of keys) {
    await removeRow(base, { op: 'remove', partition, entity, id }, schema)
  }
}

/** A row that has meanwhile come in from another partition stays. */
async function removeRow(
  base: BufferedTx,
  patch: Extract<RowPatch, { op: 'remove' }>,
  schema: Schema,
): Promise<void> {
  // An entity of a newer server that this version does not hold.
  if (!schema[patch.entity]) return
  const row = await base.get(patch.entity, patch.id)
  if (row && partitionOf(row) === patch.partition) await base.remove(patch.entity, patch.id)
}
