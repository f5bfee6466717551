import { RuleViolation } from '../commands/ruleCodes'
import type { PendingCommand, ClientTransaction, ShadowEntry } from './clientPorts'
import { keyOf } from './bufferedTx'
import { runCommand, type CommandCall, type RunEnvironment } from './runCommand'

export interface MutateOptions {
  /** uid of the refused command that this one replaces. */
  readonly replaces?: string
}

/**
 * Carries out a command on the device at once and puts it into the outbox, in one transaction.
 * @throws RuleViolation when it is refused: then nothing is written and no id is used.
 */
export async function mutate(
  tx: ClientTransaction,
  call: CommandCall,
  env: RunEnvironment,
  options: MutateOptions = {},
): Promise<PendingCommand> {
  const meta = await tx.meta()
  // A handler that sees half a branch would allow what the other half forbids.
  if (meta.catchUp) throw new RuleViolation('CATCHING_UP', { ...meta.catchUp })
  const buffer = await runCommand(tx, call, env)

  const shadow: ShadowEntry[] = []
  for (const { entity, id } of buffer.writes) {
    // The first image is the server's; a second command must not overwrite it.
    if (await tx.findShadow(entity, id)) continue
    shadow.push({ entity, id, row: (await tx.get(entity, id)) ?? null })
  }

  const pending: PendingCommand = {
    id: meta.nextId,
    uid: call.uid,
    name: call.name,
    version: call.version,
    args: call.args,
    occurredAt: call.occurredAt,
    actor: call.actor,
    order: meta.nextOrder,
    ...(meta.clock && { clockOffsetMs: meta.clock.offsetMs }),
    dependsOn: dependencies(await tx.outbox(), buffer.reads),
    wrote: buffer.writes.map((write) => keyOf(write.entity, write.id)),
    ...(options.replaces && { replaces: options.replaces }),
  }
  await tx.apply({
    rows: buffer.writes,
    shadow: { put: shadow, remove: [] },
    outbox: { put: [pending], remove: [] },
    archive: [],
    rejections: [],
    meta: { ...meta, nextId: meta.nextId + 1, nextOrder: meta.nextOrder + 1 },
  })
  return pending
}

/**
 * Of each row that was read the first and the last command that wrote it: who made it and who
 * touched it before. All of them would be the square of the work in an office that registers a
 * thousand workers of one employer.
 * @param outbox in order
 */
function dependencies(outbox: readonly PendingCommand[], reads: ReadonlySet<string>): string[] {
  const first = new Map<string, string>()
  const last = new Map<string, string>()
  for (const { uid, wrote } of outbox) {
    for (const key of wrote) {
      if (!reads.has(key)) continue
      if (!first.has(key)) first.set(key, uid)
      last.set(key, uid)
    }
  }
  const wanted = new Set([...first.values(), ...last.values()])
  return outbox.filter(({ uid }) => wanted.has(uid)).map(({ uid }) => uid)
}
