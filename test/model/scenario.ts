import type { Registry } from '#shared/commands/definition'
import type { JsonValue } from '#shared/commands/ruleCodes'
import type { Role } from '#shared/permissions/roles'
import type { Schema, Write } from '#shared/sync/bufferedTx'
import type { MemoryRows } from '../support/memoryRows'
import type { Random } from './random'

/** What a person, or the server itself, wants to do next. */
export interface Intent {
  readonly name: string
  readonly args: JsonValue
}

export interface IntentQuestion {
  readonly random: Random
  /** What the device shows now; on the server: the server's rows. */
  readonly rows: MemoryRows
  readonly client: number
  /** A new id, unique in this run. */
  readonly newId: () => string
  /** Local date of now. */
  readonly today: string
}

/** The data and commands that a model run is played with. */
export interface Scenario {
  readonly name: string
  readonly schema: Schema
  readonly registry: Registry
  /** Roles of the person at each device. */
  readonly roles: readonly Role[]
  /** Rows on the server before anything happens, by partition. */
  readonly seed: readonly Write[]
  /** What was done on the server before anything happens. */
  opening(newId: () => string): readonly Intent[]
  readonly minutesPerStep: number
  /** Commands whose handler has a bug: only these may end as INTERNAL. */
  readonly mayCrash: readonly string[]
  intend(question: IntentQuestion): Intent | undefined
  /** Something that the server does by itself (bank, jobs). */
  intendServer(question: IntentQuestion): Intent | undefined
  /** I1: throws when the server's rows break a rule that no unique index states. */
  check(rows: MemoryRows): void
}

export const HOME = '516'
export const OTHER = '517'
export const CLIENTS = 4

/** The private counter of a client: raised by a command that is not idempotent (I7). */
export function counterIdOf(client: number): string {
  return `counter-${client}`
}
