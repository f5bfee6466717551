import {
  applyFinished,
  askForPage,
  changeAccess,
  changeRoles,
  crash,
  deliverAnswer,
  deliverRequest,
  doCommand,
  doServerCommand,
  runOnServer,
  sendPush,
  syncFully,
} from './actions'
import { END } from '#shared/sync/pull'
import { backUp, cloneDisk, loseDatabase, restoreServer, upgrade } from './accidents'
import type { Counts } from './counts'
import { checkEnd, checkLocal, checkServer, fail } from './invariants'
import type { Random } from './random'
import { CLIENTS, HOME, OTHER, type Scenario } from './scenario'
import { clientOf, createWorld, type Client, type Message, type World } from './world'

/** What went wrong, and how to see it again. */
export class ModelFailure extends Error {
  override readonly name = 'ModelFailure'
  constructor(
    readonly seed: number,
    readonly step: number,
    readonly trace: readonly string[],
    override readonly cause: unknown,
  ) {
    const reason = cause instanceof Error ? cause.message : String(cause)
    super(
      `seed ${seed}, step ${step}: ${reason}\n${trace.join('\n')}\nagain: SEED=${seed} npm run test:model`,
    )
  }
}

export interface RunOptions {
  readonly scenario: Scenario
  readonly seed: number
  readonly steps: number
}

type Action = (world: World) => string | Promise<string>

const MAX_PENDING = 12
const DRAIN_ROUNDS = 30

/**
 * Plays one seed: random actions and faults, then calm, until everybody agrees.
 * @throws ModelFailure with seed, step and the list of actions.
 */
export async function runSeed({ scenario, seed, steps }: RunOptions): Promise<Counts> {
  const world = createWorld(scenario, seed)
  const trace: string[] = []
  let step = 0
  try {
    await begin(world)
    const mix = drawMix(world.random)
    for (step = 1; step <= steps; step++) {
      world.now += scenario.minutesPerStep * 60_000
      const action = world.random.weighted(mix)
      trace.push(`${step}: ${action.name}`)
      trace[trace.length - 1] = `${step}: ${await action(world)}`
    }
    await calm(world, trace)
    world.counts.steps = steps
    return world.counts
  } catch (error) {
    throw new ModelFailure(seed, step, trace, error)
  }
}

async function begin(world: World): Promise<void> {
  await world.server.transaction(async (tx) => {
    await tx.lockPartitions([`branch:${HOME}`, `branch:${OTHER}`, 'ref'])
    await tx.flush(world.scenario.seed)
  })
  for (const { name, args } of world.scenario.opening(world.newId)) {
    if (!(await runOnServer(world, name, args))) fail('I1', `${name} is refused at the opening`)
  }
  checkServer(world)
}

/** Every seed has its own taste, so that rare combinations get their turn. */
function drawMix(random: Random): { weight: number; value: Action }[] {
  const taste = (weight: number) => weight * random.pick([0.2, 1, 1, 4])
  // Most seeds know no disaster, some know little else.
  const disaster = (weight: number) => weight * random.pick([0, 0, 1, 5])
  return [
    { weight: taste(20), value: command },
    { weight: taste(10), value: push },
    { weight: taste(14), value: ask },
    { weight: 40, value: deliver },
    { weight: taste(10), value: apply },
    { weight: taste(3), value: syncOne },
    { weight: taste(4), value: doServerCommand },
    { weight: taste(2), value: loseMessage },
    { weight: taste(2), value: duplicate },
    { weight: taste(1), value: crashAny },
    { weight: taste(1), value: armLocalCrash },
    { weight: taste(1), value: armServerFault },
    { weight: taste(4), value: purge },
    { weight: taste(0.3), value: raiseEpoch },
    { weight: taste(0.8), value: access },
    { weight: taste(0.4), value: roles },
    { weight: disaster(0.4), value: clone },
    { weight: disaster(0.6), value: backUp },
    { weight: disaster(0.6), value: restoreServer },
    { weight: disaster(0.3), value: lose },
    { weight: taste(0.5), value: renew },
  ]
}

function anyClient({ random, clients }: World): number {
  return random.int(0, clients.length - 1)
}

function command(world: World): string | Promise<string> {
  const index = anyClient(world)
  if (clientOf(world, index).store.outbox.size >= MAX_PENDING) return push(world)
  return doCommand(world, index)
}

function push(world: World): string | Promise<string> {
  const { random } = world
  const busy = world.clients.filter(({ store }) => store.outbox.size > 0)
  const client = random.find(busy)
  if (!client) return doCommand(world, anyClient(world))
  return sendPush(world, client.index, random.int(1, 4), random.chance(0.1) ? random.int(1, 2) : 0)
}

/** Usually a pull under way goes on; else one begins, or begins again. */
function ask(world: World): string | Promise<string> {
  const { random } = world
  const limit = random.pick([1, 1, 2, 2, 3, 5, 100])
  const underWay = world.clients.flatMap((client) =>
    client.windows.flatMap(({ pull }, windowIndex) =>
      pull && !pull.waiting && !pull.expected ? [{ index: client.index, windowIndex }] : [],
    ),
  )
  const next = random.chance(0.8) ? random.find(underWay) : undefined
  if (next) return askForPage(world, next.index, next.windowIndex, limit)
  return askForPage(world, anyClient(world), random.chance(0.35) ? 1 : 0, limit)
}

/** Usually the oldest message moves on, sometimes any: late and out of order. */
async function deliver(world: World): Promise<string> {
  const message = world.random.chance(0.7) ? world.inFlight[0] : world.random.find(world.inFlight)
  if (!message) return world.random.chance(0.5) ? command(world) : ask(world)
  if (!message.answer && !message.refused) return deliverRequest(world, message)
  remove(world, message)
  return deliverAnswer(world, message)
}

async function apply(world: World): Promise<string> {
  const finished = world.clients.flatMap((client) =>
    client.windows.flatMap((window, windowIndex) =>
      window.pull?.expected ? [{ index: client.index, windowIndex }] : [],
    ),
  )
  const chosen = world.random.find(finished)
  return chosen ? applyFinished(world, chosen.index, chosen.windowIndex) : deliver(world)
}

async function syncOne(world: World): Promise<string> {
  const index = anyClient(world)
  const { crashIn } = clientOf(world, index)
  if (crashIn !== undefined) return `c${index} is about to crash`
  await syncFully(world, index, world.random.int(2, 20))
  return `c${index} syncs fully`
}

function loseMessage(world: World): string {
  const message = world.random.find(world.inFlight)
  if (!message) return 'nothing to lose'
  remove(world, message)
  world.counts[message.answer ? 'lostAnswers' : 'lostRequests'] += 1
  return `${message.answer ? 'answer' : 'request'} of a ${message.kind} of c${message.client} is lost`
}

/** The request travels twice; each copy gets its own answer. */
function duplicate(world: World): string {
  const message = world.random.find(world.inFlight)
  if (!message) return 'nothing to double'
  const { answer: _old, refused: _refused, ...request } = message
  world.inFlight.push(request as Message)
  world.counts.duplicates += 1
  return `${message.kind} of c${message.client} travels twice`
}

function clone(world: World): string {
  return cloneDisk(world, anyClient(world))
}

function lose(world: World): Promise<string> {
  return loseDatabase(world, anyClient(world))
}

function renew(world: World): Promise<string> {
  return upgrade(world, anyClient(world))
}

function crashAny(world: World): string {
  return crash(world, clientOf(world, anyClient(world)))
}

function armLocalCrash(world: World): string {
  const client = clientOf(world, anyClient(world))
  client.crashIn = world.random.int(1, 12)
  return `c${client.index} will crash in ${client.crashIn}`
}

function armServerFault(world: World): string {
  world.serverFaultIn = world.random.int(1, 20)
  return `server's database will fail in ${world.serverFaultIn}`
}

/** Often just behind a pull under way: up to where it was cut, or past the start of a full pass. */
function purge(world: World): string {
  const { random, server } = world
  const cuts = world.clients
    .flatMap(({ windows }) => windows.map(({ pull }) => pull?.previous?.cursors ?? {}))
    .flatMap((cursors) => Object.entries(cursors))
    .filter(([, { entity }]) => entity !== END)
  const cut = random.chance(0.8) ? random.find(cuts) : undefined
  const [partition, { since, seq }] = cut ?? anyPartition(world)
  const from = since === undefined ? seq : (server.partitionState(partition)?.seq ?? 0)
  const upTo = Math.max(0, from - random.pick([0, 0, 0, 0, 1, 3]))
  const purged = server.purgeTombstones(partition, upTo)
  world.counts.purges += purged
  return `${purged} tombstones of ${partition} up to ${upTo} are purged`
}

function anyPartition({ random, server }: World): [string, { seq: number; since?: number }] {
  const partition = random.pick([`branch:${HOME}`, `branch:${OTHER}`, 'ref'])
  return [partition, { seq: server.partitionState(partition)?.seq ?? 0 }]
}

function raiseEpoch(world: World): string {
  const partition = world.random.pick([`branch:${HOME}`, `branch:${OTHER}`])
  world.server.raiseEpoch(partition)
  world.counts.epochs += 1
  return `${partition} has a new epoch`
}

function access(world: World): string {
  const index = world.random.int(2, CLIENTS - 1)
  const partition = index === 2 && world.random.chance(0.2) ? `branch:${HOME}` : `branch:${OTHER}`
  return changeAccess(world, index, partition)
}

function roles(world: World): string {
  return changeRoles(world, CLIENTS - 1)
}

function remove(world: World, message: Message): void {
  world.inFlight.splice(world.inFlight.indexOf(message), 1)
}

async function everybodySyncs(world: World): Promise<void> {
  for (const { index } of world.clients) await syncFully(world, index, world.random.int(3, 50))
}

/** Whether a device knows of nothing that it still has to do. */
function isDone({ store }: Client): boolean {
  const { recovery, catchUp } = store.meta
  return store.outbox.size === 0 && recovery === undefined && catchUp === undefined
}

/** Faults stop. What was still on its way arrives or is lost; then everybody syncs. */
async function calm(world: World, trace: string[]): Promise<void> {
  world.serverFaultIn = undefined
  for (const client of world.clients) client.crashIn = undefined
  for (const message of world.inFlight.splice(0)) {
    if (!message.answer && !message.refused && world.random.chance(0.5))
      await deliverRequest(world, message)
  }
  for (let round = 1; ; round++) {
    if (round > DRAIN_ROUNDS) fail('I9', 'the queues do not drain')
    trace.push(`calm, round ${round}`)
    await everybodySyncs(world)
    if (!world.clients.every(isDone)) continue
    // What the others have sent last; a copy may only now find out that it is one.
    await everybodySyncs(world)
    if (world.clients.every(isDone)) break
  }
  for (const client of world.clients) await checkLocal(world, client)
  checkEnd(world)
}
