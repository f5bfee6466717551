import type { PushResponse, WireCommand } from '#shared/protocol/messages'
import { pushCommands } from '#shared/sync/push'
import { isSameJson } from '#shared/sync/sameJson'
import { createMemoryServer, type MemoryServer } from '../support/memoryServer'
import { fail } from './invariants'
import { environmentOf, type World } from './world'

/** The server as it stands before a push, or nothing when its database is about to fail. */
export function serverBefore(world: World): MemoryServer | undefined {
  if (!world.isChecked || world.serverFaultIn !== undefined) return undefined
  const { schema } = world.scenario
  const copy = createMemoryServer({ schema })
  copy.restore(world.server.backup(), world.server.incarnation)
  return copy
}

/** I21: commands that were carried out together did what each alone would have done. */
export async function checkOneByOne(
  world: World,
  before: MemoryServer,
  push: { clientId: string; deviceId: string; commands: readonly WireCommand[] },
  answer: PushResponse,
): Promise<void> {
  const run = environmentOf(world.scenario, push.deviceId, 'server')
  const env = { ...world.serverEnv, isPoisoned: () => false, report: () => undefined }
  for (const [place, command] of push.commands.entries()) {
    const alone = await pushCommands(before, push.clientId, [command], run, env)
    // A crashing command may be set aside by the one and not yet by the other.
    if (alone.stopped?.reason === 'RETRY_LATER') return
    const together = answer.outcomes[place]
    if (!isSameJson(alone.outcomes[0] ?? null, together ?? null)) {
      fail('I21', `${command.name} ends otherwise alone: ${JSON.stringify([alone, together])}`)
    }
    if (alone.stopped) break
  }
  const rows = (server: MemoryServer) =>
    Object.fromEntries([...server.rows.entries()].map(([key, { row }]) => [key, row]))
  if (!isSameJson(rows(before) as never, rows(world.server) as never)) {
    fail('I21', 'commands carried out together left other rows than one by one')
  }
}
