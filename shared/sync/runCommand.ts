import type { Actor, AnyCommand, Ctx, Registry } from '../commands/definition'
import { RuleViolation, type JsonValue } from '../commands/ruleCodes'
import type { RawReader } from '../commands/tx'
import { localDateOfInstant } from '../domain/calendar/localDate'
import { partitionOf } from '../model/entity'
import { BufferedTx, type Schema } from './bufferedTx'
import { assertInvariant } from './invariant'

export interface CommandCall {
  readonly uid: string
  readonly name: string
  readonly version: number
  readonly args: JsonValue
  readonly occurredAt: string
  readonly actor: Actor
}

export interface RunEnvironment {
  readonly schema: Schema
  readonly registry: Registry
  readonly branchId: string
  readonly deviceId: string
  readonly where: 'client' | 'server'
  /** `Ctx.now`; the time of the command where nothing better is known. UTC instant. */
  readonly now?: string
}

/** A command whose name, rights and arguments are in order. */
export interface PreparedCommand {
  /** All that it may write to; the server locks these before it runs. */
  readonly partitions: readonly string[]
  run(below: RawReader): Promise<BufferedTx>
}

/**
 * Runs one command on a fresh buffer over `below`: the one way in which anything changes, on the
 * device and on the server alike.
 * @throws RuleViolation when it is refused; any other error is a bug of the handler.
 */
export async function runCommand(
  below: RawReader,
  call: CommandCall,
  env: RunEnvironment,
): Promise<BufferedTx> {
  return prepareCommand(call, env).run(below)
}

/** @throws RuleViolation when the command is unknown, not allowed or its arguments are wrong. */
export function prepareCommand(call: CommandCall, env: RunEnvironment): PreparedCommand {
  const command = findCommand(call, env.registry)
  if (!call.actor.roles.some((role) => command.roles.includes(role))) {
    throw new RuleViolation('FORBIDDEN', { command: call.name })
  }
  const parsed = command.parse(call.args)
  if (!parsed.ok) throw new RuleViolation('BAD_ARGUMENTS', { message: parsed.message })

  const { args } = parsed
  const partitions = command.partitions(args, `branch:${env.branchId}`)
  return {
    partitions,
    async run(below) {
      const buffer = new BufferedTx(below, env.schema)
      await command.run(buffer, args, contextOf(call, env))
      await assertPartitions(below, buffer, partitions, call.name)
      return buffer
    },
  }
}

function contextOf(call: CommandCall, env: RunEnvironment): Ctx {
  return {
    commandUid: call.uid,
    actor: call.actor,
    branchId: env.branchId,
    deviceId: env.deviceId,
    occurredAt: call.occurredAt,
    now: env.now ?? call.occurredAt,
    today: localDateOfInstant(call.occurredAt),
    where: env.where,
  }
}

async function assertPartitions(
  below: RawReader,
  buffer: BufferedTx,
  allowed: readonly string[],
  name: string,
): Promise<void> {
  for (const write of buffer.writes) {
    const row = write.row ?? (await below.get(write.entity, write.id))
    if (!row) continue
    assertInvariant(
      allowed.includes(partitionOf(row)),
      `${name} wrote ${write.entity} outside its partitions`,
    )
  }
}

function findCommand(call: CommandCall, registry: Registry): AnyCommand {
  const command = registry.get(call.name)
  if (!command || call.version > command.version) {
    throw new RuleViolation('UNKNOWN_COMMAND', { command: call.name, version: call.version })
  }
  return command
}
