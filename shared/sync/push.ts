import { RuleViolation, type RuleCode, type RuleDetail } from '../commands/ruleCodes'
import type { Outcome, PushResponse, WireCommand } from '../protocol/messages'
import { assertInvariant } from './invariant'
import { prepareCommand, type PreparedCommand, type RunEnvironment } from './runCommand'
import {
  UniqueClash,
  type ServerEnvironment,
  type ServerStore,
  type ServerTransaction,
} from './serverPorts'

/** A device clock may run ahead this far before its work is refused. */
const MAX_CLOCK_AHEAD_MS = 10 * 60 * 1000

type Step = { kind: 'done'; outcome: Outcome } | { kind: 'stop'; reason: 'GAP' | 'FORKED' }

/**
 * Executes a client's commands in order, each in its own transaction: exactly one stored outcome
 * per command, in the same transaction as its effects. A refusal moves the queue on; trouble with
 * the database stops the batch and stores nothing.
 */
export async function pushCommands(
  store: ServerStore,
  clientId: string,
  commands: readonly WireCommand[],
  run: RunEnvironment,
  env: ServerEnvironment,
): Promise<PushResponse> {
  const outcomes: Outcome[] = []
  for (const command of commands) {
    let step: Step
    try {
      step = await store.transaction((tx) => processCommand(tx, clientId, command, run, env))
    } catch (error) {
      if (error instanceof HandlerBug) {
        const parked = env.isPoisoned(command.uid)
        env.report({ uid: command.uid, name: command.name, error: error.cause, parked })
        if (parked && (await tryToPark(store, clientId, command, outcomes, env))) continue
      } else if (!isInfrastructureError(error)) {
        // Neither the handler nor a lost connection: somebody must hear that a queue stands still.
        env.report({ uid: command.uid, name: command.name, error, parked: false })
      }
      return { outcomes, stopped: { at: command.commandId, reason: 'RETRY_LATER' } }
    }
    if (step.kind === 'stop') {
      return { outcomes, stopped: { at: command.commandId, reason: step.reason } }
    }
    outcomes.push(step.outcome)
  }
  return { outcomes }
}

async function processCommand(
  tx: ServerTransaction,
  clientId: string,
  command: WireCommand,
  run: RunEnvironment,
  env: ServerEnvironment,
): Promise<Step> {
  const known = await position(tx, clientId, command)
  if (known) return known

  const twin = await tx.findOutcomeByUid(command.uid)
  if (twin) {
    const outcome = { ...twin, commandId: command.commandId }
    return store(tx, clientId, command, outcome, command.uid)
  }
  const outcome = await execute(tx, command, run, env)
  await noteRefusal(tx, command, outcome, env)
  return store(tx, clientId, command, outcome)
}

/** Decides by the id alone: repeated, out of order, or the next one (undefined). */
async function position(
  tx: ServerTransaction,
  clientId: string,
  command: WireCommand,
): Promise<Step | undefined> {
  const { lastCommandId } = await tx.lockClient(clientId)
  if (command.commandId <= lastCommandId) {
    const stored = await tx.findOutcome(clientId, command.commandId)
    assertInvariant(stored !== undefined, 'outcomes of a client have no gaps')
    if (stored.uid !== command.uid) return { kind: 'stop', reason: 'FORKED' }
    return { kind: 'done', outcome: stored }
  }
  if (command.commandId > lastCommandId + 1) return { kind: 'stop', reason: 'GAP' }
  return undefined
}

async function execute(
  tx: ServerTransaction,
  command: WireCommand,
  run: RunEnvironment,
  env: ServerEnvironment,
): Promise<Outcome> {
  if (Date.parse(command.occurredAt) > env.now() + MAX_CLOCK_AHEAD_MS) {
    return rejected(command, 'CLOCK_IN_FUTURE', { occurredAt: command.occurredAt })
  }
  const actor = await env.resolveActor(command.actorId)
  if (!actor) return rejected(command, 'FORBIDDEN', { command: command.name })
  let prepared: PreparedCommand
  try {
    prepared = prepareCommand(
      { ...command, actor },
      { ...run, now: new Date(env.now()).toISOString() },
    )
  } catch (error) {
    return refusal(command, error)
  }
  // From here on these partitions are serial: commit order is seq order.
  await tx.lockPartitions([
    ...prepared.partitions,
    ...(env.refusals ? [env.refusals.partition] : []),
  ])
  try {
    const buffer = await prepared.run(tx)
    await tx.flush(buffer.writes)
    return { commandId: command.commandId, uid: command.uid, outcome: 'accepted' }
  } catch (error) {
    return refusal(command, error)
  }
}

/** The outcome for an error that is a refusal; @throws it, or HandlerBug, when it is not. */
function refusal(command: WireCommand, error: unknown): Outcome {
  if (error instanceof RuleViolation) return rejected(command, error.code, error.detail)
  if (error instanceof UniqueClash) return rejected(command, error.code, {})
  if (isInfrastructureError(error)) throw error
  throw new HandlerBug(error)
}

/** Sets a crashing command aside, so that one bug does not hold up the work behind it. */
async function tryToPark(
  store: ServerStore,
  clientId: string,
  command: WireCommand,
  outcomes: Outcome[],
  env: ServerEnvironment,
): Promise<boolean> {
  try {
    const step = await store.transaction((tx) => park(tx, clientId, command, env))
    if (step.kind === 'done') outcomes.push(step.outcome)
    return step.kind === 'done'
  } catch {
    return false
  }
}

async function park(
  tx: ServerTransaction,
  clientId: string,
  command: WireCommand,
  env: ServerEnvironment,
): Promise<Step> {
  const before = await position(tx, clientId, command)
  if (before) return before
  const outcome = rejected(command, 'INTERNAL', { uid: command.uid })
  await noteRefusal(tx, command, outcome, env)
  return store(tx, clientId, command, outcome)
}

/** Refused work is everybody's business in the branch; repeated refusals are not news. */
async function noteRefusal(
  tx: ServerTransaction,
  command: WireCommand,
  outcome: Outcome,
  { refusals }: ServerEnvironment,
): Promise<void> {
  if (!refusals || outcome.outcome !== 'rejected') return
  await tx.lockPartitions([refusals.partition])
  await refusals.note(tx, command, outcome)
}

async function store(
  tx: ServerTransaction,
  clientId: string,
  command: WireCommand,
  outcome: Outcome,
  duplicateOf?: string,
): Promise<Step> {
  await tx.storeOutcome({ clientId, command, outcome, ...(duplicateOf && { duplicateOf }) })
  await tx.setLastCommandId(clientId, command.commandId)
  return { kind: 'done', outcome }
}

function rejected(command: WireCommand, code: RuleCode, detail: RuleDetail): Outcome {
  return { commandId: command.commandId, uid: command.uid, outcome: 'rejected', code, detail }
}

/** A handler threw something that is neither a refusal nor the database's fault. */
class HandlerBug extends Error {
  constructor(cause: unknown) {
    super('handler bug', { cause })
  }
}

/** Trouble that may be gone on the next try; drivers throw it for lost connections and the like. */
export class InfrastructureError extends Error {
  override readonly name = 'InfrastructureError'
}

function isInfrastructureError(error: unknown): boolean {
  return error instanceof InfrastructureError
}
