/**
 * Commands per second through real server processes on a real PostgreSQL that writes to disk:
 * devices that push batches of 100 into one branch, and fifty branches at once. The yardstick, in
 * the same run on the same database, is the plainest thing a database is asked for: transactions
 * that insert one row, over as many connections as one process of ours has writers at a time.
 * Median of several rounds; each round measures everything once. Takes minutes.
 */
import pg from 'pg'
import type { WireCommand } from '#shared/protocol/messages'
import { PostgresProcess } from '../faults/lab/postgresProcess'
import type { BranchWriter } from '../support/branchWriter'
import { ProcessFarm } from '../support/processFarm'
import { employerProfile } from '../support/samples'
import { buildServer } from '../support/serverProcess'
import { median } from './measure'

const ROUNDS = 3
const PROCESSES = 2
const CONNECTIONS = 8
const BATCH = 100
const WRITERS = 8
const BRANCHES = 50
const PLAIN_ROWS = 1_000

const postgres = await PostgresProcess.install()
try {
  await postgres.start()
  const farm = await ProcessFarm.start(await buildServer('bench'), postgres.url, {
    processes: PROCESSES,
    seed: 1,
  })
  try {
    console.log(JSON.stringify(await measure(farm), null, 2))
  } finally {
    await farm.stop()
  }
} finally {
  await postgres.scrap()
}

async function measure(farm: ProcessFarm): Promise<object> {
  const alone = await writersOf(farm, ['516'])
  const together = await writersOf(
    farm,
    Array.from({ length: WRITERS }, () => '517'),
  )
  const many = await writersOf(
    farm,
    Array.from({ length: BRANCHES }, (_, n) => String(600 + n)),
  )
  const plain = await plainTable()
  const rates = {
    insertsOneConnection: [] as number[],
    inserts: [] as number[],
    oneDevice: [] as number[],
    oneBranch: [] as number[],
    manyBranches: [] as number[],
  }
  // The first one warms everything up and does not count.
  for (let round = 0; round <= ROUNDS; round++) {
    const found = {
      insertsOneConnection: await insertRate(plain.slice(0, 1)),
      inserts: await insertRate(plain),
      oneDevice: await pushRate(alone),
      oneBranch: await pushRate(together),
      manyBranches: round === 0 ? 0 : await pushRate(many),
    }
    console.error(`round ${round} of ${ROUNDS}: ${JSON.stringify(found)}`)
    if (round === 0) continue
    for (const name of Object.keys(rates) as (keyof typeof rates)[]) rates[name].push(found[name])
  }
  await Promise.all(plain.map((client) => client.end()))
  const ratio = (name: keyof typeof rates, yardstick: keyof typeof rates) =>
    median(rates[name].map((rate, round) => rate / (rates[yardstick][round] ?? 0)))
  return {
    benchmark: 'concurrency',
    processes: PROCESSES,
    batch: BATCH,
    insertsPerSecondOneConnection: Math.round(median(rates.insertsOneConnection)),
    [`insertsPerSecond${CONNECTIONS}Connections`]: Math.round(median(rates.inserts)),
    oneDeviceCommandsPerSecond: Math.round(median(rates.oneDevice)),
    oneDeviceToInsertsOneConnection: ratio('oneDevice', 'insertsOneConnection'),
    [`oneBranch${WRITERS}DevicesCommandsPerSecond`]: Math.round(median(rates.oneBranch)),
    oneBranchToInserts: ratio('oneBranch', 'inserts'),
    [`${BRANCHES}BranchesCommandsPerSecond`]: Math.round(median(rates.manyBranches)),
    manyBranchesToInserts: ratio('manyBranches', 'inserts'),
  }
}

function writersOf(farm: ProcessFarm, branches: readonly string[]): Promise<BranchWriter[]> {
  return Promise.all(branches.map((id) => farm.addWriter(id)))
}

/** Every device pushes one batch. @returns commands per second */
async function pushRate(writers: readonly BranchWriter[]): Promise<number> {
  const batches = writers.map((writer) => {
    const first = writer.sent.length
    for (let n = 0; n < BATCH; n++) {
      const profile = employerProfile({ npwp: undefined })
      const args = { employerId: crypto.randomUUID(), profile, acceptedFindings: [] }
      writer.add('employer.register', args)
    }
    return { writer, commands: writer.sent.slice(first) }
  })
  const began = performance.now()
  await Promise.all(batches.map(({ writer, commands }) => push(writer, commands)))
  return (writers.length * BATCH * 1000) / (performance.now() - began)
}

async function push({ device }: BranchWriter, commands: readonly WireCommand[]): Promise<void> {
  for (let waiting = commands; waiting.length > 0;) {
    const { status, body } = await device.push(waiting)
    // Others were first: as a device does, only without its pause.
    if (status === 503) continue
    const refused = body.outcomes.find(({ outcome }) => outcome !== 'accepted')
    if (status !== 200 || refused) throw new Error(JSON.stringify(body).slice(0, 500))
    waiting = waiting.slice(body.outcomes.length)
  }
}

async function plainTable(): Promise<pg.Client[]> {
  const clients = Array.from(
    { length: CONNECTIONS },
    () => new pg.Client({ connectionString: postgres.url }),
  )
  for (const client of clients) await client.connect()
  await clients[0]!.query(
    'create table plain (branch text, id text, data json, primary key (branch, id))',
  )
  return clients
}

/** A row as large as the employers that are pushed. @returns rows per second */
async function insertRate(clients: readonly pg.Client[]): Promise<number> {
  const data = JSON.stringify(employerProfile())
  const each = Math.ceil(PLAIN_ROWS / clients.length)
  const began = performance.now()
  await Promise.all(
    clients.map(async (client) => {
      for (let n = 0; n < each; n++) {
        await client.query('insert into plain values ($1, $2, $3)', [
          '516',
          crypto.randomUUID(),
          data,
        ])
      }
    }),
  )
  return (each * clients.length * 1000) / (performance.now() - began)
}
