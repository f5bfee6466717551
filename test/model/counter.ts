import { z } from 'zod'
import { toAnyCommand, type AnyCommand, type Ctx } from '#shared/commands/definition'
import type { JsonValue } from '#shared/commands/ruleCodes'
import type { RawTx } from '#shared/commands/tx'
import { defineEntity } from '#shared/model/entity'
import type { Role } from '#shared/permissions/roles'

/** A command over entities that only the model has: the typed `Tx` does not know them. */
export function modelCommand<Args>(
  name: string,
  roles: readonly Role[],
  args: z.ZodType<Args>,
  handler: (tx: RawTx, args: Args, ctx: Ctx) => Promise<void>,
  partitions?: (args: Args, home: string) => readonly string[],
): AnyCommand {
  return toAnyCommand<Args>({
    name,
    version: 1,
    args: args as z.ZodType<Args & JsonValue>,
    roles,
    handler: (tx, parsed, ctx) => handler(tx as unknown as RawTx, parsed, ctx),
    ...(partitions && { partitions }),
  })
}

export const Counter = z.object({ id: z.string(), branchId: z.string(), value: z.number() })
export type Counter = z.infer<typeof Counter>

export const counterEntity = defineEntity('counter', Counter, {})

/** Deliberately not idempotent: executed twice, it shows. Never refused. */
export const raiseCounter = modelCommand(
  'counter.raise',
  ['AR', 'PIUTANG'],
  z.object({ id: z.string() }),
  async (tx, { id }, ctx) => {
    const found = (await tx.get('counter', id)) as Counter | undefined
    const next: Counter = { id, branchId: ctx.branchId, value: (found?.value ?? 0) + 1 }
    await tx.put('counter', next)
  },
)
