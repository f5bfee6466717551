import { sql, type Transaction } from 'kysely'
import type { EntityRow } from '#shared/model/entity'
import type { Cursor, KnownOutcome, Outcome } from '#shared/protocol/messages'
import { assertInvariant } from '#shared/sync/invariant'
import type { Change, PartitionState, ServerSnapshot } from '#shared/sync/serverPorts'
import { groupBy } from '../groupBy'
import type { EntityCatalog } from './entityCatalog'
import { outcomeOf } from './serverTx'
import type { Tables } from './tables'

interface IndexEntry {
  readonly seq: number
  readonly entity: string
  readonly id: string
  readonly deleted: boolean
}

/** One repeatable read behind the interface of the pull core. */
export class SqlSnapshot implements ServerSnapshot {
  constructor(
    private readonly trx: Transaction<Tables>,
    private readonly catalog: EntityCatalog,
  ) {}

  async incarnation(): Promise<string> {
    const server = await this.trx
      .selectFrom('sync_server')
      .select('incarnation')
      .executeTakeFirstOrThrow()
    return server.incarnation
  }

  async partition(name: string): Promise<PartitionState | undefined> {
    return this.trx
      .selectFrom('sync_partition')
      .select(['seq', 'epoch', 'horizon'])
      .where('id', '=', name)
      .executeTakeFirst()
  }

  async changesAfter(partition: string, after: Cursor, limit: number): Promise<Change[]> {
    const { rows } = await sql<IndexEntry>`select seq, entity, id, deleted from sync_row
      where partition = ${partition} and (seq, entity, id) > (${after.seq}::bigint, ${after.entity}, ${after.id})
      order by seq, entity, id limit ${limit}`.execute(this.trx)
    const live = await this.#readRows(partition, rows)
    return rows.map(({ seq, entity, id, deleted }) => {
      const row = live.get(`${entity}\u0001${id}`)
      assertInvariant(deleted || row !== undefined, `${entity} has an index entry but no row`)
      return { seq, entity, id, row: deleted ? null : row! }
    })
  }

  async countAfter(partition: string, after: Cursor): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(*) as count from sync_row
      where partition = ${partition}
      and (seq, entity, id) > (${after.seq}::bigint, ${after.entity}, ${after.id})`.execute(
      this.trx,
    )
    return rows[0]!.count
  }

  async lastCommandId(clientId: string): Promise<number> {
    const client = await this.trx
      .selectFrom('sync_client')
      .select('last_command_id')
      .where('id', '=', clientId)
      .executeTakeFirst()
    return client?.last_command_id ?? 0
  }

  async outcomes(clientId: string, after: number, upTo: number): Promise<Outcome[]> {
    const rows = await this.trx
      .selectFrom('sync_command')
      .select(['command_id', 'uid', 'duplicate_of', 'outcome', 'code', 'detail'])
      .where('client_id', '=', clientId)
      .where('command_id', '>', after)
      .where('command_id', '<=', upTo)
      .orderBy('command_id')
      .execute()
    return rows.map(outcomeOf)
  }

  async knownOutcomes(uids: readonly string[]): Promise<KnownOutcome[]> {
    if (uids.length === 0) return []
    const rows = await this.trx
      .selectFrom('sync_command')
      .select(['command_id', 'uid', 'duplicate_of', 'outcome', 'code', 'detail'])
      .where(
        'uid',
        'in',
        sql<string>`(select json_array_elements_text(${JSON.stringify(uids)}::json))`,
      )
      .execute()
    return rows.map((row) => {
      const { commandId: _id, ...known } = outcomeOf(row)
      return known
    })
  }

  async #readRows(
    partition: string,
    entries: readonly IndexEntry[],
  ): Promise<Map<string, EntityRow>> {
    const branchId = partition === 'ref' ? 'ref' : partition.slice('branch:'.length)
    const found = new Map<string, EntityRow>()
    const wanted = groupBy(
      entries.filter(({ deleted }) => !deleted),
      ({ entity }) => entity,
    )
    for (const [entity, ofEntity] of wanted) {
      const ids = JSON.stringify(ofEntity.map(({ id }) => id))
      const { rows } = await sql<{ data: EntityRow }>`select data
        from ${sql.table(this.catalog.getTable(entity).table)} where branch_id = ${branchId}
        and id in (select json_array_elements_text(${ids}::json))`.execute(this.trx)
      for (const { data } of rows) found.set(`${entity}\u0001${data.id}`, data)
    }
    return found
  }
}
