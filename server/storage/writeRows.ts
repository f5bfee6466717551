import { sql, type Transaction } from 'kysely'
import { partitionOf, type EntityRow } from '#shared/model/entity'
import type { Write } from '#shared/sync/bufferedTx'
import { groupBy } from '../groupBy'
import type { EntityCatalog } from './entityCatalog'
import type { EntityTable } from './entityTables'
import type { Tables } from './tables'

/** Rows per statement: one parameter carries them all, this only bounds its size. */
const ROWS_PER_STATEMENT = 1000

interface ChangeEntry {
  readonly partition: string
  readonly entity: string
  readonly id: string
  readonly deleted: boolean
}

type StoredRow = { readonly branch_id: string; readonly id: string } & Readonly<
  Record<string, string | null>
>

/**
 * Writes rows of any entities and the change index that goes with them: seq of each touched
 * partition rises by one, and a row that moved leaves a tombstone where it was.
 * @returns the touched partitions
 */
export async function writeRows(
  trx: Transaction<Tables>,
  catalog: EntityCatalog,
  visible: readonly string[],
  writes: readonly Write[],
): Promise<string[]> {
  const byEntity = groupBy(lastWrites(writes), ({ entity }) => entity)
  const changes: ChangeEntry[] = []
  for (const [entity, ofEntity] of byEntity) {
    const table = catalog.getTable(entity)
    for (let start = 0; start < ofEntity.length; start += ROWS_PER_STATEMENT) {
      const chunk = ofEntity.slice(start, start + ROWS_PER_STATEMENT)
      changes.push(...(await writeEntity(trx, table, visible, chunk)))
    }
  }
  const touched = [...new Set(changes.map(({ partition }) => partition))].sort()
  for (const partition of touched) {
    const seq = await raiseSeq(trx, partition)
    const ofPartition = changes.filter((change) => change.partition === partition)
    await noteChanges(trx, ofPartition, seq)
  }
  return touched
}

/** The same row written twice in one flush counts once, with its last image. */
function lastWrites(writes: readonly Write[]): Write[] {
  return [...new Map(writes.map((write) => [`${write.entity}\u0001${write.id}`, write])).values()]
}

async function writeEntity(
  trx: Transaction<Tables>,
  table: EntityTable,
  visible: readonly string[],
  writes: readonly Write[],
): Promise<ChangeEntry[]> {
  const before = await readStored(trx, table, visible, writes)
  const changes: ChangeEntry[] = []
  const gone: StoredRow[] = []
  const rows: EntityRow[] = []
  for (const { entity, id, row } of writes) {
    for (const old of before.get(id) ?? []) {
      if (row && old.branch_id === row.branchId) continue
      gone.push(old)
      changes.push({ partition: partitionOfBranch(old.branch_id), entity, id, deleted: true })
    }
    if (!row) continue
    rows.push(row)
    changes.push({ partition: partitionOf(row), entity, id, deleted: false })
  }
  await removeRows(trx, table, gone)
  await releaseKeys(trx, table, rows, before)
  await upsertRows(trx, table, rows)
  return changes
}

async function readStored(
  trx: Transaction<Tables>,
  { table, columns }: EntityTable,
  visible: readonly string[],
  writes: readonly Write[],
): Promise<Map<string, StoredRow[]>> {
  const names = ['branch_id', 'id', ...columns.map(({ column }) => column)]
  const ids = JSON.stringify(writes.map(({ id }) => id))
  const { rows } = await sql<StoredRow>`select ${sql.join(names.map((name) => sql.ref(name)))}
    from ${sql.table(table)} where branch_id in (${sql.join(visible)})
    and id in (select json_array_elements_text(${ids}::json)) for update`.execute(trx)
  return groupBy(rows, ({ id }) => id)
}

async function removeRows(
  trx: Transaction<Tables>,
  { table, children }: EntityTable,
  rows: readonly StoredRow[],
): Promise<void> {
  if (rows.length === 0) return
  const keys = JSON.stringify(rows.map(({ branch_id, id }) => ({ branch_id, id })))
  for (const name of [...children.map((child) => child.table), table]) {
    await sql`delete from ${sql.table(name)} as t
      using json_to_recordset(${keys}::json) as k(branch_id text, id text)
      where t.branch_id = k.branch_id and t.id = k.id`.execute(trx)
  }
}

/**
 * Unique indexes are checked row by row. A key that one row of this flush gives up and another
 * takes must be free before the rows are written.
 */
async function releaseKeys(
  trx: Transaction<Tables>,
  table: EntityTable,
  rows: readonly EntityRow[],
  before: ReadonlyMap<string, readonly StoredRow[]>,
): Promise<void> {
  for (const { column, unique, keyOf } of table.columns) {
    if (!unique) continue
    const changed = rows.filter((row) => {
      const old = before.get(row.id)?.find(({ branch_id }) => branch_id === row.branchId)
      return old !== undefined && old[column] !== null && old[column] !== keyOf(row)
    })
    if (changed.length === 0) continue
    await sql`update ${sql.table(table.table)} as t set ${sql.ref(column)} = null
      from json_to_recordset(${keysJson(changed)}::json) as k(branch_id text, id text)
      where t.branch_id = k.branch_id and t.id = k.id`.execute(trx)
  }
  const known = rows.filter((row) => before.has(row.id))
  if (known.length === 0) return
  for (const child of table.children) {
    await sql`delete from ${sql.table(child.table)} as t
      using json_to_recordset(${keysJson(known)}::json) as k(branch_id text, id text)
      where t.branch_id = k.branch_id and t.id = k.id`.execute(trx)
  }
}

function keysJson(rows: readonly EntityRow[]): string {
  return JSON.stringify(rows.map(({ branchId, id }) => ({ branch_id: branchId, id })))
}

async function upsertRows(
  trx: Transaction<Tables>,
  { table, columns, children }: EntityTable,
  rows: readonly EntityRow[],
): Promise<void> {
  if (rows.length === 0) return
  const names = ['branch_id', 'id', 'data', ...columns.map(({ column }) => column)]
  const records = rows.map((row) => ({
    branch_id: row.branchId,
    id: row.id,
    // As text inside the text: decoding would fail on characters that only JSON can hold.
    data: JSON.stringify(row),
    ...Object.fromEntries(columns.map(({ column, keyOf }) => [column, keyOf(row)])),
  }))
  const list = sql.join(names.map((name) => sql.ref(name)))
  const values = sql.join(
    names.map((name) => (name === 'data' ? sql`data::json` : sql`${sql.ref(name)}`)),
  )
  const typed = sql.join(names.map((name) => sql`${sql.ref(name)} text`))
  const update = sql.join(
    names.slice(2).map((name) => sql`${sql.ref(name)} = ${sql.ref(`excluded.${name}`)}`),
  )
  await sql`insert into ${sql.table(table)} (${list})
    select ${values} from json_to_recordset(${JSON.stringify(records)}::json) as r(${typed})
    on conflict (branch_id, id) do update set ${update}`.execute(trx)

  for (const child of children) {
    const entries = rows.flatMap((row) =>
      child.keysOf(row).map((key) => ({ branch_id: row.branchId, id: row.id, key })),
    )
    if (entries.length === 0) continue
    await sql`insert into ${sql.table(child.table)} (branch_id, id, key)
      select branch_id, id, key from json_to_recordset(${JSON.stringify(entries)}::json)
      as r(branch_id text, id text, key text)`.execute(trx)
  }
}

async function raiseSeq(trx: Transaction<Tables>, partition: string): Promise<number> {
  const { rows } = await sql<{ seq: number }>`insert into sync_partition (id, seq)
    values (${partition}, 1)
    on conflict (id) do update set seq = sync_partition.seq + 1 returning seq`.execute(trx)
  return rows[0]!.seq
}

async function noteChanges(
  trx: Transaction<Tables>,
  changes: readonly ChangeEntry[],
  seq: number,
): Promise<void> {
  for (let start = 0; start < changes.length; start += ROWS_PER_STATEMENT) {
    const chunk = JSON.stringify(changes.slice(start, start + ROWS_PER_STATEMENT))
    await sql`insert into sync_row (partition, entity, id, seq, deleted)
      select partition, entity, id, ${seq}::bigint, deleted from json_to_recordset(${chunk}::json)
      as r(partition text, entity text, id text, deleted boolean)
      on conflict (partition, entity, id)
      do update set seq = excluded.seq, deleted = excluded.deleted`.execute(trx)
  }
}

function partitionOfBranch(branchId: string): string {
  return partitionOf({ id: '', branchId })
}
