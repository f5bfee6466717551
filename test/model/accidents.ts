import { adoptWork, reapplyPending } from '#shared/sync/adopt'
import type { ArchivedCommand, PendingCommand, Rejection } from '#shared/sync/clientPorts'
import { beginRecovery } from '#shared/sync/recovery'
import { crash } from './actions'
import { checkLocal, checkServer } from './invariants'
import { clientOf, cloneClient, Crash, emptyStore, type Client, type World } from './world'

/** More copies would only cost time. */
const MAX_CLIENTS = 7

/** The disk of a machine is copied, and both copies go on. */
export function cloneDisk(world: World, index: number): string {
  if (world.clients.length >= MAX_CLIENTS) return 'no more copies'
  const clone = cloneClient(world, clientOf(world, index))
  world.counts.clones += 1
  return `c${index} is copied to c${clone.index}`
}

export function backUp(world: World): string {
  world.backup = { data: world.server.backup(), executed: new Set(world.executed) }
  world.counts.backups += 1
  return 'server is backed up'
}

/** Everything since the last backup is gone from the server. */
export function restoreServer(world: World): string {
  if (!world.backup) return backUp(world)
  world.server.restore(world.backup.data, world.newId())
  world.executed = new Set(world.backup.executed)
  world.counts.restores += 1
  checkServer(world)
  return 'server is restored from its backup'
}

/** The browser has emptied the database; the journal is there. */
export async function loseDatabase(world: World, index: number): Promise<string> {
  const client = clientOf(world, index)
  crash(world, client)
  for (const window of client.windows) window.pull = undefined
  client.store = emptyStore(world, client)
  client.seen = new Set()
  world.counts.databasesLost += 1
  await rebuild(world, client)
  await checkLocal(world, client)
  return `c${index} has lost its database and takes its work from the journal`
}

async function rebuild(world: World, client: Client): Promise<void> {
  const pending: PendingCommand[] = []
  const archive: ArchivedCommand[] = []
  const rejections: Rejection[] = []
  for (const entry of client.journal.values()) {
    if (entry.state === 'pending') pending.push(entry.command)
    else if (entry.state === 'accepted') archive.push(entry.command)
    else rejections.push(entry.rejection)
  }
  await client.store.transaction((tx) =>
    adoptWork(tx, { pending, archive, rejections }, client.env),
  )
  await client.store.transaction((tx) => beginRecovery(tx, 'DATABASE_LOST', world.newId()))
}

/** The program is replaced by a later one: waiting work is carried out anew. */
export async function upgrade(world: World, index: number): Promise<string> {
  const client = clientOf(world, index)
  try {
    await client.store.transaction((tx) => reapplyPending(tx, client.env, (_entity, row) => row))
  } catch (error) {
    if (error instanceof Crash) return `c${index} upgrades → ${crash(world, client)}`
    throw error
  }
  world.counts.upgrades += 1
  await checkLocal(world, client)
  return `c${index} is upgraded`
}
