import { sql, type Transaction } from 'kysely'
import type { RuleCode, RuleDetail } from '#shared/commands/ruleCodes'
import type { EntityRow, IndexKey } from '#shared/model/entity'
import { encodeKey } from '#shared/model/entity'
import type { Outcome } from '#shared/protocol/messages'
import type { Write } from '#shared/sync/bufferedTx'
import { assertInvariant } from '#shared/sync/invariant'
import type { ServerTransaction, StoredCommand } from '#shared/sync/serverPorts'
import { translateDatabaseError } from './databaseErrors'
import type { EntityCatalog } from './entityCatalog'
import type { PokeBus } from './pokes'
import type { Tables } from './tables'
import { writeRows } from './writeRows'

export interface TxScope {
  /** Branches whose rows this work may see, home first; `ref` is always visible. */
  readonly branches: readonly string[]
  readonly deviceId: string
  readonly now: number
}

/** One SQL transaction behind the interface of the sync cores. */
export class ServerTx implements ServerTransaction {
  readonly #visible: string[]
  readonly #locked = new Set<string>()
  /** Partitions that will have moved when this commits. */
  readonly touched = new Set<string>()

  constructor(
    readonly trx: Transaction<Tables>,
    private readonly catalog: EntityCatalog,
    private readonly pokes: PokeBus,
    private readonly scope: TxScope,
  ) {
    this.#visible = [...new Set([...scope.branches, 'ref'])]
  }

  async get(entity: string, id: string): Promise<EntityRow | undefined> {
    const { table } = this.catalog.getTable(entity)
    return this.#guard(async () => {
      const { rows } = await sql<{ data: EntityRow }>`select data from ${sql.table(table)}
        where branch_id in (${sql.join(this.#visible)}) and id = ${id} limit 1`.execute(this.trx)
      return rows[0]?.data
    })
  }

  async list(entity: string, index: string, key: IndexKey): Promise<EntityRow[]> {
    const table = this.catalog.getTable(entity)
    const encoded = encodeKey(key)
    const column = table.columns.find((candidate) => candidate.index === index)
    const child = table.children.find((candidate) => candidate.index === index)
    if (!column && !child) throw new Error(`No index ${index} on ${entity}`)
    return this.#guard(async () => {
      const found = column
        ? sql`where ${sql.ref(`r.${column.column}`)} = ${encoded}`
        : sql`join ${sql.table(child!.table)} as k
            on k.branch_id = r.branch_id and k.id = r.id and k.key = ${encoded} where true`
      const { rows } = await sql<{ data: EntityRow }>`select r.data
        from ${sql.table(table.table)} as r ${found}
        and r.branch_id in (${sql.join(this.#visible)}) order by r.id`.execute(this.trx)
      return rows.map(({ data }) => data)
    })
  }

  async lockClient(clientId: string): Promise<{ lastCommandId: number }> {
    return this.#guard(async () => {
      await this.trx
        .insertInto('sync_client')
        .values({ id: clientId, device_id: this.scope.deviceId, last_seen_at: this.scope.now })
        .onConflict((conflict) => conflict.column('id').doNothing())
        .execute()
      const client = await this.trx
        .selectFrom('sync_client')
        .select('last_command_id')
        .where('id', '=', clientId)
        .forUpdate()
        .executeTakeFirstOrThrow()
      return { lastCommandId: client.last_command_id }
    })
  }

  async findOutcomes(clientId: string, commandIds: readonly number[]): Promise<Outcome[]> {
    if (commandIds.length === 0) return []
    return this.#guard(async () => {
      const rows = await this.trx
        .selectFrom('sync_command')
        .select(['command_id', 'uid', 'duplicate_of', 'outcome', 'code', 'detail'])
        .where('client_id', '=', clientId)
        .where('command_id', 'in', commandIds)
        .execute()
      return rows.map(outcomeOf)
    })
  }

  async findOutcomesByUid(uids: readonly string[]): Promise<Outcome[]> {
    if (uids.length === 0) return []
    return this.#guard(async () => {
      const rows = await this.trx
        .selectFrom('sync_command')
        .select(['command_id', 'uid', 'duplicate_of', 'outcome', 'code', 'detail'])
        .where('uid', 'in', uids)
        .execute()
      return rows.map(outcomeOf)
    })
  }

  async lockPartitions(partitions: readonly string[]): Promise<void> {
    await this.#guard(async () => {
      for (const id of [...new Set(partitions)].sort()) {
        await this.trx
          .insertInto('sync_partition')
          .values({ id })
          .onConflict((conflict) => conflict.column('id').doNothing())
          .execute()
        await sql`select 1 from sync_partition where id = ${id} for update`.execute(this.trx)
        this.#locked.add(id)
      }
      // Behind the branches in sorted order. No row yet: nothing was ever put there.
      if (!this.#locked.has('ref')) {
        await sql`select 1 from sync_partition where id = 'ref' for share`.execute(this.trx)
      }
    })
  }

  async flush(writes: readonly Write[]): Promise<void> {
    if (writes.length === 0) return
    await this.#guard(() => sql`savepoint flush`.execute(this.trx))
    try {
      const touched = await writeRows(this.trx, this.catalog, this.#visible, writes)
      assertInvariant(
        touched.every((partition) => this.#locked.has(partition)),
        'a partition was written without its lock',
      )
      await this.pokes.announce(this.trx, touched)
      await sql`release savepoint flush`.execute(this.trx)
      for (const partition of touched) this.touched.add(partition)
    } catch (error) {
      const translated = translateDatabaseError(error, this.catalog)
      await this.#guard(async () => {
        await sql`rollback to savepoint flush`.execute(this.trx)
        await sql`release savepoint flush`.execute(this.trx)
      })
      throw translated
    }
  }

  async storeOutcomes(clientId: string, stored: readonly StoredCommand[]): Promise<void> {
    await this.#guard(async () => {
      await this.trx
        .insertInto('sync_command')
        .values(stored.map((one) => this.#rowOf(clientId, one)))
        .execute()
    })
  }

  async setLastCommandId(clientId: string, commandId: number): Promise<void> {
    await this.#guard(async () => {
      await this.trx
        .updateTable('sync_client')
        .set({ last_command_id: commandId, last_seen_at: this.scope.now })
        .where('id', '=', clientId)
        .execute()
    })
  }

  #rowOf(clientId: string, { command, outcome, duplicateOf }: StoredCommand) {
    return {
      client_id: clientId,
      command_id: command.commandId,
      uid: duplicateOf ? null : command.uid,
      branch_id: this.scope.branches[0] ?? 'ref',
      // Text columns cannot hold a NUL; these two may come from anywhere.
      name: command.name.replaceAll('\0', '\uFFFD'),
      version: command.version,
      args: JSON.stringify(command.args),
      actor_id: command.actorId.replaceAll('\0', '\uFFFD'),
      occurred_at: command.occurredAt,
      received_at: this.scope.now,
      clock_offset_ms: command.clockOffsetMs ?? null,
      outcome: outcome.outcome,
      code: outcome.code ?? null,
      detail: outcome.detail ? JSON.stringify(outcome.detail) : null,
      duplicate_of: duplicateOf ?? null,
    }
  }

  async #guard<T>(work: () => Promise<T>): Promise<T> {
    try {
      return await work()
    } catch (error) {
      throw translateDatabaseError(error, this.catalog)
    }
  }
}

interface OutcomeRow {
  readonly command_id: number
  readonly uid: string | null
  readonly duplicate_of: string | null
  readonly outcome: 'accepted' | 'rejected'
  readonly code: string | null
  readonly detail: RuleDetail | null
}

/** A stored outcome as it travels. */
export function outcomeOf(row: OutcomeRow): Outcome {
  const base = {
    commandId: row.command_id,
    uid: row.uid ?? row.duplicate_of ?? '',
    outcome: row.outcome,
  }
  if (row.outcome === 'accepted') return base
  return { ...base, code: (row.code ?? 'INTERNAL') as RuleCode, detail: { ...row.detail } }
}
