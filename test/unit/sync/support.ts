import { z } from 'zod'
import type { Actor, Registry } from '#shared/commands/definition'
import { RuleViolation } from '#shared/commands/ruleCodes'
import { defineEntity } from '#shared/model/entity'
import type { CommandCall, RunEnvironment } from '#shared/sync/runCommand'
import type { ServerEnvironment } from '#shared/sync/serverPorts'
import { modelCommand } from '../../model/counter'

export const Note = z.object({ id: z.string(), branchId: z.string(), text: z.string() })
export type Note = z.infer<typeof Note>

export const schema = {
  note: defineEntity('note', Note, { text: { fields: ['text'], unique: 'NIK_TAKEN' } }),
}

export function note(id: string, text = id, branchId = '516'): Note {
  return { id, branchId, text }
}

const put = modelCommand(
  'note.put',
  ['AR'],
  z.object({ id: z.string(), text: z.string() }),
  (tx, args, ctx) => tx.put('note', { ...args, branchId: ctx.branchId } as Note),
)

/** Needs a row to be there. */
const append = modelCommand(
  'note.append',
  ['AR'],
  z.object({ id: z.string() }),
  async (tx, { id }) => {
    const found = (await tx.get('note', id)) as Note | undefined
    if (!found) throw new RuleViolation('BILL_NOT_FOUND', { id })
    await tx.put('note', { ...found, text: `${found.text}+` } as Note)
  },
)

/** Reads one row and writes another. */
const copy = modelCommand(
  'note.copy',
  ['AR'],
  z.object({ from: z.string(), to: z.string() }),
  async (tx, { from, to }, ctx) => {
    const found = (await tx.get('note', from)) as Note | undefined
    if (!found) throw new RuleViolation('BILL_NOT_FOUND', { id: from })
    await tx.put('note', note(to, `copy of ${found.text}`, ctx.branchId))
  },
)

const remove = modelCommand('note.remove', ['AR'], z.object({ id: z.string() }), (tx, { id }) =>
  tx.remove('note', id),
)

const crash = modelCommand('note.crash', ['AR'], z.object({}), () => {
  throw new TypeError('a bug')
})

const stray = modelCommand('note.stray', ['AR'], z.object({ id: z.string() }), (tx, { id }) =>
  tx.put('note', note(id, id, '517')),
)

const share = modelCommand(
  'note.share',
  ['AR'],
  z.object({ id: z.string() }),
  (tx, { id }) => tx.put('note', note(id, id, 'ref')),
  (_args, home) => [home, 'ref'],
)

const fill = modelCommand(
  'note.fill',
  ['AR'],
  z.object({ prefix: z.string(), count: z.number() }),
  async (tx, { prefix, count }, ctx) => {
    for (let n = 0; n < count; n++) {
      await tx.put('note', note(`${prefix}-${n}`, `${prefix}-${n}`, ctx.branchId))
    }
  },
)

const commands = [put, append, copy, remove, crash, stray, share, fill]
const registry: Registry = new Map(commands.map((command) => [command.name, command]))

export const actor: Actor = { userId: 'u1', name: 'Petugas Contoh', roles: ['AR'] }
export const NOW = '2026-03-02T02:00:00.000Z'

export function environment(where: 'client' | 'server'): RunEnvironment {
  return { schema, registry, branchId: '516', deviceId: 'd1', where }
}

let calls = 0

export function call(name: string, args: CommandCall['args']): CommandCall {
  calls += 1
  const uid = `00000000-0000-7000-8000-${String(calls).padStart(12, '0')}`
  return { uid, name, version: 1, args, occurredAt: NOW, actor }
}

export function serverEnvironment(overrides: Partial<ServerEnvironment> = {}): ServerEnvironment {
  return {
    resolveActor: async () => actor,
    now: () => Date.parse(NOW),
    isPoisoned: () => false,
    report: () => undefined,
    ...overrides,
  }
}
