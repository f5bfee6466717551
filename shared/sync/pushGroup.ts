import type { Actor } from '../commands/definition'
import { RuleViolation, type RuleCode, type RuleDetail } from '../commands/ruleCodes'
import type { Outcome, WireCommand } from '../protocol/messages'
import { BufferedTx } from './bufferedTx'
import { CachedReader } from './cachedReader'
import { givesUpKey } from './givenUpKeys'
import { assertInvariant } from './invariant'
import { prepareCommand, type PreparedCommand, type RunEnvironment } from './runCommand'
import {
  HandlerBug,
  isInfrastructureError,
  UniqueClash,
  type ServerEnvironment,
  type ServerTransaction,
  type StoredCommand,
} from './serverPorts'

/** A device clock may run ahead this far before its work is refused. */
const MAX_CLOCK_AHEAD_MS = 10 * 60 * 1000

/** Rows after which a group takes nothing more: a branch must not wait long for one device. */
const MAX_ROWS = 1_000

/** Why a group took no further command; `full` ones go into the next group. */
export type Halt = 'full' | 'GAP' | 'FORKED'

/**
 * Commands of one client that share a transaction: each runs on its own buffer over those before
 * it, so a refused one leaves nothing behind; rows, outcomes and position are written together by
 * `finish`. Until then nothing is in the database.
 */
export class PushGroup {
  readonly #tx: ServerTransaction
  readonly #run: RunEnvironment
  readonly #env: ServerEnvironment
  readonly #clientId: string
  /** All that the group has written, over what the database holds. */
  readonly #view: BufferedTx
  /** Answers by number, those of earlier pushes included. */
  readonly #answers: Map<number, Outcome>
  /** Originals by uid, whichever client brought them. */
  readonly #known: Map<string, Outcome>
  readonly #locked = new Set<string>()
  readonly #actors = new Map<string, Actor | undefined>()
  #stored: StoredCommand[] = []
  #position: number

  private constructor(
    tx: ServerTransaction,
    clientId: string,
    run: RunEnvironment,
    env: ServerEnvironment,
    found: { position: number; answers: readonly Outcome[]; known: readonly Outcome[] },
  ) {
    this.#tx = tx
    this.#clientId = clientId
    this.#run = run
    this.#env = env
    this.#view = new BufferedTx(new CachedReader(tx), run.schema)
    this.#position = found.position
    this.#answers = new Map(found.answers.map((outcome) => [outcome.commandId, outcome]))
    this.#known = new Map(found.known.map((outcome) => [outcome.uid, outcome]))
  }

  /** Locks the client and looks up what is known of these commands. */
  static async open(
    tx: ServerTransaction,
    clientId: string,
    commands: readonly WireCommand[],
    run: RunEnvironment,
    env: ServerEnvironment,
  ): Promise<PushGroup> {
    const { lastCommandId: position } = await tx.lockClient(clientId)
    const ids = commands.map(({ commandId }) => commandId).filter((id) => id <= position)
    const answers = await tx.findOutcomes(clientId, ids)
    const fresh = commands.filter(({ commandId }) => commandId > position)
    const known = await tx.findOutcomesByUid(fresh.map(({ uid }) => uid))
    return new PushGroup(tx, clientId, run, env, { position, answers, known })
  }

  /**
   * Takes the next command: repeats its stored outcome, or carries it out.
   * @returns its outcome, or why it was not taken
   * @throws HandlerBug, or whatever the storage throws; then the transaction must roll back
   */
  async take(command: WireCommand): Promise<Outcome | Halt> {
    return this.#answer(command, () => this.#execute(command))
  }

  /** Takes a crashing command as refused, without running it. */
  async park(command: WireCommand): Promise<Outcome | Halt> {
    return this.#answer(command, async () => rejected(command, 'INTERNAL', { uid: command.uid }))
  }

  /**
   * Writes everything.
   * @returns the outcome of the last command, if a unique index has just refused it
   * @throws UniqueClash when it may be the fault of any of several commands
   */
  async finish(): Promise<Outcome | undefined> {
    const refused = await this.#flush()
    if (this.#stored.length > 0) {
      await this.#tx.storeOutcomes(this.#clientId, this.#stored)
      await this.#tx.setLastCommandId(this.#clientId, this.#position)
    }
    return refused
  }

  async #answer(
    command: WireCommand,
    outcomeOf: () => Promise<Outcome | 'full'>,
  ): Promise<Outcome | Halt> {
    if (command.commandId <= this.#position) return this.#repeat(command)
    if (command.commandId > this.#position + 1) return 'GAP'
    const original = this.#known.get(command.uid)
    if (original) {
      const copy = { ...original, commandId: command.commandId }
      return this.#store({ command, outcome: copy, duplicateOf: command.uid })
    }
    if (this.#stored.length > 0 && this.#view.size >= MAX_ROWS) return 'full'
    const outcome = await outcomeOf()
    if (outcome === 'full') return 'full'
    if (outcome.outcome === 'rejected') await this.#noteRefusal(command, outcome)
    this.#known.set(command.uid, outcome)
    return this.#store({ command, outcome })
  }

  #repeat(command: WireCommand): Outcome | 'FORKED' {
    const stored = this.#answers.get(command.commandId)
    assertInvariant(stored !== undefined, 'outcomes of a client have no gaps')
    return stored.uid === command.uid ? stored : 'FORKED'
  }

  #store(stored: StoredCommand): Outcome {
    const { command, outcome } = stored
    this.#stored.push(stored)
    this.#answers.set(command.commandId, outcome)
    this.#position = command.commandId
    return outcome
  }

  async #execute(command: WireCommand): Promise<Outcome | 'full'> {
    if (Date.parse(command.occurredAt) > this.#env.now() + MAX_CLOCK_AHEAD_MS) {
      return rejected(command, 'CLOCK_IN_FUTURE', { occurredAt: command.occurredAt })
    }
    const actor = await this.#actorOf(command.actorId)
    if (!actor) return rejected(command, 'FORBIDDEN', { command: command.name })
    let prepared: PreparedCommand
    try {
      const now = new Date(this.#env.now()).toISOString()
      prepared = prepareCommand({ ...command, actor }, { ...this.#run, now })
    } catch (error) {
      return refusalFor(command, error)
    }
    if (!(await this.#lock(prepared.partitions))) return 'full'
    try {
      const written = await prepared.run(this.#view)
      const isFirst = this.#stored.length === 0
      if (!isFirst && (await givesUpKey(written, this.#view, this.#run.schema))) return 'full'
      this.#view.absorb(written)
      return { commandId: command.commandId, uid: command.uid, outcome: 'accepted' }
    } catch (error) {
      return refusalFor(command, error)
    }
  }

  async #actorOf(id: string): Promise<Actor | undefined> {
    if (!this.#actors.has(id)) this.#actors.set(id, await this.#env.resolveActor(id))
    return this.#actors.get(id)
  }

  /**
   * From here on these partitions are serial: commit order is seq order. A group locks once, in
   * sorted order, so that no two of them wait for each other; a command that needs more has to wait
   * for the next group.
   * @returns false when it has to
   */
  async #lock(partitions: readonly string[]): Promise<boolean> {
    const { refusals } = this.#env
    const wanted = [...partitions, ...(refusals ? [refusals.partition] : [])]
    if (wanted.every((partition) => this.#locked.has(partition))) return true
    if (this.#locked.size > 0) return false
    await this.#tx.lockPartitions(wanted)
    for (const partition of wanted) this.#locked.add(partition)
    return true
  }

  /** Refused work is everybody's business in the branch; repeated refusals are not news. */
  async #noteRefusal(command: WireCommand, outcome: Outcome): Promise<void> {
    const { refusals } = this.#env
    if (!refusals) return
    await this.#lock([])
    const row = await refusals.rowFor(command, outcome)
    if (row) await this.#view.put('refusal', row)
  }

  async #flush(): Promise<Outcome | undefined> {
    try {
      await this.#tx.flush(this.#view.writes)
      return undefined
    } catch (error) {
      const only = this.#stored[0]
      // Whose fault it was is certain only when nobody else has written.
      if (!(error instanceof UniqueClash) || !only || this.#stored.length > 1) throw error
      const outcome = rejected(only.command, error.code, {})
      this.#stored = [{ ...only, outcome }]
      const row = await this.#env.refusals?.rowFor(only.command, outcome)
      if (row) await this.#tx.flush([{ entity: 'refusal', id: row.id, row }])
      return outcome
    }
  }
}

/** The outcome for an error that is a refusal; @throws it, or HandlerBug, when it is not. */
function refusalFor(command: WireCommand, error: unknown): Outcome {
  if (error instanceof RuleViolation) return rejected(command, error.code, error.detail)
  if (isInfrastructureError(error)) throw error
  throw new HandlerBug(error)
}

function rejected(command: WireCommand, code: RuleCode, detail: RuleDetail): Outcome {
  return { commandId: command.commandId, uid: command.uid, outcome: 'rejected', code, detail }
}
