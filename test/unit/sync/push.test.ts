import { describe, expect, test } from 'vitest'
import type { WireCommand } from '#shared/protocol/messages'
import { pushCommands } from '#shared/sync/push'
import { InfrastructureError, type ServerEnvironment } from '#shared/sync/serverPorts'
import { createMemoryServer, type MemoryServer } from '../../support/memoryServer'
import { call, environment, NOW, schema, serverEnvironment } from './support'

const run = environment('server')

function wire(commandId: number, name: string, args: WireCommand['args']): WireCommand {
  const { uid, version, occurredAt } = call(name, args)
  return { commandId, uid, name, version, args, occurredAt, actorId: 'u1' }
}

function push(
  server: MemoryServer,
  commands: WireCommand[],
  env: Partial<ServerEnvironment> = {},
  client = 'c',
) {
  return pushCommands(server, client, commands, run, serverEnvironment(env))
}

describe('pushCommands', () => {
  test('[S-212] a refusal moves the queue on and leaves nothing else behind', async () => {
    const server = createMemoryServer({ schema })
    const { outcomes, stopped } = await push(server, [
      wire(1, 'note.append', { id: 'a' }),
      wire(2, 'note.put', { id: 'a', text: 'x' }),
    ])
    expect(stopped).toBeUndefined()
    expect(outcomes).toMatchObject([
      { outcome: 'rejected', code: 'BILL_NOT_FOUND', detail: { id: 'a' } },
      { outcome: 'accepted' },
    ])
    expect(server.lastCommandId('c')).toBe(2)
  })

  test('[S-213] a repetition gets the stored outcome and changes nothing', async () => {
    const server = createMemoryServer({ schema })
    const commands = [
      wire(1, 'note.put', { id: 'a', text: 'x' }),
      wire(2, 'note.append', { id: 'a' }),
    ]
    const first = await push(server, commands)
    expect(await push(server, commands)).toEqual(first)
    expect(server.rows.find('note', 'a')).toMatchObject({ text: 'x+' })
    expect(server.partitionState('branch:516')?.seq).toBe(2)
  })

  test('[S-213] the same work under another client id has no second effect', async () => {
    const server = createMemoryServer({ schema })
    const original = wire(1, 'note.put', { id: 'a', text: 'x' })
    const refused = wire(2, 'note.append', { id: 'missing' })
    await push(server, [original, refused])
    await push(server, [wire(3, 'note.append', { id: 'a' })])
    const twin = await push(server, [{ ...original }, { ...refused, commandId: 2 }], {}, 'twin')
    expect(twin.outcomes).toMatchObject([
      { commandId: 1, uid: original.uid, outcome: 'accepted' },
      { commandId: 2, outcome: 'rejected', code: 'BILL_NOT_FOUND' },
    ])
    expect(server.rows.find('note', 'a')).toMatchObject({ text: 'x+' })
    expect(server.commandsOf('twin').every((stored) => stored.duplicateOf !== undefined)).toBe(true)
  })

  test('a gap stops the batch; so does another command under a used number', async () => {
    const server = createMemoryServer({ schema })
    const first = wire(1, 'note.put', { id: 'a', text: 'x' })
    expect((await push(server, [first, wire(3, 'note.append', { id: 'a' })])).stopped).toEqual({
      at: 3,
      reason: 'GAP',
    })
    expect((await push(server, [wire(1, 'note.append', { id: 'a' })])).stopped).toEqual({
      at: 1,
      reason: 'FORKED',
    })
    expect(server.lastCommandId('c')).toBe(1)
  })

  test.each([
    ['a person without rights here', { resolveActor: async () => undefined }, 'FORBIDDEN'],
    [
      'a person who lost the role',
      { resolveActor: async () => ({ userId: 'u1', name: 'x', roles: [] }) },
      'FORBIDDEN',
    ],
    ['a clock that runs ahead', { now: () => Date.parse(NOW) - 11 * 60_000 }, 'CLOCK_IN_FUTURE'],
  ])('%s is refused', async (_name, env, code) => {
    const server = createMemoryServer({ schema })
    const { outcomes } = await push(server, [wire(1, 'note.put', { id: 'a', text: 'x' })], env)
    expect(outcomes).toMatchObject([{ outcome: 'rejected', code }])
    expect(server.rows.size).toBe(0)
  })

  test('unknown names, versions and arguments are refused', async () => {
    const server = createMemoryServer({ schema })
    const { outcomes } = await push(server, [
      wire(1, 'note.paint', {}),
      { ...wire(2, 'note.put', { id: 'a', text: 'x' }), version: 2 },
      wire(3, 'note.put', { id: 5 }),
    ])
    expect(outcomes.map(({ code }) => code)).toEqual([
      'UNKNOWN_COMMAND',
      'UNKNOWN_COMMAND',
      'BAD_ARGUMENTS',
    ])
  })

  test('[S-214] a unique index refuses with the code of its rule, and the batch goes on', async () => {
    const server = createMemoryServer({ schema })
    const { outcomes } = await push(server, [
      wire(1, 'note.put', { id: 'a', text: 'same' }),
      wire(2, 'note.put', { id: 'b', text: 'same' }),
      wire(3, 'note.put', { id: 'c', text: 'other' }),
    ])
    expect(outcomes.map(({ code }) => code)).toEqual([undefined, 'NIK_TAKEN', undefined])
    expect(server.rows.all().map(({ row }) => row.id)).toEqual(['a', 'c'])
    server.assertChangeIndex()
  })

  test('[S-215] trouble with the database at any point stores nothing and says: later', async () => {
    for (let failAt = 1; ; failAt++) {
      let operations = 0
      const server = createMemoryServer({
        schema,
        onOperation: () => {
          operations += 1
          if (operations === failAt) throw new InfrastructureError('gone')
        },
      })
      const commands = [wire(1, 'note.put', { id: 'a', text: 'x' })]
      const result = await push(server, commands)
      if (operations < failAt) {
        expect(failAt).toBeGreaterThan(5)
        break
      }
      expect(result).toEqual({ outcomes: [], stopped: { at: 1, reason: 'RETRY_LATER' } })
      expect([server.rows.size, server.lastCommandId('c'), server.commandsOf('c')]).toEqual([
        0,
        0,
        [],
      ])
      expect((await push(server, commands)).outcomes).toHaveLength(1)
    }
  })

  test('[S-216] a bug stops the queue until it is set aside, with a report each time', async () => {
    const server = createMemoryServer({ schema })
    const reports: boolean[] = []
    let attempts = 0
    const env = {
      isPoisoned: () => (attempts += 1) >= 3,
      report: ({ parked }: { parked: boolean }) => void reports.push(parked),
    }
    const commands = [wire(1, 'note.crash', {}), wire(2, 'note.put', { id: 'a', text: 'x' })]
    expect((await push(server, commands, env)).stopped?.reason).toBe('RETRY_LATER')
    expect((await push(server, commands, env)).stopped?.reason).toBe('RETRY_LATER')
    expect(server.lastCommandId('c')).toBe(0)
    const { outcomes, stopped } = await push(server, commands, env)
    expect(stopped).toBeUndefined()
    expect(outcomes).toMatchObject([
      { outcome: 'rejected', code: 'INTERNAL' },
      { outcome: 'accepted' },
    ])
    expect(reports).toEqual([false, false, true])
  })

  test('[S-216] what is wrong outside the handler is reported too, and never set aside', async () => {
    const problems: string[] = []
    const server = createMemoryServer({
      schema,
      onOperation: (operation) => {
        if (operation === 'storeOutcomes') throw new TypeError('a bug in the storage')
      },
    })
    const env = {
      isPoisoned: () => true,
      report: ({ error, parked }: { error: unknown; parked: boolean }) =>
        void problems.push(`${(error as Error).message} ${parked}`),
    }
    const { stopped } = await push(server, [wire(1, 'note.put', { id: 'a', text: 'x' })], env)
    expect(stopped?.reason).toBe('RETRY_LATER')
    expect(problems).toEqual(['a bug in the storage false'])
  })

  test('[S-217] a command may write to the partitions that it declares, and to no other', async () => {
    const server = createMemoryServer({ schema })
    const { outcomes } = await push(server, [wire(1, 'note.share', { id: 'a' })])
    expect(outcomes).toMatchObject([{ outcome: 'accepted' }])
    expect(server.partitionState('ref')?.seq).toBe(1)
    const stray = await push(server, [wire(2, 'note.stray', { id: 'b' })])
    expect(stray.stopped?.reason).toBe('RETRY_LATER')
    expect(server.partitionState('branch:517')).toBeUndefined()
  })
})
