import type { WireCommand } from '#shared/protocol/messages'
import type { PendingCommand } from '#shared/sync/clientPorts'

/** A pending command as it travels. */
export function toWireCommand(command: PendingCommand): WireCommand {
  return {
    commandId: command.id,
    uid: command.uid,
    name: command.name,
    version: command.version,
    args: command.args,
    occurredAt: command.occurredAt,
    actorId: command.actor.userId,
    ...(command.clockOffsetMs !== undefined && { clockOffsetMs: command.clockOffsetMs }),
  }
}

/** Its size on the wire in bytes. */
export function wireBytes(command: PendingCommand): number {
  return new TextEncoder().encode(JSON.stringify(toWireCommand(command))).length
}
