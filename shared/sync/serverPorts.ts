import type { Actor } from '../commands/definition'
import type { RuleCode } from '../commands/ruleCodes'
import type { RawReader } from '../commands/tx'
import type { Cursor, KnownOutcome, Outcome, WireCommand } from '../protocol/messages'
import type { Write } from './bufferedTx'
import type { EntityRow } from '../model/entity'

/** What is kept of every command of a client: idempotency store and audit journal in one. */
export interface StoredCommand {
  readonly command: WireCommand
  readonly outcome: Outcome
  /** Set when another client had already brought the same uid. */
  readonly duplicateOf?: string
}

/** One database transaction of the server. Implemented in memory (model test) and over SQL. */
export interface ServerTransaction extends RawReader {
  /** Locks the client's row (made if missing) and reads its position. */
  lockClient(clientId: string): Promise<{ lastCommandId: number }>
  /** In any order; outcomes of duplicates included, each under the uid it was sent with. */
  findOutcomes(clientId: string, commandIds: readonly number[]): Promise<Outcome[]>
  /** The originals' outcomes, whoever sent them; unknown uids are left out. */
  findOutcomesByUid(uids: readonly string[]): Promise<Outcome[]>
  /**
   * Locks partitions in sorted order; from here on nobody else changes them. `ref`, which handlers
   * read the tables from, is at least held for reading: others may do the same, nobody writes.
   */
  lockPartitions(partitions: readonly string[]): Promise<void>
  /**
   * Writes rows, raises seq of each touched partition by one and notes every row in the change
   * index (a row that changed partition leaves a tombstone behind). The removal of a row that does
   * not exist touches nothing. Undone by itself when it throws; reads and other writes of this
   * transaction go on after it.
   * @throws UniqueClash when a unique index refuses a row.
   * @throws InvariantViolation when a touched partition (old or new one of a row) is not locked.
   */
  flush(writes: readonly Write[]): Promise<void>
  /** @throws any error when another transaction stored the same uid first (unless a duplicate). */
  storeOutcomes(clientId: string, stored: readonly StoredCommand[]): Promise<void>
  setLastCommandId(clientId: string, commandId: number): Promise<void>
}

export interface ServerStore {
  /** Runs `work` in one transaction; a throw rolls everything back and is passed on. */
  transaction<T>(work: (tx: ServerTransaction) => Promise<T>): Promise<T>
}

/** A unique index said no; carries the code that the handler would have given. */
export class UniqueClash extends Error {
  override readonly name = 'UniqueClash'
  constructor(readonly code: RuleCode) {
    super(code)
  }
}

/** Trouble that may be gone on the next try; drivers throw it for lost connections and the like. */
export class InfrastructureError extends Error {
  override readonly name = 'InfrastructureError'
}

export function isInfrastructureError(error: unknown): boolean {
  return error instanceof InfrastructureError
}

/** A handler threw something that is neither a refusal nor the database's fault. */
export class HandlerBug extends Error {
  override readonly name = 'HandlerBug'
  constructor(cause: unknown) {
    super('handler bug', { cause })
  }
}

export interface ServerEnvironment {
  /** The person who acted, with the roles of now; undefined when unknown or not granted here. */
  resolveActor(actorId: string): Promise<Actor | undefined>
  /** Server's present instant, epoch milliseconds. */
  now(): number
  /** Counts attempts at a command that crashes; true when it is time to set it aside. */
  isPoisoned(uid: string): boolean
  /** Keeps the branch informed of refused work, in the transaction of the refusal. */
  readonly refusals?: RefusalKeeper
  /** Told about bugs and parked commands. */
  report(problem: { uid: string; name: string; error: unknown; parked: boolean }): void
}

export interface RefusalKeeper {
  /** Where the rows stand; locked together with what a command locks, in sorted order. */
  readonly partition: string
  /** The row that tells of it, if any. Never asked for a repetition; the partition is locked. */
  rowFor(command: WireCommand, outcome: Outcome): Promise<EntityRow | undefined>
}

export interface PartitionState {
  readonly seq: number
  readonly epoch: number
  /** Tombstones up to this seq have been removed. */
  readonly horizon: number
}

export interface Change {
  readonly seq: number
  readonly entity: string
  readonly id: string
  /** `null`: removed or moved away. */
  readonly row: EntityRow | null
}

/** One repeatable read of the server; all calls see the same moment. */
export interface ServerSnapshot {
  incarnation(): Promise<string>
  partition(name: string): Promise<PartitionState | undefined>
  /** Changes after the cursor in (seq, entity, id) order, at most `limit`. */
  changesAfter(partition: string, after: Cursor, limit: number): Promise<Change[]>
  /**
   * How many changes lie after the cursor. Must be 0 exactly when there are none, since that ends
   * the pull; any larger figure may be capped or estimated.
   */
  countAfter(partition: string, after: Cursor): Promise<number>
  lastCommandId(clientId: string): Promise<number>
  /** Outcomes with ids in (after, upTo], ascending. */
  outcomes(clientId: string, after: number, upTo: number): Promise<Outcome[]>
  /** Stored outcomes of these uids, whichever client brought them; unknown ones are left out. */
  knownOutcomes(uids: readonly string[]): Promise<KnownOutcome[]>
}
