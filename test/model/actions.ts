import { RuleViolation } from '#shared/commands/ruleCodes'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import type { Role } from '#shared/permissions/roles'
import {
  PullPage,
  PullRequest,
  PushRequest,
  PushResponse,
  type WireCommand,
} from '#shared/protocol/messages'
import { PROTOCOL_VERSION } from '#shared/protocol/version'
import { mutate } from '#shared/sync/mutate'
import { pullPage, type PullQuestion } from '#shared/sync/pull'
import { isSameJson } from '#shared/sync/sameJson'
import type { z } from 'zod'
import { InfrastructureError, pushCommands } from '#shared/sync/push'
import { applyPull, isEmptyPull } from '#shared/sync/rebase'
import { runCommand } from '#shared/sync/runCommand'
import { UniqueClash } from '#shared/sync/serverPorts'
import type { PendingCommand } from '#shared/sync/clientPorts'
import { count } from './counts'
import { checkApplied, checkLocal, checkServer, fail } from './invariants'
import { HOME, OTHER, type Intent } from './scenario'
import {
  actorOf,
  clientOf,
  Crash,
  environmentOf,
  rowsIn,
  startPull,
  windowOf,
  type Client,
  type Message,
  type World,
} from './world'

const MAX_IN_FLIGHT = 10

/** A person does something; a refusal shows at once and leaves nothing behind. */
export async function doCommand(world: World, index: number): Promise<string> {
  const client = clientOf(world, index)
  const { scenario, random } = world
  const question = {
    random,
    rows: client.store.rows,
    client: index,
    newId: world.newId,
    today: localDateOfInstant(new Date(world.now + client.clockSkewMs).toISOString()),
  }
  const intent = scenario.intend(question) ?? scenario.intend(question) ?? scenario.intend(question)
  const actor = actorOf(world, client.actorId)
  if (!intent || !actor) return askForPage(world, index, 0, random.int(5, 20))
  const call = {
    uid: world.newId(),
    name: intent.name,
    version: 1,
    args: intent.args,
    occurredAt: new Date(world.now + client.clockSkewMs).toISOString(),
    // The device does not know yet when rights were taken away.
    actor: { ...actor, roles: scenario.roles },
  }
  const text = `c${index} ${intent.name} ${JSON.stringify(intent.args)}`
  try {
    const pending = await client.store.transaction((tx) => mutate(tx, call, client.env))
    client.confirmed.set(pending.uid, pending)
    if (pending.dependsOn.length > 0) world.counts.dependent += 1
    await checkLocal(world, client)
    return `${text} → #${pending.id}`
  } catch (error) {
    if (error instanceof Crash) return `${text} → ${crash(world, client)}`
    if (error instanceof RuleViolation) world.counts.refusedLocally += 1
    else if (!isHandlerBug(error)) throw error
    await checkLocal(world, client)
    return `${text} → refused: ${(error as Error).message}`
  }
}

/** Something that comes from the bank, a job or another office. */
export async function doServerCommand(world: World): Promise<string> {
  const { scenario, random } = world
  const intent = scenario.intendServer({
    random,
    rows: world.server.rows,
    client: -1,
    newId: world.newId,
    today: localDateOfInstant(new Date(world.now).toISOString()),
  })
  if (!intent) return 'server: nothing to do'
  const done = await runOnServer(world, intent.name, intent.args)
  if (done && intent.name === 'note.move') world.counts.moves += 1
  checkServer(world)
  return `server ${intent.name} ${JSON.stringify(intent.args)} → ${done ? 'done' : 'refused'}`
}

export async function runOnServer(
  world: World,
  name: string,
  args: Intent['args'],
): Promise<boolean> {
  const env = environmentOf(world.scenario, 'server', 'server')
  const call = {
    uid: world.newId(),
    name,
    version: 1,
    args,
    occurredAt: new Date(world.now).toISOString(),
    actor: {
      userId: 'system',
      name: 'system',
      roles: ['SYSTEM' as const, ...world.scenario.roles],
    },
  }
  try {
    await world.server.transaction(async (tx) => {
      await tx.lockPartitions([`branch:${HOME}`, `branch:${OTHER}`, 'ref'])
      await tx.flush((await runCommand(tx, call, env)).writes)
    })
  } catch (error) {
    if (error instanceof RuleViolation || error instanceof UniqueClash) return false
    if (error instanceof InfrastructureError) return false
    throw error
  }
  world.counts.serverCommands += 1
  count(world.counts, `${name} accepted`)
  return true
}

/** Sends the oldest pending commands; sometimes, wrongly, without the very first ones. */
export function sendPush(world: World, index: number, count: number, skip: number): string {
  const client = clientOf(world, index)
  const commands = client.store
    .pending()
    .slice(skip, skip + count)
    .map(wire)
  if (commands.length === 0) return `c${index} push nothing`
  world.counts.pushes += 1
  send(world, { kind: 'push', client: index, window: 0, session: 0, commands })
  return `c${index} push ${commands.map(({ commandId }) => commandId).join(',')}`
}

/** Starts a pull in a window or asks for the next page of the one under way. */
export function askForPage(
  world: World,
  index: number,
  windowIndex: number,
  limit: number,
): string {
  const client = clientOf(world, index)
  const window = windowOf(client, windowIndex)
  // A lost answer is noticed at last; the pull then begins again.
  if (window.pull?.waiting && world.random.chance(0.85)) return `c${index}.${windowIndex} waits`
  const text = `c${index}.${windowIndex} asks for a page (limit ${limit})`
  // Each request has its own number: an answer belongs to one request only.
  window.session += 1
  if (!window.pull || window.pull.waiting || window.pull.pages.at(-1)?.more === false) {
    window.pull = startPull(client)
  }
  const { pull } = window
  pull.waiting = true
  send(world, {
    kind: 'pull',
    client: index,
    window: windowIndex,
    session: window.session,
    question: {
      clientId: client.id,
      cursors: pull.pages.at(-1)?.cursors ?? pull.meta.cursors,
      lastCommandId: pull.meta.lastCommandId,
      limit,
    },
  })
  return text
}

/** The oldest or any request reaches the server, which answers; the answer is then on its way. */
export async function deliverRequest(world: World, message: Message): Promise<string> {
  const client = clientOf(world, message.client)
  if (message.kind === 'push') {
    const before = world.server.lastCommandId(client.id)
    message.answer = copy(
      await pushCommands(
        world.server,
        client.id,
        copy(message.commands),
        environmentOf(world.scenario, `device-${message.client}`, 'server'),
        world.serverEnv,
      ),
    )
    if (world.isChecked) checkPush(client.id, message.commands, message.answer)
    const { stopped } = message.answer
    if (stopped?.reason === 'GAP') world.counts.gaps += 1
    if (stopped?.reason === 'RETRY_LATER') world.counts.retries += 1
    if (stopped?.reason === 'FORKED') fail('I3', 'one client only, and yet FORKED')
    world.counts.repeats += message.commands.filter(({ commandId }) => commandId <= before).length
    checkServer(world)
    return `server takes push of c${message.client} → ${JSON.stringify(stopped ?? 'all')}`
  }
  const snapshot = world.server.snapshot()
  const partitions = world.access[message.client] ?? new Set<string>()
  const page = copy(
    await pullPage(snapshot, { ...copy(message.question), partitions: [...partitions] }),
  )
  if (world.isChecked) checkPull(message.question, page)
  world.counts.pages += 1
  message.answer = { page, expected: rowsIn(snapshot.rows, partitions) }
  return `server answers pull of c${message.client}: ${describePage(page)}`
}

export function deliverAnswer(world: World, message: Message): string {
  const client = clientOf(world, message.client)
  const window = windowOf(client, message.window)
  // What the push answered is advice only.
  if (message.kind === 'push') return `c${message.client} hears about its push`
  const name = `c${message.client}.${message.window}`
  const { pull } = window
  if (window.session !== message.session || !pull?.waiting || !message.answer) {
    world.counts.lateAnswers += 1
    return `${name} ignores a late page`
  }
  pull.waiting = false
  const { page, expected } = message.answer
  if (page.reset.length > 0 && pull.pages.length > 0) world.counts.resetsUnderway += 1
  pull.pages.push(page)
  if (!page.more) pull.expected = expected
  return `${name} receives a page`
}

/** The finished pull becomes the state, unless another window was faster. */
export async function applyFinished(
  world: World,
  index: number,
  windowIndex: number,
): Promise<string> {
  const client = clientOf(world, index)
  const window = windowOf(client, windowIndex)
  const { pull } = window
  const name = `c${index}.${windowIndex}`
  const { expected } = pull ?? {}
  if (!pull || !expected) return `${name} has no finished pull`
  window.pull = undefined
  const before = client.store.meta
  if (before !== pull.meta) world.counts.windowRaces += 1
  if (isEmptyPull(pull.pages, before)) {
    world.counts.emptyPulls += 1
    checkApplied(world, client, pull, expected, before, 'empty')
    return `${name} brought nothing`
  }
  try {
    const result = await client.store.transaction((tx) =>
      applyPull(tx, pull.start, pull.pages, client.env, new Date(world.now).toISOString()),
    )
    world.counts.pulls += 1
    if (result.kind === 'stale') world.counts.stalePulls += 1
    if (result.kind === 'applied') {
      world.counts.resets += pull.pages.filter((page) => page.reset.length > 0).length
      world.counts.predicted += client.store.pending().filter((item) => item.predicted).length
    }
    checkApplied(world, client, pull, expected, before, result.kind)
    await checkLocal(world, client)
    return `${name} applies → ${JSON.stringify(result)}`
  } catch (error) {
    if (error instanceof Crash) return `${name} applies → ${crash(world, client)}`
    throw error
  }
}

/** The process ends: what is in memory is gone, what was stored stays. */
export function crash(world: World, client: Client): string {
  if (client.crashIn !== undefined) world.counts.localCrashes += 1
  world.counts.clientCrashes += 1
  client.crashIn = undefined
  for (const window of client.windows) {
    window.session += 1
    window.pull = undefined
  }
  return `c${client.index} crashes`
}

export function changeAccess(world: World, index: number, partition: string): string {
  const access = world.access[index] ?? new Set<string>()
  if (access.delete(partition)) {
    world.counts.revokes += 1
    return `c${index} loses ${partition}`
  }
  access.add(partition)
  world.counts.grants += 1
  return `c${index} is granted ${partition}`
}

export function changeRoles(world: World, index: number): string {
  const { actorId } = clientOf(world, index)
  const now = world.roles.get(actorId) ?? []
  const roles: Role[] = now.length > 0 ? [] : [...world.scenario.roles]
  world.roles.set(actorId, roles)
  return `${actorId} has roles ${roles.join() || 'none'}`
}

/** A complete exchange without trouble: push everything, pull to the end, apply. */
export async function syncFully(world: World, index: number, limit: number): Promise<void> {
  const client = clientOf(world, index)
  const commands = client.store.pending().slice(0, 5).map(wire)
  if (commands.length > 0) {
    await deliverRequest(world, { kind: 'push', client: index, window: 0, session: 0, commands })
  }
  const window = windowOf(client, 0)
  window.session += 1
  window.pull = startPull(client)
  for (let page = 0; window.pull.expected === undefined; page++) {
    if (page > 500) fail('I9', 'a pull does not end')
    const { pull } = window
    pull.waiting = true
    const message: Message = {
      kind: 'pull',
      client: index,
      window: 0,
      session: window.session,
      question: {
        clientId: client.id,
        cursors: pull.pages.at(-1)?.cursors ?? pull.meta.cursors,
        lastCommandId: pull.meta.lastCommandId,
        limit,
      },
    }
    await deliverRequest(world, message)
    deliverAnswer(world, message)
  }
  await applyFinished(world, index, 0)
}

function wire({ id, uid, name, version, args, occurredAt, actor }: PendingCommand): WireCommand {
  return { commandId: id, uid, name, version, args, occurredAt, actorId: actor.userId }
}

function send(world: World, message: Message): void {
  world.inFlight.push(message)
  if (world.inFlight.length <= MAX_IN_FLIGHT) return
  const lost = world.inFlight.shift()
  if (lost?.answer) world.counts.lostAnswers += 1
  else world.counts.lostRequests += 1
}

function isHandlerBug(error: unknown): boolean {
  return error instanceof TypeError && error.message === 'a bug in this handler'
}

function describePage(page: PullPage): string {
  const reset = page.reset.length > 0 ? ` reset ${page.reset.join()}` : ''
  const end = page.more ? '' : ` end ${page.lastCommandId} acks ${page.acks?.length}`
  return `${page.patch.length} rows${reset}${end}`
}

function checkPush(clientId: string, commands: readonly WireCommand[], answer: PushResponse): void {
  checkWire(PushRequest, { protocol: PROTOCOL_VERSION, clientId, commands })
  checkWire(PushResponse, answer)
}

function checkPull(question: Omit<PullQuestion, 'partitions'>, page: PullPage): void {
  checkWire(PullRequest, { protocol: PROTOCOL_VERSION, ...question })
  checkWire(PullPage, page)
}

/** A message passes its schema and comes out whole: nothing is stripped on the way. */
function checkWire(schema: z.ZodType, message: unknown): void {
  const parsed = schema.safeParse(message)
  if (!parsed.success) fail('wire', JSON.stringify(parsed.error.issues[0]))
  if (!isSameJson(parsed.data, message)) fail('wire', 'the schema drops a part of the message')
}

/** What travels is text: nothing is shared, nothing undefined survives. */
function copy<T>(value: T): T {
  return JSON.parse(JSON.stringify(value)) as T
}
