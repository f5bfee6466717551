import { sql } from 'kysely'
import { RuleViolation, type JsonValue } from '#shared/commands/ruleCodes'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import { partitionOf, type EntityRow } from '#shared/model/entity'
import { keyOf } from '#shared/sync/bufferedTx'
import { runCommand } from '#shared/sync/runCommand'
import { UniqueClash } from '#shared/sync/serverPorts'
import type { Database } from '../../../server/storage/database'
import type { ServerTx } from '../../../server/storage/serverTx'
import type { Random } from '../../model/random'
import { HOME, OTHER, type Intent } from '../../model/scenario'
import { assertWholeIndex } from '../../support/database'
import { MemoryRows } from '../../support/memoryRows'
import { FILLER, labScenario, type ScenarioName } from './labScenario'

const PARTITIONS = [`branch:${HOME}`, `branch:${OTHER}`, 'ref']
/** What devices of the home branch may hold. */
export const HELD = new Set([`branch:${HOME}`, 'ref'])

/** One stored command of the server's journal. */
export interface Stored {
  readonly client_id: string
  readonly command_id: number
  readonly uid: string | null
  readonly duplicate_of: string | null
  readonly name: string
  readonly outcome: 'accepted' | 'rejected'
  readonly code: string | null
}

/** The server's side of a run: its own commands, and the truth to compare devices with. */
export class LabServer {
  readonly #lab
  #ids = 0

  constructor(
    private readonly database: Database,
    scenario: ScenarioName,
    /** Another number, other ids: a server that starts again must not use its old ones. */
    private readonly start = 0,
  ) {
    this.#lab = labScenario(scenario)
  }

  /** The scenario's rows, and as many untouched ones as wanted. */
  async begin(fillers: number): Promise<void> {
    const rows = Array.from({ length: fillers }, (_, n) => {
      const row = { id: `f${n}`, branchId: HOME, text: 'x'.repeat(200) }
      return { entity: FILLER, id: row.id, row: row as EntityRow }
    })
    await this.#transaction(async (tx) => {
      await tx.lockPartitions(PARTITIONS)
      await tx.flush([...this.#lab.scenario.seed, ...rows])
    })
    for (const { name, args } of this.#lab.scenario.opening(() => this.#newId())) {
      // Devices get their numbers from the server itself.
      if (name !== 'numberLease.grant') await this.#run(name, args)
    }
  }

  /**
   * Something that comes from the bank, a job or another office.
   * @param hasTraps whether it may also make rows that crash the handler of the next command
   */
  async command(random: Random, hasTraps = true): Promise<boolean> {
    const intent = this.#lab.scenario.intendServer({
      random,
      rows: await this.rows(),
      client: -1,
      newId: () => this.#newId(),
      today: localDateOfInstant(new Date().toISOString()),
    })
    if (!intent || intent.name === 'numberLease.grant') return false
    if (!hasTraps && isTrap(intent)) return false
    return this.#run(intent.name, intent.args)
  }

  /** The home branch starts anew: every device must fetch it again from the beginning. */
  async raiseEpoch(): Promise<void> {
    await sql`update sync_partition set epoch = epoch + 1 where id = ${`branch:${HOME}`}`.execute(
      this.database.db,
    )
  }

  async rows(): Promise<MemoryRows> {
    const rows = new MemoryRows(this.#lab.schema)
    for (const { entity, row } of await this.#stored()) rows.set(entity, row.id, row)
    return rows
  }

  /**
   * Rows that a device of the home branch must show, without the untouched ones. Two branches may
   * have a row of one id: a device makes a note that it cannot see in the other one.
   */
  async heldRows(): Promise<Map<string, EntityRow>> {
    const held = (await this.#stored()).filter(({ row }) => HELD.has(partitionOf(row)))
    return new Map(held.map(({ entity, row }) => [keyOf(entity, row.id), row]))
  }

  async #stored(): Promise<{ readonly entity: string; readonly row: EntityRow }[]> {
    const { catalog, db } = this.database
    const stored = []
    for (const { entity, table } of catalog.tables) {
      if (entity === FILLER) continue
      const found = await sql<{ data: EntityRow }>`select data from ${sql.table(table)}`.execute(db)
      stored.push(...found.rows.map(({ data }) => ({ entity, row: data })))
    }
    return stored
  }

  stored(): Promise<Stored[]> {
    return this.database.db
      .selectFrom('sync_command')
      .select(['client_id', 'command_id', 'uid', 'duplicate_of', 'name', 'outcome', 'code'])
      .orderBy('client_id')
      .orderBy('command_id')
      .execute()
  }

  /** @throws Error when the rows break a rule of the scenario or the change index has holes */
  async check(): Promise<void> {
    this.#lab.scenario.check(await this.rows())
    await assertWholeIndex(this.database)
  }

  async #run(name: string, args: Intent['args']): Promise<boolean> {
    const call = {
      ...{ uid: this.#newId(), name, version: 1, args: args as JsonValue },
      occurredAt: new Date().toISOString(),
      actor: {
        userId: 'system',
        name: 'system',
        roles: ['SYSTEM' as const, ...this.#lab.scenario.roles],
      },
    }
    const { schema, registry } = this.#lab
    const env = { schema, registry, branchId: HOME, deviceId: 'server', where: 'server' as const }
    try {
      await this.#transaction(async (tx) => {
        await tx.lockPartitions(PARTITIONS)
        await tx.flush((await runCommand(tx, call, env)).writes)
      })
      return true
    } catch (error) {
      if (error instanceof RuleViolation || error instanceof UniqueClash) return false
      throw error
    }
  }

  #transaction<T>(work: (tx: ServerTx) => Promise<T>): Promise<T> {
    const scope = { branches: [HOME, OTHER], deviceId: 'server', now: Date.now() }
    return this.database.transaction(scope, work)
  }

  #newId(): string {
    this.#ids += 1
    const [start, count] = [this.start.toString(16), this.#ids.toString(16)]
    return `${start.padStart(8, '0')}-0000-7000-a000-${count.padStart(12, '0')}`
  }
}

function isTrap({ args }: Intent): boolean {
  return typeof args === 'object' && args !== null && 'trapped' in args && args.trapped === true
}
