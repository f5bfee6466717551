import { registry } from '#shared/commands/registry'
import type { Actor } from '#shared/commands/definition'
import type { JsonValue } from '#shared/commands/ruleCodes'
import { entities } from '#shared/model/entities'
import { runCommand } from '#shared/sync/runCommand'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { UniqueClash } from '#shared/sync/serverPorts'
import type { ServerTx } from '../storage/serverTx'
import { uuidv7 } from '../uuid'

/** The server itself, for what no person does: bank imports, jobs, number leases. */
export const systemActor: Actor = { userId: 'system', name: 'Server', roles: ['SYSTEM'] }

export interface SystemCall {
  readonly branchId: string
  readonly name: string
  readonly version: number
  readonly args: JsonValue
}

/** What a transaction of the server itself may see and is noted under. */
export function systemScope(branchId: string, now: number) {
  return { branches: [branchId], deviceId: systemDevice(branchId), now }
}

/** The journal's client row first, then the partition: the same order as a push. */
export async function lockBranch(tx: ServerTx, branchId: string): Promise<void> {
  await tx.lockClient(systemDevice(branchId))
  await tx.lockPartitions([`branch:${branchId}`])
}

/**
 * Runs a shared command with the server as actor, through the same handler, flush and journal as
 * everybody's work. The caller holds the branch's lock.
 * @throws RuleViolation when it is refused; then the caller's transaction must roll back
 */
export async function runSystemCommand(tx: ServerTx, call: SystemCall, now: number): Promise<void> {
  const { branchId, name, version, args } = call
  const clientId = systemDevice(branchId)
  const { lastCommandId } = await tx.lockClient(clientId)
  const commandId = lastCommandId + 1
  const uid = uuidv7(now)
  const occurredAt = new Date(now).toISOString()
  const buffer = await runCommand(
    tx,
    { uid, name, version, args, occurredAt, actor: systemActor },
    { schema: entities, registry, branchId, deviceId: clientId, where: 'server' },
  )
  try {
    await tx.flush(buffer.writes)
  } catch (error) {
    throw error instanceof UniqueClash ? new RuleViolation(error.code) : error
  }
  const command = { commandId, uid, name, version, args, occurredAt, actorId: systemActor.userId }
  await tx.storeOutcomes(clientId, [{ command, outcome: { commandId, uid, outcome: 'accepted' } }])
  await tx.setLastCommandId(clientId, commandId)
}

function systemDevice(branchId: string): string {
  return `system:${branchId}`
}
