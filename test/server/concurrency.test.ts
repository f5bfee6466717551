import { sql } from 'kysely'
import pg from 'pg'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { z } from 'zod'
import type { EntityRow } from '#shared/model/entity'
import { NumberLease } from '#shared/model/numberLease'
import type { Outcome, WireCommand } from '#shared/protocol/messages'
import { keyOf } from '#shared/sync/bufferedTx'
import { Random } from '../model/random'
import type { BranchWriter } from '../support/branchWriter'
import { assertWholeIndex, availableEngines } from '../support/database'
import { startPostgres } from '../support/postgres'
import { OBSERVER, ProcessFarm } from '../support/processFarm'
import { employerProfile, workerEntry } from '../support/samples'
import { buildServer } from '../support/serverProcess'

const isPostgresHere = availableEngines().includes('postgresql')
// Longer by hand: CONCURRENCY_ROUNDS=100 CONCURRENCY_SEED=7 npx vitest run test/server/concurrency
const ROUNDS = Number(process.env['CONCURRENCY_ROUNDS'] ?? '2')
const SEED = Number(process.env['CONCURRENCY_SEED'] ?? '1')
const START = 'Jalan Awal'
const PatchArgs = z.object({
  set: z.object({ address: z.object({ from: z.string(), to: z.string() }) }),
})
const Workers = z.looseObject({ workerCount: z.number(), address: z.string() })

/** What all writers of one branch work on. */
interface Branch {
  readonly id: string
  readonly employerId: string
  readonly writers: readonly BranchWriter[]
}

describe.skipIf(!isPostgresHere)('[S-371] several server processes on one PostgreSQL', () => {
  const random = new Random(SEED)
  let farm: ProcessFarm
  let admin: pg.Client
  let name: string

  beforeAll(async () => {
    const postgres = await startPostgres()
    name = `storm_${process.pid}`
    await postgres.query(`create database ${name}`)
    const url = postgres.url.replace(/\/postgres$/, `/${name}`)
    farm = await ProcessFarm.start(await buildServer('concurrency'), url, {
      processes: 3,
      seed: SEED,
    })
    admin = new pg.Client({ connectionString: url, application_name: OBSERVER })
    await admin.connect()
  }, 120_000)

  afterAll(async () => {
    await farm.stop()
    await admin.end()
    const postgres = await startPostgres()
    await postgres.query(`drop database ${name} with (force)`)
  })

  it('eight writers in one branch, whose connections break: each work once, none missed', async () => {
    const branch = await openBranch('516', 8)
    const killed = await whileConnectionsBreak(() =>
      Promise.all(branch.writers.map((writer) => work(branch, writer, ROUNDS, 12))),
    )
    await assertSound(branch)
    await assertWholeIndex(farm.database)
    const { toldToWait, sentTwice } = troubleOf([branch])
    expect(killed).toBeGreaterThan(ROUNDS)
    expect(toldToWait).toBeGreaterThan(0)
    expect(sentTwice).toBeGreaterThan(0)
    expect(await deadlocks()).toBe(0)
  }, 600_000)

  it('fifty branches at once, whose connections break: each work once, none missed', async () => {
    const branches = await Promise.all(
      Array.from({ length: 50 }, (_, n) => openBranch(String(600 + n), 1)),
    )
    const killed = await whileConnectionsBreak(() =>
      Promise.all(
        branches.map((branch) => work(branch, branch.writers[0]!, Math.ceil(ROUNDS / 2), 5)),
      ),
    )
    await Promise.all(branches.map((branch) => assertSound(branch)))
    await assertWholeIndex(farm.database)
    expect(killed).toBeGreaterThan(ROUNDS)
    expect(await deadlocks()).toBe(0)
  }, 600_000)

  async function openBranch(id: string, count: number): Promise<Branch> {
    const writers = await Promise.all(Array.from({ length: count }, () => farm.addWriter(id)))
    const employerId = crypto.randomUUID()
    const profile = employerProfile({ npwp: undefined, address: START })
    writers[0]!.add('employer.register', { employerId, profile, acceptedFindings: [] })
    for (const writer of writers) await writer.settle()
    return { id, employerId, writers }
  }

  /** Office work that gets in its own way: same persons, same tax numbers, same field. */
  async function work(branch: Branch, writer: BranchWriter, rounds: number, size: number) {
    for (let round = 0; round < rounds; round++) {
      let address = Workers.parse(writer.view.get(keyOf('employer', branch.employerId))).address
      for (let n = 0; n < size; n++) {
        const kind = random.weighted([
          { weight: 5, value: 'worker' },
          { weight: 3, value: 'employer' },
          { weight: 2, value: 'address' },
        ])
        if (kind === 'worker') {
          // The same person may be brought by two at once, under two ids.
          const entry = workerEntry(random.int(1, 300))
          writer.add('worker.register', { employerId: branch.employerId, entry })
        } else if (kind === 'employer') {
          const taken = random.chance(0.4)
          const npwp = taken ? `01234567826990${String(random.int(10, 40))}` : undefined
          const args = { employerId: crypto.randomUUID(), acceptedFindings: [] }
          writer.add('employer.register', { ...args, profile: employerProfile({ npwp }) })
        } else {
          const to = `Jalan ${crypto.randomUUID()}`
          const args = { entity: 'employer', id: branch.employerId }
          writer.add('record.patch', { ...args, set: { address: { from: address, to } } })
          address = to
        }
      }
      if (random.chance(0.5)) await askForNumbers(writer)
      await writer.settle()
    }
  }

  async function askForNumbers({ device }: BranchWriter): Promise<void> {
    device.url = random.pick(farm.urls)
    const { status } = await device.post('/leases', { kind: 'PAYMENT_CODE', want: 500 })
    expect([200, 429, 503]).toContain(status)
  }

  /**
   * Cuts connections at random, preferably busy ones, while `work` goes on; so many at the most that
   * a slow machine gets done too. @returns how many
   */
  async function whileConnectionsBreak(work: () => Promise<unknown>): Promise<number> {
    let killed = 0
    let isDone = false
    const breaking = (async () => {
      while (!isDone && killed < 6 * ROUNDS) {
        await sleep(random.int(50, 400))
        const { rowCount } = await admin.query(
          `select pg_terminate_backend(pid) from (select pid from pg_stat_activity
             where datname = current_database() and application_name <> $1
             and backend_type = 'client backend'
             order by state = 'idle', random() limit 1) as one`,
          [OBSERVER],
        )
        killed += rowCount ?? 0
      }
    })()
    try {
      await work()
    } finally {
      isDone = true
      await breaking
    }
    return killed
  }

  async function deadlocks(): Promise<number> {
    // Backends tell the statistics what they saw with a delay.
    await sleep(1_100)
    const { rows } = await admin.query<{ count: string }>(
      `select deadlocks as count from pg_stat_database where datname = current_database()`,
    )
    return Number(rows[0]?.count)
  }

  /** The invariants of the sync, looked at when nobody works any more. */
  async function assertSound({ id, employerId, writers }: Branch): Promise<void> {
    const rows = await storedRows(id)
    for (const writer of writers) {
      await writer.settle()
      // Exactly one outcome for everything that was ever sent …
      expect(writer.outcomes.size).toBe(writer.sent.length)
      // … and no change overlooked, though it was fetched in between, while others wrote.
      expect(new Map([...writer.view].sort())).toEqual(rows)
    }
    const done = writers.flatMap((writer) =>
      writer.sent.map((command) => ({
        command,
        outcome: outcomeOf(writer, command),
      })),
    )
    expect(await countStored(writers)).toBe(done.length)
    const accepted = done.filter(({ outcome }) => outcome.outcome === 'accepted')
    assertEffects(
      rows,
      employerId,
      accepted.map(({ command }) => command),
    )
    // One step of the counter for each transaction (refused work leaves its own row), no more.
    expect(await seqOf(id)).toBe(await transactionsOf(id))
    assertOwnNumbers(rows)
  }

  async function storedRows(branchId: string): Promise<Map<string, EntityRow>> {
    const found: [string, EntityRow][] = []
    for (const { entity, table } of farm.database.catalog.tables) {
      const { rows } = await sql<{ data: EntityRow }>`select data from ${sql.table(table)}
        where branch_id in (${branchId}, 'ref')`.execute(farm.database.db)
      found.push(...rows.map(({ data }): [string, EntityRow] => [keyOf(entity, data.id), data]))
    }
    return new Map(found.sort())
  }

  async function countStored(writers: readonly BranchWriter[]): Promise<number> {
    const clients = writers.map(({ device }) => device.clientId)
    const { rows } = await sql<{ count: number }>`select count(*) as count from sync_command
      where client_id in (${sql.join(clients)}) and duplicate_of is null`.execute(farm.database.db)
    return rows[0]!.count
  }

  async function seqOf(branchId: string): Promise<number> {
    const { rows } = await sql<{ seq: number }>`select seq from sync_partition
      where id = ${`branch:${branchId}`}`.execute(farm.database.db)
    return rows[0]!.seq
  }

  /** Outcomes are written once and never changed: each still names the transaction it came with. */
  async function transactionsOf(branchId: string): Promise<number> {
    const { rows } = await sql<{ count: number }>`select count(distinct xmin::text) as count
      from sync_command where branch_id = ${branchId}`.execute(farm.database.db)
    return rows[0]!.count
  }
})

function outcomeOf(writer: BranchWriter, { uid }: WireCommand): Outcome {
  const outcome = writer.outcomes.get(uid)
  if (!outcome) throw new Error(`${uid} has no outcome`)
  return outcome
}

function troubleOf(branches: readonly Branch[]) {
  const all = branches.flatMap(({ writers }) => writers.map(({ trouble }) => trouble))
  const sum = (of: 'requestsFailed' | 'toldToWait' | 'sentTwice') =>
    all.reduce((total, trouble) => total + trouble[of], 0)
  return { toldToWait: sum('toldToWait'), sentTwice: sum('sentTwice') }
}

/** Everything accepted took effect, once: counted, and as a chain of what was seen. */
function assertEffects(
  rows: ReadonlyMap<string, EntityRow>,
  employerId: string,
  accepted: readonly WireCommand[],
): void {
  const of = (name: string) => accepted.filter((command) => command.name === name)
  const count = (entity: string) =>
    [...rows.keys()].filter((key) => key.startsWith(keyOf(entity, ''))).length
  expect(count('employer')).toBe(of('employer.register').length)
  expect(count('membership')).toBe(of('worker.register').length)
  const { workerCount, address } = Workers.parse(rows.get(keyOf('employer', employerId)))
  expect(workerCount).toBe(of('worker.register').length)

  const patches = of('record.patch').map(({ args }) => PatchArgs.parse(args).set.address)
  const next = new Map(patches.map(({ from, to }) => [from, to]))
  let steps = 0
  let reached = START
  for (let to = next.get(reached); to !== undefined; to = next.get(reached)) {
    reached = to
    steps += 1
  }
  expect({ steps, reached }).toEqual({ steps: patches.length, reached: address })
}

function assertOwnNumbers(rows: ReadonlyMap<string, EntityRow>): void {
  const leases = [...rows]
    .filter(([key]) => key.startsWith(keyOf('numberLease', '')))
    .map(([, row]) => NumberLease.parse(row))
    .sort((a, b) => a.from - b.from)
  leases.forEach((lease, n) => {
    const next = leases[n + 1]
    if (next) expect(next.from).toBeGreaterThan(lease.to)
  })
}
