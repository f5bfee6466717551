import type { Actor } from '../commands/definition'
import type { JsonValue, RuleDetail } from '../commands/ruleCodes'
import type { RawReader } from '../commands/tx'
import type { EntityRow } from '../model/entity'
import type { Cursors, Outcome } from '../protocol/messages'
import type { Write } from './bufferedTx'

/** A command that the server has not confirmed yet. */
export interface PendingCommand {
  readonly id: number
  readonly uid: string
  readonly name: string
  readonly version: number
  readonly args: JsonValue
  readonly occurredAt: string
  readonly actor: Actor
  /** Counts every command of this database, also across recoveries: their order for ever. */
  readonly order: number
  /** How far this device's clock was ahead of the server's at their last contact, if there was one. */
  readonly clockOffsetMs?: number
  /**
   * Earlier pending commands whose rows this one read, of each row the first and the last: they stand
   * or fall together.
   */
  readonly dependsOn: readonly string[]
  /** Keys of the rows it wrote when it was made. */
  readonly wrote: readonly string[]
  /** The last replay says that the server will refuse it; it is sent all the same. */
  readonly predicted?: { readonly code: string; readonly detail: RuleDetail }
  /** Set when it stands in for refused work. */
  readonly replaces?: string
  /** The server has it from elsewhere: sent all the same, but its effects are in the base. */
  readonly known?: true
}

/** An accepted command, kept so that a restored server can be given it again. */
export interface ArchivedCommand extends PendingCommand {
  readonly acceptedAt: string
}

/** Refused work: stays until a person resubmits or dismisses it. */
export interface Rejection {
  readonly uid: string
  readonly command: PendingCommand
  readonly code: string
  readonly detail: RuleDetail
  readonly rejectedAt: string
  readonly state: 'open' | 'resubmitted' | 'dismissed'
  readonly reason?: string
  readonly decidedAt?: string
}

/** State of the row on the server as last pulled; `null`: it did not exist. */
export interface ShadowEntry {
  readonly entity: string
  readonly id: string
  readonly row: EntityRow | null
}

/** What makes a device take up its history again under a new client id. */
export type RecoveryReason =
  /** Two databases use one client id: a copied disk. */
  | 'FORKED'
  /** The server was restored from a backup and may have lost commands. */
  | 'INCARNATION_CHANGED'
  /** This database is new; its work comes from the journal. */
  | 'DATABASE_LOST'

export interface Recovery {
  readonly reason: RecoveryReason
  readonly newClientId: string
  /** The server database that the present cursors belong to; absent before its first page. */
  readonly incarnation?: string
}

/** A first full pass that is written page by page: the view is incomplete until it ends. */
export interface CatchUp {
  readonly received: number
  readonly remaining: number
}

export interface ClientMeta {
  readonly clientId: string
  readonly nextId: number
  /** Next value of `PendingCommand.order`; never goes back. */
  readonly nextOrder: number
  readonly lastCommandId: number
  readonly incarnation?: string
  readonly cursors: Cursors
  readonly partitions: readonly string[]
  /** UTC instant of the last complete pull; what the screen shows as "data per". */
  readonly pulledAt?: string
  /** While set, new work is refused: what handlers would read is not all there. */
  readonly catchUp?: CatchUp
  /** While set, nothing is sent; work goes on. */
  readonly recovery?: Recovery
  /** Measured at the last contact: device clock minus server clock. */
  readonly clock?: ClockReading
}

export interface ClockReading {
  readonly offsetMs: number
  /** UTC instant by the server's clock. */
  readonly serverTime: string
}

/** What one local transaction changes, all or nothing. */
export interface LocalChanges {
  readonly rows: readonly Write[]
  readonly shadow: { readonly put: readonly ShadowEntry[]; readonly remove: readonly ShadowKey[] }
  readonly outbox: { readonly put: readonly PendingCommand[]; readonly remove: readonly number[] }
  readonly archive: readonly ArchivedCommand[]
  /** uids that leave the archive: taken up again, or refused by a restored server. */
  readonly unarchive?: readonly string[]
  readonly rejections: readonly Rejection[]
  readonly meta: ClientMeta
}

export interface ShadowKey {
  readonly entity: string
  readonly id: string
}

/** One read-write transaction of the device's database; reads are of the view. */
export interface ClientTransaction extends RawReader {
  meta(): Promise<ClientMeta>
  /** All pending commands, ascending by id. */
  outbox(): Promise<PendingCommand[]>
  /** Accepted commands that are still kept, in no particular order. */
  archive(): Promise<ArchivedCommand[]>
  findShadow(entity: string, id: string): Promise<ShadowEntry | undefined>
  allShadow(): Promise<ShadowEntry[]>
  /** Rows of the view that belong to a partition. */
  rowsOf(partition: string): Promise<ShadowKey[]>
  apply(changes: LocalChanges): Promise<void>
}

/** The acknowledgement part of a finished pull. */
export interface PullEnd {
  readonly lastCommandId: number
  readonly acks: readonly Outcome[]
}
