import { indexKeysOf, partitionOf, type EntityRow } from '#shared/model/entity'
import type { Cursor } from '#shared/protocol/messages'
import type { ClientMeta } from '#shared/sync/clientPorts'
import type { Write } from '#shared/sync/bufferedTx'
import { runCommand } from '#shared/sync/runCommand'
import { isSameJson } from '#shared/sync/sameJson'
import type { MemoryRows } from '../support/memoryRows'
import { count } from './counts'
import { counterIdOf, HOME } from './scenario'
import type { Client, ExpectedBase, ExpectedState, PullUnderWay, World } from './world'

/** One of the rules of `docs/protocol.md` does not hold. */
export class Broken extends Error {
  override readonly name = 'Broken'
  constructor(
    readonly invariant: string,
    message: string,
  ) {
    super(`${invariant}: ${message}`)
  }
}

export function fail(invariant: string, message: string): never {
  throw new Broken(invariant, message)
}

function expect(condition: boolean, invariant: string, message: () => string): void {
  if (!condition) fail(invariant, message())
}

/** I1, I2, I3 and the server's half of I7: after every commit of the server. */
export function checkServer(world: World): void {
  const { server } = world
  try {
    checkUnique(server.rows)
    world.scenario.check(server.rows)
    server.assertChangeIndex()
  } catch (error) {
    fail('I1', (error as Error).message)
  }
  for (const commit of world.commits.splice(0)) checkCommit(world, commit)
  for (const clientId of server.clientIds()) {
    const stored = server.commandsOf(clientId)
    stored.forEach(({ outcome }, place) =>
      expect(outcome.commandId === place + 1, 'I3', () => `outcomes of ${clientId} have gaps`),
    )
    expect(
      server.lastCommandId(clientId) === stored.length,
      'I3',
      () => 'position and outcomes differ',
    )
  }
  const raised = server.accepted('counter.raise')
  for (const { counterId, uids } of counters(world)) {
    const inForce = [...uids].filter((uid) => raised.has(uid)).length
    expect(
      counterValue(server.rows, counterId) === inForce,
      'I2',
      () => `${counterId} is ${counterValue(server.rows, counterId)}, not ${inForce}`,
    )
  }
}

/** The private counter of each lineage, and every command that was ever made to raise it. */
function counters(world: World): { counterId: string; uids: ReadonlySet<string> }[] {
  const lineages = new Map<number, Set<string>>()
  for (const { lineage, confirmed } of world.clients) {
    const uids = lineages.get(lineage) ?? new Set()
    for (const { uid, name } of confirmed.values()) if (name === 'counter.raise') uids.add(uid)
    lineages.set(lineage, uids)
  }
  return [...lineages].map(([lineage, uids]) => ({ counterId: counterIdOf(lineage), uids }))
}

/** Counted anew from the rows: the server's own unique indexes are not believed. */
function checkUnique(rows: MemoryRows): void {
  const seen = new Set<string>()
  for (const { entity, row } of rows.all()) {
    for (const [name, index] of Object.entries(rows.schema[entity]?.indexes ?? {})) {
      if (!index.unique) continue
      for (const key of indexKeysOf(index, row)) {
        const full = `${entity}.${name}: ${key}`
        expect(!seen.has(full), 'I1', () => `two rows under ${full}`)
        seen.add(full)
      }
    }
  }
}

function checkCommit(world: World, commit: World['commits'][number]): void {
  if (commit.stored.length > 1) world.counts.groups += 1
  const own = commit.stored.filter(({ duplicateOf }) => duplicateOf === undefined)
  const refused = own.filter(({ outcome }) => outcome.outcome === 'rejected')
  const isNote = ({ entity, id }: Write) =>
    entity === 'refusal' && refused.some(({ command }) => command.uid === id)
  // What each of several did is compared with its work alone (I21).
  expect(
    own.length > refused.length || commit.stored.length === 0 || commit.writes.every(isNote),
    'I2',
    () => 'a refused or repeated command wrote rows',
  )
  for (const { outcome, command } of own) {
    expect(!world.executed.has(command.uid), 'I2', () => `${command.name} took effect twice`)
    world.executed.add(command.uid)
    const accepted = outcome.outcome === 'accepted'
    const notes = commit.writes.filter(
      ({ entity, id }) => entity === 'refusal' && id === command.uid,
    )
    const isNoted = world.serverEnv.refusals && !accepted && !command.name.startsWith('refusal.')
    expect(notes.length === (isNoted ? 1 : 0), 'I2', () => 'a refusal and its note are not one')
    world.counts[accepted ? 'accepted' : 'rejected'] += 1
    count(world.counts, accepted ? `${command.name} accepted` : `refused ${outcome.code}`)
    expect(
      outcome.code !== 'INTERNAL' || world.scenario.mayCrash.includes(command.name),
      'I15',
      () => `${command.name} was parked as a bug`,
    )
    if (outcome.code === 'FORBIDDEN') world.counts.forbidden += 1
    if (outcome.code === 'CLOCK_IN_FUTURE') world.counts.clockRefused += 1
    if (outcome.code === 'NIK_TAKEN' && command.name === 'claim.grab') world.counts.clashes += 1
  }
}

/** I4 (no command lost or doubled), I5 and I7: after every commit on a device. */
export async function checkLocal(world: World, client: Client): Promise<void> {
  const { store } = client
  const waiting = new Set([...store.outbox.values()].map(({ uid }) => uid))
  for (const [uid, command] of client.confirmed) {
    const places =
      Number(waiting.has(uid)) + Number(store.archive.has(uid)) + Number(store.rejections.has(uid))
    expect(places === 1, 'I4', () => `${command.name} #${command.id} is in ${places} places`)
  }
  expect(
    store.outbox.size + store.archive.size + store.rejections.size === client.confirmed.size,
    'I4',
    () => 'a command that nobody confirmed',
  )
  store
    .pending()
    .forEach(({ id }, place, all) =>
      expect(id === (all[0]?.id ?? 0) + place, 'I3', () => 'the outbox has gaps'),
    )
  // Behind the shut door the view is half old, half new.
  if (store.meta.catchUp) return
  expect(
    store.outbox.size > 0 || store.shadow.size === 0,
    'I5',
    () => 'base images without pending work',
  )
  const replayed = await replay(store.base(), client)
  expectSameRows('I5', 'view and replay', asMap(replayed), asMap(store.rows))
  if (holdsHome(store.meta)) {
    const own = store
      .pending()
      .filter(({ name, predicted, known }) => name === 'counter.raise' && !predicted && !known)
    const counterId = counterIdOf(client.lineage)
    const lineage = counters(world).find((counter) => counter.counterId === counterId)
    const inForce = [...(lineage?.uids ?? [])].filter((uid) => client.seen.has(uid))
    const wanted = new Set([...inForce, ...own.map(({ uid }) => uid)]).size
    expect(
      counterValue(store.rows, counterId) === wanted,
      'I7',
      () =>
        `counter of c${client.index} shows ${counterValue(store.rows, counterId)}, not ${wanted}`,
    )
  }
}

/** I6, I8 and I10: after every pull. */
export function checkApplied(
  world: World,
  client: Client,
  pull: PullUnderWay,
  { rows: expected }: ExpectedState,
  before: ClientMeta,
  result: 'applied' | 'stale' | 'forked' | 'empty',
): void {
  const { meta } = client.store
  const moved =
    before.clientId !== pull.meta.clientId ||
    before.lastCommandId !== pull.meta.lastCommandId ||
    !isSameJson(before.recovery, pull.meta.recovery) ||
    !isSameJson(before.cursors, pull.meta.cursors)
  if (result === 'forked') {
    expect(meta === before, 'I8', () => 'a forked pull changed something')
    return
  }
  if (result === 'empty') {
    if (!moved)
      expectSameRows('I6', 'base and server (empty pull)', expected, asMap(client.store.base()))
    return
  }
  expect((result === 'stale') === moved, 'I8', () => `state moved: ${moved}, and yet ${result}`)
  if (result === 'stale') {
    expect(meta === before, 'I8', () => 'a stale pull changed something')
    return
  }
  expect(
    before.recovery !== undefined || meta.lastCommandId >= before.lastCommandId,
    'I8',
    () => 'lastCommandId went back',
  )
  expect(!meta.recovery && !meta.catchUp, 'I9', () => 'a finished pull ends recovery and catch-up')
  for (const [partition, old] of Object.entries(before.cursors)) {
    const now = meta.cursors[partition]
    if (!now || now.epoch !== old.epoch) continue
    expect(!isBehind(now, old), 'I8', () => `cursor of ${partition} went back`)
  }
  expectSameRows('I6', 'base and server', expected, asMap(client.store.base()))
  const held = new Set(meta.partitions)
  const strangers = [...client.store.shadow.values()].filter(
    ({ row }) => row && !held.has(partitionOf(row)),
  )
  expect(strangers.length === 0, 'I10', () => 'a base image of a lost partition')
  // A restored server has forgotten what it once answered.
  if (meta.incarnation !== world.server.incarnation) return
  for (const [uid] of client.confirmed) checkOutcome(world, client, uid)
}

/** I4, I9, I14 and I15: faults have stopped, everybody has synced. */
export function checkEnd(world: World): void {
  for (const client of world.clients) {
    const { store } = client
    expect(store.outbox.size === 0, 'I15', () => `c${client.index} still has work pending`)
    expect(store.shadow.size === 0, 'I9', () => `c${client.index} still has base images`)
    const access = world.access[client.index] ?? new Set<string>()
    const wanted = new Map(
      [...asMap(world.server.rows)].filter(([, { row }]) =>
        access.has(partitionOf(row as EntityRow)),
      ),
    )
    expectSameRows('I9', `view of c${client.index} and server`, wanted, asMap(store.rows))
    for (const [uid, command] of client.confirmed) {
      checkOutcome(world, client, uid)
      const kept = store.rejections.get(uid)?.command ?? store.archive.get(uid)
      expect(
        isSameJson(kept?.args, command.args),
        'I4',
        () => `arguments of ${command.name} changed`,
      )
    }
  }
}

/** What the device believes about a command is what the server stored. */
function checkOutcome(world: World, client: Client, uid: string): void {
  const accepted = client.store.archive.has(uid)
  const rejected = client.store.rejections.get(uid)
  if (!accepted && !rejected) return
  const stored = world.server.findByUid(uid)
  // Refused before the restore: settled here. The server has forgotten it, or has been asked again
  // by a copy of this machine that had not heard the answer.
  if (rejected && world.counts.restores > 0 && (!stored || hasTwin(world, client))) return
  expect(
    stored?.outcome.outcome === (accepted ? 'accepted' : 'rejected'),
    'I4',
    () => `outcome of ${stored?.command.name} differs`,
  )
  expect(
    accepted || stored?.outcome.code === rejected?.code,
    'I4',
    () => 'another reason than given',
  )
}

/** Whether another machine was copied from this one or the other way round. */
export function hasTwin(world: World, client: Client): boolean {
  return world.clients.some((other) => other !== client && other.lineage === client.lineage)
}

/** The plain way: run every pending command over the base, one after another. */
async function replay(base: MemoryRows, client: Client): Promise<MemoryRows> {
  for (const command of client.store.pending()) {
    // The base has its effects: somebody else has brought it.
    if (command.known) continue
    try {
      const { writes } = await runCommand(base, command, client.env)
      for (const { entity, id, row } of writes) base.set(entity, id, row)
    } catch {
      // Noted as predicted; the server decides.
    }
  }
  return base
}

function counterValue(rows: MemoryRows, counterId: string): number {
  const row = rows.find('counter', counterId) as { value?: number } | undefined
  return row?.value ?? 0
}

function holdsHome(meta: ClientMeta): boolean {
  return meta.partitions.length === 0 || meta.partitions.includes(`branch:${HOME}`)
}

function isBehind(now: Cursor, old: Cursor): boolean {
  // A new full pass begins again from the start, which is no step back.
  if (now.seq !== old.seq) return now.seq < old.seq
  if (now.entity !== old.entity) return now.entity < old.entity
  return now.id < old.id
}

function asMap(rows: MemoryRows): ExpectedBase {
  return new Map(rows.entries())
}

function expectSameRows(
  invariant: string,
  what: string,
  wanted: ExpectedBase,
  found: ExpectedBase,
): void {
  for (const [key, { entity, row }] of wanted) {
    const other = found.get(key)
    expect(
      isSameJson(other?.row, row),
      invariant,
      () =>
        `${what} differ in ${entity}: ${JSON.stringify(row)} against ${JSON.stringify(other?.row)}`,
    )
  }
  for (const [key, { entity, row }] of found) {
    expect(wanted.has(key), invariant, () => `${what}: ${entity} too much: ${JSON.stringify(row)}`)
  }
}
