import type { CommandDefinition } from '#shared/commands/definition'
import { settleRefusal } from '#shared/commands/refusals/settleRefusal'
import { RuleViolation, type JsonValue } from '#shared/commands/ruleCodes'
import { PUSH_MAX_BYTES } from '#shared/protocol/messages'
import type { ClockReading, PendingCommand } from '#shared/sync/clientPorts'
import { knownTime } from '#shared/sync/heldRight'
import { assertGate } from '#shared/sync/assertGate'
import { mutate } from '#shared/sync/mutate'
import { localTransaction, type LocalTransaction } from '../store/clientTx'
import { isFailedWrite } from '../store/failedWrites'
import { wireBytes } from '../store/wireCommand'
import type { NoteResult } from './journal/workJournal'
import { awaitAnswer } from './awaitAnswer'
import { newId } from './newId'
import { clientEnvironment, getRuntime, type CommandRuntime, type Identity } from './runtime'

export type CommandResult =
  | {
      readonly ok: true
      readonly command: PendingCommand
      /** `failed`: the work is in the database but not yet in its second home. */
      readonly journal: NoteResult
    }
  | { readonly ok: false; readonly violation: RuleViolation }

/** What it takes to carry out a command; every definition is one. */
export type Executable<Args> = Pick<CommandDefinition<string, Args>, 'name' | 'version' | 'args'>

type Named = Pick<Executable<unknown>, 'name' | 'version'>

/** The time at which a command is carried out here. */
export interface Moment {
  /** The later of this device's clock and the last known time of the server; UTC instant. */
  readonly now: string
  /** The last contact with the server. */
  readonly clock: ClockReading | undefined
}

export interface ExecuteOptions {
  /**
   * uid of the refused command that this one stands in for; it then counts as resubmitted,
   * here and, by a command of its own, for the branch.
   */
  readonly replaces?: string
}

/**
 * Carries out a command on this device at once and queues it for the server. When the promise
 * resolves with `ok`, the work is on the disk; with a violation, nothing was written: a rule forbids
 * it, or the disk took no more (`DISK_FULL`).
 * @throws Error for bugs and other storage trouble only
 */
export function execute<Args>(
  definition: Executable<Args>,
  args: Args,
  options: ExecuteOptions = {},
  runtime: CommandRuntime = getRuntime(),
): Promise<CommandResult> {
  return executePrepared(definition, async () => args, options, runtime)
}

/**
 * Like `execute`, for arguments that must be made in the same transaction, such as a number from
 * this device's lease. `prepare` may wait for the transaction's own methods only.
 */
export async function executePrepared<Args>(
  definition: Executable<Args>,
  prepare: (tx: LocalTransaction, identity: Identity, moment: Moment) => Promise<Args>,
  options: ExecuteOptions = {},
  runtime: CommandRuntime = getRuntime(),
): Promise<CommandResult> {
  const result = await executeTogether(async ({ tx, identity, moment, run }) => {
    await run(definition, await prepare(tx, identity, moment), options)
  }, runtime)
  if (!result.ok) return result
  const [command] = result.commands
  if (!command) throw new Error(`${definition.name} was not carried out`)
  return { ok: true, command, journal: result.journal }
}

/** What work of several steps has at hand; it may wait for nothing else. */
export interface Together {
  readonly tx: LocalTransaction
  readonly identity: Identity
  readonly moment: Moment
  /** @throws RuleViolation which, uncaught, undoes all steps */
  run<Args>(
    definition: Executable<Args>,
    args: Args,
    options?: ExecuteOptions,
  ): Promise<PendingCommand>
}

export type TogetherResult =
  | {
      readonly ok: true
      /** In the order in which they were carried out; none when nothing had to be done. */
      readonly commands: readonly PendingCommand[]
      readonly journal: NoteResult
    }
  | { readonly ok: false; readonly violation: RuleViolation }

/**
 * Carries out several commands, and what belongs to them on this device, in one transaction: all
 * of it or nothing.
 * @throws Error for bugs and other storage trouble only
 */
export function executeTogether(
  work: (together: Together) => Promise<void>,
  runtime: CommandRuntime = getRuntime(),
): Promise<TogetherResult> {
  return awaitAnswer(carryOut(work, runtime))
}

async function carryOut(
  work: (together: Together) => Promise<void>,
  runtime: CommandRuntime,
): Promise<TogetherResult> {
  const identity = runtime.identity()
  const env = clientEnvironment(runtime, identity)
  const deviceTime = runtime.now()
  const now = new Date(deviceTime).toISOString()
  const commands: PendingCommand[] = []
  try {
    await localTransaction(runtime.store, async (tx) => {
      const { clock, pulledAt } = await tx.meta()
      // A wrong clock here must not date the work.
      const occurredAt = knownTime(deviceTime, clock)
      const moment = { now: occurredAt, clock }
      const one = async (
        { name, version }: Named,
        args: unknown,
        options: ExecuteOptions,
      ): Promise<PendingCommand> => {
        if (runtime.standing) {
          const facts = { now, pulledAt, pending: await tx.countPending(), ...runtime.standing() }
          assertGate(name, facts, options.replaces !== undefined)
        }
        const { actor } = identity
        const uid = newId(deviceTime)
        const call = { uid, name, version, args: toJson(args), occurredAt, actor }
        const pending = await mutate(tx, call, { ...env, now: moment.now }, options)
        assertFitsOnePush(pending)
        commands.push(pending)
        return pending
      }
      await work({
        tx,
        identity,
        moment,
        async run(definition, args, options = {}) {
          const pending = await one(definition, args, options)
          if (options.replaces) await settleReplaced(tx, options.replaces, pending, now, one)
          return pending
        },
      })
      await tx.noteActivity({ lastLocalCommitAt: now })
    })
  } catch (error) {
    if (error instanceof RuleViolation) return { ok: false, violation: error }
    // The person learns it where the work was typed, with all of it still there.
    if (isFailedWrite(error)) return { ok: false, violation: new RuleViolation('DISK_FULL') }
    throw error
  }
  const journal = await runtime.journal.note(
    commands.map((command) => ({ kind: 'command' as const, command })),
  )
  runtime.poke()
  return { ok: true, commands, journal }
}

/** The card of what was sent again is closed here and, by a command, for the whole branch. */
async function settleReplaced(
  tx: LocalTransaction,
  refusalId: string,
  { uid, name }: PendingCommand,
  now: string,
  run: (definition: Named, args: unknown, options: ExecuteOptions) => Promise<PendingCommand>,
): Promise<void> {
  await tx.decideRejection(refusalId, { state: 'resubmitted', decidedAt: now })
  if (name === settleRefusal.name) return
  await run(settleRefusal, { refusalId, state: 'resubmitted', replacedBy: uid }, {})
}

/** What travels and is stored is JSON: absent and undefined fields become the same. */
function toJson(args: unknown): JsonValue {
  return JSON.parse(JSON.stringify(args)) as JsonValue
}

const ENVELOPE_BYTES = 1024

/** A command that no push can carry would hold up everything behind it. */
function assertFitsOnePush(command: PendingCommand): void {
  const bytes = wireBytes(command)
  if (bytes > PUSH_MAX_BYTES - ENVELOPE_BYTES) {
    throw new Error(`${command.name} has ${bytes} bytes: send it in smaller pieces`)
  }
}
