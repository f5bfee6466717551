import type { Actor } from '#shared/commands/definition'
import { refusalOf } from '#shared/commands/refusals/refusalOf'
import { partitionOf } from '#shared/model/entity'
import type { Role } from '#shared/permissions/roles'
import type { PullPage, PushResponse, WireCommand } from '#shared/protocol/messages'
import { keyOf } from '#shared/sync/bufferedTx'
import type {
  ArchivedCommand,
  ClientMeta,
  PendingCommand,
  Rejection,
} from '#shared/sync/clientPorts'
import type { PullQuestion } from '#shared/sync/pull'
import { stampOf, type PullStamp } from '#shared/sync/rebase'
import type { RunEnvironment } from '#shared/sync/runCommand'
import {
  InfrastructureError,
  type RefusalKeeper,
  type ServerEnvironment,
} from '#shared/sync/serverPorts'
import { createMemoryClient, type MemoryClient } from '../support/memoryClient'
import type { MemoryRows } from '../support/memoryRows'
import {
  createMemoryServer,
  type Commit,
  type MemoryBackup,
  type MemoryServer,
} from '../support/memoryServer'
import { noCounts, type Counts } from './counts'
import { Random } from './random'
import { CLIENTS, HOME, OTHER, type Scenario } from './scenario'

/** Attempts after which a command that crashes its handler is set aside. */
const POISONED_AFTER = 3
const START = Date.parse('2026-03-02T02:00:00.000Z')

/** The process ended in the middle of a local transaction. */
export class Crash extends Error {
  override readonly name = 'Crash'
}

/** Rows that a pull must leave in the base: those of the snapshot of its last page. */
export type ExpectedBase = ReadonlyMap<string, { readonly entity: string; readonly row: unknown }>

/** What the server's database held when the last page was made. */
export interface ExpectedState {
  readonly rows: ExpectedBase
  /** uids of the counter commands in force. */
  readonly raised: ReadonlySet<string>
}

export type Message = {
  readonly client: number
  readonly window: number
  readonly session: number
  /** As whom the device asks, and which server database it expects. */
  readonly clientId: string
  readonly incarnation?: string
  /** The whole request was refused: the server is another database now. */
  refused?: true
} & (
  | { readonly kind: 'push'; readonly commands: readonly WireCommand[]; answer?: PushResponse }
  | {
      readonly kind: 'pull'
      readonly question: Omit<PullQuestion, 'partitions'>
      answer?: { readonly page: PullPage; readonly expected: ExpectedState }
    }
)

/** A pull under way in one window; held in memory only, gone after a crash. */
export interface PullUnderWay {
  start: PullStamp
  meta: ClientMeta
  pages: PullPage[]
  /** The page before the next one, also when it is written already. */
  previous?: PullPage
  /** A first full pass that is written page by page. */
  gated: boolean
  /** Its pages lie on the disk: they survive the end of the process. */
  readonly staged: boolean
  expected?: ExpectedState
  waiting: boolean
}

export interface Window {
  /** Number of the newest request; answers to older ones are thrown away. */
  session: number
  pull?: PullUnderWay
}

export interface Client {
  readonly index: number
  /** The device that this one was copied from, or itself: they share a counter. */
  readonly lineage: number
  store: MemoryClient
  /** The journal file: what is known of each command, in order of making. */
  readonly journal: Map<string, JournalEntry>
  /** Counter commands in force when the server's state was last taken over. */
  seen: ReadonlySet<string>
  readonly windows: readonly Window[]
  readonly env: RunEnvironment
  readonly actorId: string
  readonly clockSkewMs: number
  /** Operations until the process ends in the middle of a transaction. */
  crashIn: number | undefined
  /** Every command for which `mutate` said yes, as confirmed. */
  readonly confirmed: Map<string, PendingCommand>
}

export type JournalEntry =
  | { readonly state: 'pending'; readonly command: PendingCommand }
  | { readonly state: 'accepted'; readonly command: ArchivedCommand }
  | { readonly state: 'rejected'; readonly command: PendingCommand; readonly rejection: Rejection }

export interface World {
  readonly scenario: Scenario
  readonly random: Random
  readonly server: MemoryServer
  readonly serverEnv: ServerEnvironment
  readonly clients: Client[]
  readonly access: Set<string>[]
  /** The last backup of the server, with what had taken effect by then. */
  backup?: { readonly data: MemoryBackup; readonly executed: ReadonlySet<string> }
  /** uids that have taken effect in the present timeline of the server. */
  executed: Set<string>
  readonly roles: Map<string, Role[]>
  readonly inFlight: Message[]
  readonly counts: Counts
  readonly commits: Commit[]
  /** Some runs check every message against its wire schema; it costs too much for all. */
  readonly isChecked: boolean
  /** Operations until the server's database fails. */
  serverFaultIn: number | undefined
  now: number
  newId(): string
}

export function createWorld(scenario: Scenario, seed: number): World {
  const random = new Random(seed)
  const attempts = new Map<string, number>()
  let ids = 0
  const world: World = {
    scenario,
    random,
    server: createMemoryServer({
      schema: scenario.schema,
      onOperation: () => countDownServer(world),
      onCommit: (commit) => world.commits.push(commit),
    }),
    serverEnv: {
      resolveActor: async (actorId) => actorOf(world, actorId),
      now: () => world.now,
      isPoisoned(uid) {
        attempts.set(uid, (attempts.get(uid) ?? 0) + 1)
        return (attempts.get(uid) ?? 0) >= POISONED_AFTER
      },
      ...('refusal' in scenario.schema && { refusals: refusalsOf(() => world) }),
      report: ({ parked }) => {
        if (parked) world.counts.parked += 1
      },
    },
    clients: Array.from({ length: CLIENTS }, (_, index) => createClient(scenario, random, index)),
    access: Array.from(
      { length: CLIENTS },
      (_, index) => new Set(['ref', `branch:${HOME}`, ...(index >= 2 ? [`branch:${OTHER}`] : [])]),
    ),
    executed: new Set(),
    roles: new Map(),
    inFlight: [],
    counts: noCounts(),
    commits: [],
    isChecked: seed % 20 === 0,
    serverFaultIn: undefined,
    now: START,
    newId() {
      ids += 1
      return `00000000-0000-7000-8000-${ids.toString(16).padStart(12, '0')}`
    },
  }
  for (const client of world.clients) world.roles.set(client.actorId, [...scenario.roles])
  return world
}

/** The branch's notes of refused work, as the server keeps them. */
function refusalsOf(world: () => World): RefusalKeeper {
  return {
    partition: `branch:${HOME}`,
    async rowFor(command, outcome) {
      const now = new Date(world().now).toISOString()
      const actorName = command.actorId
      // The cores are told the device by the environment, which is another for each push.
      const deviceId = command.actorId.replace('user', 'device')
      return refusalOf({ branchId: HOME, deviceId, command, outcome, actorName, now })
    },
  }
}

function createClient(scenario: Scenario, random: Random, index: number): Client {
  const client: Client = {
    index,
    lineage: index,
    store: createMemoryClient({
      schema: scenario.schema,
      clientId: `00000000-0000-7000-9000-00000000000${index}`,
      onOperation: () => countDownClient(client),
    }),
    journal: new Map(),
    seen: new Set(),
    windows: [{ session: 0 }, { session: 0 }],
    env: environmentOf(scenario, `device-${index}`, 'client'),
    actorId: `user-${index}`,
    clockSkewMs: random.chance(0.15) ? 30 * 60_000 : 0,
    crashIn: undefined,
    confirmed: new Map(),
  }
  return client
}

/** A copy of a whole machine: database, journal and what its person knows. */
export function cloneClient(world: World, original: Client): Client {
  const clone: Client = {
    ...original,
    index: world.clients.length,
    store: original.store.copy({
      schema: world.scenario.schema,
      onOperation: () => countDownClient(clone),
    }),
    journal: new Map(original.journal),
    windows: [{ session: 0 }, { session: 0 }],
    crashIn: undefined,
    confirmed: new Map(original.confirmed),
  }
  world.clients.push(clone)
  world.access.push(world.access[original.index] ?? new Set())
  return clone
}

/** An empty database in the place of one that is gone. */
export function emptyStore(world: World, client: Client): MemoryClient {
  return createMemoryClient({
    schema: world.scenario.schema,
    clientId: world.newId(),
    onOperation: () => countDownClient(client),
  })
}

function countDownClient(client: Client): void {
  if (client.crashIn === undefined) return
  client.crashIn -= 1
  if (client.crashIn <= 0) throw new Crash()
}

export function environmentOf(
  scenario: Scenario,
  deviceId: string,
  where: 'client' | 'server',
): RunEnvironment {
  return { schema: scenario.schema, registry: scenario.registry, branchId: HOME, deviceId, where }
}

export function actorOf(world: World, actorId: string): Actor | undefined {
  const roles = world.roles.get(actorId)
  return roles && { userId: actorId, name: actorId, roles }
}

export function clientOf(world: World, index: number): Client {
  const client = world.clients[index]
  if (!client) throw new Error(`no client ${index}`)
  return client
}

export function windowOf(client: Client, index: number): Window {
  const window = client.windows[index]
  if (!window) throw new Error(`no window ${index}`)
  return window
}

export function startPull(world: World, client: Client): PullUnderWay {
  const { meta } = client.store
  return {
    start: stampOf(meta),
    meta,
    pages: [],
    gated: meta.catchUp !== undefined,
    staged: world.random.chance(0.3),
    waiting: false,
  }
}

/** Rows of some partitions, by key. */
export function rowsIn(rows: MemoryRows, partitions: ReadonlySet<string>): ExpectedBase {
  const found = new Map<string, { entity: string; row: unknown }>()
  for (const { entity, row } of rows.all()) {
    if (partitions.has(partitionOf(row))) found.set(keyOf(entity, row.id), { entity, row })
  }
  return found
}

function countDownServer(world: World): void {
  if (world.serverFaultIn === undefined) return
  world.serverFaultIn -= 1
  if (world.serverFaultIn > 0) return
  world.serverFaultIn = undefined
  world.counts.serverCrashes += 1
  throw new InfrastructureError('the database went away')
}
