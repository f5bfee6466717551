import { setTimeout as sleep } from 'node:timers/promises'
import { createApp } from '../../../server/app'
import { addUser } from '../../../server/auth/users'
import { openDatabase } from '../../../server/storage/database'
import { Random } from '../../model/random'
import { HOME } from '../../model/scenario'
import { LabServer } from './labServer'
import { labScenario, type ScenarioName } from './labScenario'

// The central server as a process of its own, with the commands of the model test: made to be
// killed. What it is told comes in one line of JSON.

export interface EntryOptions {
  readonly where: { readonly databaseUrl: string } | { readonly dataDir: string }
  readonly port: number
  readonly scenario: ScenarioName
  /** The first start fills the database; later ones find it filled. */
  readonly fill: boolean
  /** Whether others work too, so that pulls have something to bring. */
  readonly busy: boolean
  readonly person: { readonly id: string; readonly username: string; readonly password: string }
  readonly fillers: number
  readonly seed: number
  /** When the run began, epoch milliseconds: the server's clock hurries ahead from there. */
  readonly began: number
}

const options = JSON.parse(process.argv[2] ?? '') as EntryOptions
const { schema, registry, scenario } = labScenario(options.scenario)
const trouble = (error: unknown): void => void process.stderr.write(`${String(error)}\n`)

const HURRY = 20
const database = await openDatabase(options.where, { entities: schema, onTrouble: trouble })
const lab = new LabServer(database, options.scenario, options.seed)
if (options.fill) {
  await lab.begin(options.fillers)
  const { id, username, password } = options.person
  const person = { id, username, password, branchId: HOME, name: username, roles: scenario.roles }
  await addUser(database.db, person, Date.now())
}
const app = await createApp({
  config: {
    mode: 'production',
    host: '127.0.0.1',
    port: options.port,
    dataDir: '',
    connections: 12,
    rendererDir: 'does-not-exist',
    logLevel: 'error',
    trustProxy: false,
  },
  database,
  now: () => Date.now() + (Date.now() - options.began) * HURRY,
  version: '0.0.0-test',
  limits: { auth: 100_000, sync: 100_000, other: 100_000 },
  registry,
})
await app.listen({ host: '127.0.0.1', port: options.port })
process.on('SIGTERM', () => {
  void app
    .close()
    .then(() => database.close())
    .then(() => process.exit(0))
})

const random = new Random(options.seed)
while (options.busy) {
  await sleep(100)
  try {
    // No traps: crashes are counted by the process, and this one lives too short to get past one.
    await lab.command(random, false)
  } catch (error) {
    trouble(error)
  }
}
