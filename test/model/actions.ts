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
import { pushCommands } from '#shared/sync/push'
import { applyCatchUpPage } from '#shared/sync/catchUp'
import { applyPull, isEmptyPull, stampOf, type PullResult } from '#shared/sync/rebase'
import { askerOf, beginRecovery, mayAsk, uidsToAsk } from '#shared/sync/recovery'
import { runCommand } from '#shared/sync/runCommand'
import { InfrastructureError, UniqueClash } from '#shared/sync/serverPorts'
import type { PendingCommand, RecoveryReason } from '#shared/sync/clientPorts'
import { count } from './counts'
import { checkApplied, checkLocal, checkServer, fail, hasTwin } from './invariants'
import { checkOneByOne, serverBefore } from './oneByOne'
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
  type PullUnderWay,
  type Window,
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
    client: client.lineage,
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
    client.journal.set(pending.uid, { state: 'pending', command: pending })
    if (pending.dependsOn.length > 0) world.counts.dependent += 1
    await checkLocal(world, client)
    return `${text} → #${pending.id}`
  } catch (error) {
    if (error instanceof Crash) return `${text} → ${crash(world, client)}`
    if (error instanceof RuleViolation) {
      world.counts[error.code === 'CATCHING_UP' ? 'gateShut' : 'refusedLocally'] += 1
    } else if (!isHandlerBug(error)) throw error
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
export function sendPush(
  world: World,
  index: number,
  count: number,
  skip: number,
): string | Promise<string> {
  const client = clientOf(world, index)
  const { recovery, incarnation } = client.store.meta
  if (recovery) return `c${index} sends nothing while it recovers`
  if (incarnation === undefined) return askForPage(world, index, 0, 5)
  const commands = client.store
    .pending()
    .slice(skip, skip + count)
    .map(wire)
  if (commands.length === 0) return `c${index} push nothing`
  world.counts.pushes += 1
  send(world, { kind: 'push', client: index, window: 0, session: 0, ...sender(client), commands })
  return `c${index} push ${commands.map(({ commandId }) => commandId).join(',')}`
}

/** Starts a pull in a window or asks for the next page of the one under way. */
export async function askForPage(
  world: World,
  index: number,
  windowIndex: number,
  limit: number,
): Promise<string> {
  const client = clientOf(world, index)
  const window = windowOf(client, windowIndex)
  // A lost answer is noticed at last; the pull then begins again.
  if (window.pull?.waiting && world.random.chance(0.85)) return `c${index}.${windowIndex} waits`
  const text = `c${index}.${windowIndex} asks for a page (limit ${limit})`
  // Each request has its own number: an answer belongs to one request only.
  window.session += 1
  if (!window.pull || window.pull.waiting || window.pull.previous?.more === false) {
    window.pull = startPull(world, client)
  }
  try {
    send(world, await requestOf(client, windowIndex, window, window.pull, limit))
  } catch (error) {
    if (error instanceof Crash) return `${text} → ${crash(world, client)}`
    throw error
  }
  return text
}

async function requestOf(
  client: Client,
  windowIndex: number,
  window: Window,
  pull: PullUnderWay,
  limit: number,
): Promise<Message> {
  pull.waiting = true
  const ask = mayAsk(pull.meta) ? await client.store.transaction(uidsToAsk) : []
  const { clientId, lastCommandId } = askerOf(pull.meta)
  return {
    kind: 'pull',
    client: client.index,
    window: windowIndex,
    session: window.session,
    ...sender(client),
    question: {
      clientId,
      cursors: pull.previous?.cursors ?? pull.meta.cursors,
      lastCommandId,
      limit,
      ...(ask.length > 0 && { ask }),
    },
  }
}

/** As whom a device speaks now. */
function sender({ store }: Client): { clientId: string; incarnation?: string } {
  const { clientId, incarnation } = askerOf(store.meta)
  return { clientId, ...(incarnation !== undefined && { incarnation }) }
}

/** The oldest or any request reaches the server, which answers; the answer is then on its way. */
export async function deliverRequest(world: World, message: Message): Promise<string> {
  if (message.incarnation !== undefined && message.incarnation !== world.server.incarnation) {
    message.refused = true
    world.counts.incarnations += 1
    return `server refuses a ${message.kind} of c${message.client}: it is another database`
  }
  const { clientId } = message
  if (message.kind === 'push') {
    const before = world.server.lastCommandId(clientId)
    const serverThen = serverBefore(world)
    const deviceId = `device-${message.client}`
    const commands = copy(message.commands)
    const run = environmentOf(world.scenario, deviceId, 'server')
    const answer = await pushCommands(world.server, clientId, commands, run, world.serverEnv)
    message.answer = copy(answer)
    if (world.isChecked) checkPush(clientId, message.commands, message.answer)
    if (serverThen) {
      await checkOneByOne(world, serverThen, { clientId, deviceId, commands }, message.answer)
    }
    const { stopped } = message.answer
    if (stopped?.reason === 'GAP') world.counts.gaps += 1
    if (stopped?.reason === 'RETRY_LATER') world.counts.retries += 1
    if (stopped?.reason === 'FORKED' && !hasTwin(world, clientOf(world, message.client))) {
      fail('I3', 'one client only, and yet FORKED')
    }
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
  message.answer = {
    page,
    expected: {
      rows: rowsIn(snapshot.rows, partitions),
      raised: snapshot.accepted('counter.raise'),
    },
  }
  return `server answers pull of c${message.client}: ${describePage(page)}`
}

export async function deliverAnswer(world: World, message: Message): Promise<string> {
  const client = clientOf(world, message.client)
  try {
    return await takeAnswer(world, client, message)
  } catch (error) {
    if (error instanceof Crash) return crash(world, client)
    throw error
  }
}

async function takeAnswer(world: World, client: Client, message: Message): Promise<string> {
  const window = windowOf(client, message.window)
  if (message.refused) {
    const { incarnation } = sender(client)
    if (incarnation !== message.incarnation) return `c${client.index} has heard of it already`
    return noteAccident(world, client, 'INCARNATION_CHANGED')
  }
  if (message.kind === 'push') {
    const { clientId, recovery } = client.store.meta
    const isOurs = clientId === message.clientId && !recovery
    if (message.answer?.stopped?.reason === 'FORKED' && isOurs) {
      return noteAccident(world, client, 'FORKED')
    }
    // Whatever else the push answered is advice only.
    return `c${message.client} hears about its push`
  }
  const name = `c${message.client}.${message.window}`
  const { pull } = window
  if (window.session !== message.session || !pull?.waiting || !message.answer) {
    world.counts.lateAnswers += 1
    return `${name} ignores a late page`
  }
  pull.waiting = false
  const { page, expected } = message.answer
  if (pull.previous && pull.previous.incarnation !== page.incarnation) {
    window.pull = undefined
    return `${name} begins again: the page is of another database`
  }
  if (page.reset.length > 0 && pull.previous) world.counts.resetsUnderway += 1
  pull.previous = page
  pull.pages.push(page)
  if (!page.more) pull.expected = expected
  else if (pull.gated || isBigFirstPass(world, pull)) await writePages(world, client, window, pull)
  return `${name} receives a page`
}

/** Instead of a size: some first passes count as too long for memory. */
function isBigFirstPass(world: World, pull: PullUnderWay): boolean {
  return pull.pages.some(({ reset }) => reset.length > 0) && world.random.chance(0.4)
}

async function writePages(
  world: World,
  client: Client,
  window: Window,
  pull: PullUnderWay,
): Promise<void> {
  pull.gated = true
  for (const page of pull.pages.splice(0)) {
    const outcome = await client.store.transaction((tx) =>
      applyCatchUpPage(tx, pull.start, page, client.env),
    )
    if (outcome === 'stale') {
      world.counts.stalePulls += 1
      window.pull = undefined
      return
    }
    world.counts.gatedPages += 1
    pull.meta = client.store.meta
    pull.start = stampOf(pull.meta)
    await checkLocal(world, client)
  }
}

async function noteAccident(world: World, client: Client, reason: RecoveryReason): Promise<string> {
  if (reason === 'FORKED') world.counts.forks += 1
  await client.store.transaction((tx) => beginRecovery(tx, reason, world.newId()))
  await checkLocal(world, client)
  return `c${client.index} begins to recover: ${reason}`
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
  const { incarnation } = before
  try {
    if (
      !before.recovery &&
      incarnation !== undefined &&
      pull.previous?.incarnation !== incarnation
    ) {
      return await noteAccident(world, client, 'INCARNATION_CHANGED')
    }
    if (isEmptyPull(pull.pages, before)) {
      world.counts.emptyPulls += 1
      checkApplied(world, client, pull, expected, before, 'empty')
      return `${name} brought nothing`
    }
    const result = await client.store.transaction((tx) =>
      applyPull(tx, pull.start, pull.pages, client.env, new Date(world.now).toISOString()),
    )
    world.counts.pulls += 1
    if (result.kind === 'stale') world.counts.stalePulls += 1
    if (result.kind === 'applied') {
      noteApplied(world, client, expected.raised, result)
      world.counts.resets += pull.pages.filter((page) => page.reset.length > 0).length
      world.counts.predicted += client.store.pending().filter((item) => item.predicted).length
    }
    checkApplied(world, client, pull, expected, before, result.kind)
    await checkLocal(world, client)
    if (result.kind === 'forked') {
      if (!hasTwin(world, client)) fail('I8', 'taken for a forked device')
      return await noteAccident(world, client, 'FORKED')
    }
    return `${name} applies → ${JSON.stringify(result)}`
  } catch (error) {
    if (error instanceof Crash) return `${name} applies → ${crash(world, client)}`
    throw error
  }
}

/** What the device knows now goes into the journal, unless the process ends just before. */
function noteApplied(
  world: World,
  client: Client,
  raised: ReadonlySet<string>,
  result: Extract<PullResult, { kind: 'applied' }>,
): void {
  client.seen = raised
  if (result.recovered) {
    world.counts.recoveries += 1
    world.counts.recovered += result.recovered.pending
  }
  world.counts.knownElsewhere += client.store.pending().filter(({ known }) => known).length
  if (world.random.chance(0.1)) return
  for (const command of result.accepted) {
    client.journal.set(command.uid, { state: 'accepted', command })
  }
  for (const rejection of result.refused) {
    const { uid, command } = rejection
    client.journal.set(uid, { state: 'rejected', command, rejection })
  }
}

/** The process ends: what is in memory is gone, what was stored stays. */
export function crash(world: World, client: Client): string {
  if (client.crashIn !== undefined) world.counts.localCrashes += 1
  world.counts.clientCrashes += 1
  client.crashIn = undefined
  for (const window of client.windows) {
    window.session += 1
    const { pull } = window
    if (pull?.staged && !pull.gated && pull.pages.length > 0) {
      pull.waiting = false
      world.counts.stagedSurvived += 1
    } else window.pull = undefined
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
  const { recovery, incarnation } = client.store.meta
  const maySend = !recovery && incarnation !== undefined
  const commands = maySend ? client.store.pending().slice(0, 5).map(wire) : []
  if (commands.length > 0) {
    const message: Message = {
      kind: 'push',
      client: index,
      window: 0,
      session: 0,
      ...sender(client),
      commands,
    }
    await deliverRequest(world, message)
    await deliverAnswer(world, message)
  }
  const window = windowOf(client, 0)
  window.session += 1
  window.pull = startPull(world, client)
  for (let page = 0; window.pull?.expected === undefined; page++) {
    if (page > 500) fail('I9', 'a pull does not end')
    const { pull } = window
    // The server is another database, or another window was faster: next time.
    if (!pull || pull.waiting) return
    const message = await requestOf(client, 0, window, pull, limit)
    await deliverRequest(world, message)
    await deliverAnswer(world, message)
  }
  await applyFinished(world, index, 0)
}

function wire(command: PendingCommand): WireCommand {
  const { id, uid, name, version, args, occurredAt, actor } = command
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
