import type { z } from 'zod'
import type { Role } from '../permissions/roles'
import type { JsonValue } from './ruleCodes'
import type { RawTx, Tx } from './tx'

export interface Actor {
  readonly userId: string
  readonly name: string
  readonly roles: readonly Role[]
}

/** What a handler knows besides its arguments. Nothing here is read from a clock. */
export interface Ctx {
  readonly commandUid: string
  readonly actor: Actor
  readonly branchId: string
  readonly deviceId: string
  /** The device's claim, UTC. */
  readonly occurredAt: string
  /**
   * The instant by which ends of rights and codes are judged, UTC: on the server its own clock when
   * the command arrives, on a device the later of its claim and the last known time of the server.
   */
  readonly now: string
  /** The local calendar date of `occurredAt` (Asia/Jakarta). */
  readonly today: string
  /** For messages only; a handler must not decide by it. */
  readonly where: 'client' | 'server'
}

export interface CommandDefinition<Name extends string = string, Args = never> {
  readonly name: Name
  readonly version: number
  readonly args: z.ZodType<Args>
  /** Who may; `system` commands come only from the server itself. */
  readonly roles: readonly Role[]
  /** Throws RuleViolation; any other error is a bug. */
  readonly handler: (tx: Tx, args: Args, ctx: Ctx) => Promise<void>
  /** Partitions it may write; default is the device's branch. */
  readonly partitions?: (args: Args, home: string) => readonly string[]
}

/** A definition with its argument type forgotten: what registries hold and cores run. */
export interface AnyCommand {
  readonly name: string
  readonly version: number
  readonly roles: readonly Role[]
  /** Validated arguments, or a message that says what is wrong. */
  parse(args: unknown): { ok: true; args: JsonValue } | { ok: false; message: string }
  run(tx: RawTx, args: JsonValue, ctx: Ctx): Promise<void>
  partitions(args: JsonValue, home: string): readonly string[]
}

export type Registry = ReadonlyMap<string, AnyCommand>

export function defineCommand<Name extends string, Args>(
  definition: CommandDefinition<Name, Args>,
): CommandDefinition<Name, Args> {
  return Object.freeze(definition)
}

/** Forgets the argument type; the cast is sound because `parse` ran before `run`. */
export function toAnyCommand<Args>(definition: CommandDefinition<string, Args>): AnyCommand {
  return {
    name: definition.name,
    version: definition.version,
    roles: definition.roles,
    parse(args) {
      const result = definition.args.safeParse(args)
      if (result.success) return { ok: true, args: result.data as JsonValue }
      const issue = result.error.issues[0]
      return { ok: false, message: `${issue?.path.join('.') ?? ''}: ${issue?.message ?? ''}` }
    },
    run: (tx, args, ctx) => definition.handler(tx as Tx, args as Args, ctx),
    partitions: (args, home) => definition.partitions?.(args as Args, home) ?? [home],
  }
}
