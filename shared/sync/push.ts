import type { Outcome, PushResponse, WireCommand } from '../protocol/messages'
import { PushGroup, type Halt } from './pushGroup'
import type { RunEnvironment } from './runCommand'
import {
  HandlerBug,
  isInfrastructureError,
  type ServerEnvironment,
  type ServerStore,
} from './serverPorts'

/**
 * Executes a client's commands in order: exactly one stored outcome per command, in the same
 * transaction as its effects. As many as go well together share a transaction; where one fails for
 * another reason than a refusal, smaller groups find out which. A refusal moves the queue on;
 * trouble with the database stops the batch, and what did not commit is stored nowhere.
 */
export async function pushCommands(
  store: ServerStore,
  clientId: string,
  commands: readonly WireCommand[],
  run: RunEnvironment,
  env: ServerEnvironment,
): Promise<PushResponse> {
  const outcomes: Outcome[] = []
  const carryOut = (group: readonly WireCommand[], park = false) =>
    store.transaction(async (tx) => {
      const open = await PushGroup.open(tx, clientId, group, run, env)
      return takeAll(open, group, park)
    })
  let size = commands.length
  while (outcomes.length < commands.length) {
    const group = commands.slice(outcomes.length, outcomes.length + size)
    const at = group[0]!.commandId
    let done: Taken
    try {
      done = await carryOut(group)
    } catch (error) {
      if (group.length > 1 && !isInfrastructureError(error)) {
        size = Math.ceil(group.length / 2)
        continue
      }
      const parked = await dealWith(group[0]!, error, env, () => carryOut(group, true))
      if (!parked) return { outcomes, stopped: { at, reason: 'RETRY_LATER' } }
      done = parked
    }
    outcomes.push(...done.outcomes)
    if (done.halt === 'GAP' || done.halt === 'FORKED') {
      return { outcomes, stopped: { at: commands[outcomes.length]!.commandId, reason: done.halt } }
    }
    size *= 2
  }
  return { outcomes }
}

interface Taken {
  readonly outcomes: readonly Outcome[]
  readonly halt?: Halt
}

async function takeAll(
  group: PushGroup,
  commands: readonly WireCommand[],
  park: boolean,
): Promise<Taken> {
  const outcomes: Outcome[] = []
  let halt: Halt | undefined
  for (const command of commands) {
    const taken = await (park ? group.park(command) : group.take(command))
    if (typeof taken === 'string') {
      halt = taken
      break
    }
    outcomes.push(taken)
  }
  const refused = await group.finish()
  if (refused) outcomes.splice(-1, 1, refused)
  return { outcomes, ...(halt && { halt }) }
}

/**
 * Tells of what went wrong with a single command, and sets one that keeps crashing aside, so that
 * one bug does not hold up the work behind it.
 * @returns its outcome when it was set aside
 */
async function dealWith(
  command: WireCommand,
  error: unknown,
  env: ServerEnvironment,
  park: () => Promise<Taken>,
): Promise<Taken | undefined> {
  if (isInfrastructureError(error)) return undefined
  const { uid, name } = command
  if (!(error instanceof HandlerBug)) {
    // Neither the handler nor a lost connection: somebody must hear that a queue stands still.
    env.report({ uid, name, error, parked: false })
    return undefined
  }
  const parked = env.isPoisoned(uid)
  env.report({ uid, name, error: error.cause, parked })
  return parked ? park().catch(() => undefined) : undefined
}
