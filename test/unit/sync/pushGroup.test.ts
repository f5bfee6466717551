import fc from 'fast-check'
import { describe, expect, test } from 'vitest'
import type { WireCommand } from '#shared/protocol/messages'
import { pushCommands } from '#shared/sync/push'
import { InfrastructureError } from '#shared/sync/serverPorts'
import { createMemoryServer, type Commit, type MemoryServer } from '../../support/memoryServer'
import { call, environment, schema, serverEnvironment } from './support'

const run = environment('server')

function wire(commandId: number, name: string, args: WireCommand['args']): WireCommand {
  const { uid, version, occurredAt } = call(name, args)
  return { commandId, uid, name, version, args, occurredAt, actorId: 'u1' }
}

function put(commandId: number, id: string, text = id): WireCommand {
  return wire(commandId, 'note.put', { id, text })
}

function push(server: MemoryServer, commands: readonly WireCommand[], env = serverEnvironment()) {
  return pushCommands(server, 'c', commands, run, env)
}

/** A server that tells of its transactions: `committed` with their commands, `begun` in number. */
function watchedServer(onOperation: (operation: string) => void = () => undefined) {
  const commits: Commit[] = []
  let begun = 0
  const server = createMemoryServer({
    schema,
    onCommit: (commit) => commits.push(commit),
    onOperation: (operation) => {
      if (operation === 'lockClient') begun += 1
      onOperation(operation)
    },
  })
  return {
    server,
    committed: () => commits.map(({ stored }) => stored.map(({ command }) => command.commandId)),
    begun: () => begun,
  }
}

describe('commands that are pushed together', () => {
  test('[S-227] share one transaction, see each other, and a refused one leaves nothing', async () => {
    const { server, committed } = watchedServer()
    const { outcomes } = await push(server, [
      put(1, 'a', 'x'),
      wire(2, 'note.append', { id: 'missing' }),
      wire(3, 'note.copy', { from: 'a', to: 'b' }),
      wire(4, 'note.copy', { from: 'b', to: 'c' }),
    ])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual([
      'accepted',
      'rejected',
      'accepted',
      'accepted',
    ])
    expect(committed()).toEqual([[1, 2, 3, 4]])
    expect(server.partitionState('branch:516')?.seq).toBe(1)
    expect(server.rows.find('note', 'c')).toMatchObject({ text: 'copy of copy of x' })
    expect(server.rows.size).toBe(3)
  })

  test('[S-227] a clash that only the database sees costs its own command alone', async () => {
    const { server, committed, begun } = watchedServer()
    const commands = Array.from({ length: 100 }, (_, n) =>
      put(n + 1, `n${n}`, n === 70 ? 'n3' : `n${n}`),
    )
    const { outcomes } = await push(server, commands)
    expect(outcomes.filter(({ outcome }) => outcome === 'rejected')).toMatchObject([
      { commandId: 71, code: 'NIK_TAKEN' },
    ])
    expect(server.rows.size).toBe(99)
    expect(committed().flat()).toEqual(commands.map(({ commandId }) => commandId))
    expect(begun()).toBeLessThan(20)
  })

  test('[S-227] many clashes do not multiply the work', async () => {
    const { server, begun } = watchedServer()
    await push(server, [put(1, 'first', 'same')])
    const commands = Array.from({ length: 100 }, (_, n) => put(n + 2, `n${n}`, 'same'))
    const { outcomes } = await push(server, commands)
    expect(outcomes.every(({ code }) => code === 'NIK_TAKEN')).toBe(true)
    expect(begun()).toBeLessThan(300)
  })

  test('[S-228] a command that needs other partitions waits for the next transaction', async () => {
    const { server, committed } = watchedServer()
    const { outcomes } = await push(server, [
      put(1, 'a'),
      wire(2, 'note.share', { id: 's' }),
      put(3, 'b'),
      put(4, 'c'),
    ])
    expect(outcomes.every(({ outcome }) => outcome === 'accepted')).toBe(true)
    // The one that shares has locked all that the others need.
    expect(committed()).toEqual([[1], [2, 3, 4]])
  })

  test('[S-228] a transaction locks once, whatever is refused before', async () => {
    const operations: string[] = []
    const { server } = watchedServer((operation) => operations.push(operation))
    const refusals = { partition: 'branch:516', rowFor: async () => undefined }
    await push(
      server,
      [wire(1, 'note.paint', {}), put(2, 'a'), wire(3, 'note.share', { id: 's' })],
      serverEnvironment({ refusals }),
    )
    const perTransaction = operations.join(' ').split('commit')
    for (const one of perTransaction.slice(0, -1)) {
      expect(one.match(/lockPartitions/g)).toHaveLength(1)
    }
    expect(perTransaction).toHaveLength(3)
  })

  test('[S-228] a key that one command frees cannot have been taken by one before it', async () => {
    const { server, committed } = watchedServer()
    await push(server, [put(1, 'a', 'x')])
    const { outcomes } = await push(server, [
      put(2, 'b', 'x'),
      wire(3, 'note.remove', { id: 'a' }),
      put(4, 'c', 'x'),
    ])
    expect(outcomes.map(({ code }) => code)).toEqual(['NIK_TAKEN', undefined, undefined])
    expect(committed()).toEqual([[1], [2], [3, 4]])
  })

  test('[S-228] a transaction takes nothing more once it holds a thousand rows', async () => {
    const { server, committed } = watchedServer()
    const many = (commandId: number) =>
      wire(commandId, 'note.fill', { prefix: `p${commandId}`, count: 600 })
    await push(server, [many(1), many(2), many(3)])
    expect(committed()).toEqual([[1, 2], [3]])
    expect(server.rows.size).toBe(1800)
  })

  test('[S-215] trouble at any point of several commands stores nothing of their transaction', async () => {
    const commands = [put(1, 'a'), wire(2, 'note.copy', { from: 'a', to: 'b' }), put(3, 'c')]
    for (let failAt = 1; ; failAt++) {
      let operations = 0
      const { server } = watchedServer(() => {
        operations += 1
        if (operations === failAt) throw new InfrastructureError('gone')
      })
      const result = await push(server, commands)
      if (operations < failAt) break
      expect(result).toEqual({ outcomes: [], stopped: { at: 1, reason: 'RETRY_LATER' } })
      expect([server.rows.size, server.lastCommandId('c')]).toEqual([0, 0])
      expect((await push(server, commands)).outcomes).toHaveLength(3)
    }
  })

  test('[S-216] those before a bug are kept, those behind wait, and it is told once', async () => {
    const { server } = watchedServer()
    const reported: string[] = []
    const env = serverEnvironment({ report: ({ uid }) => void reported.push(uid) })
    const crashing = wire(3, 'note.crash', {})
    const result = await push(server, [put(1, 'a'), put(2, 'b'), crashing, put(4, 'c')], env)
    expect(result.outcomes.map(({ commandId }) => commandId)).toEqual([1, 2])
    expect(result.stopped).toEqual({ at: 3, reason: 'RETRY_LATER' })
    expect(reported).toEqual([crashing.uid])
    expect(server.rows.size).toBe(2)
  })

  test('[S-213] the same uid twice in one push takes effect once', async () => {
    const { server } = watchedServer()
    const first = put(1, 'a', 'x')
    const append = wire(2, 'note.append', { id: 'a' })
    const { outcomes } = await push(server, [first, append, { ...append, commandId: 3 }])
    expect(outcomes.map(({ outcome }) => outcome)).toEqual(['accepted', 'accepted', 'accepted'])
    expect(server.rows.find('note', 'a')).toMatchObject({ text: 'x+' })
    expect(server.commandsOf('c')[2]).toMatchObject({ duplicateOf: append.uid })
  })

  test('[S-227] have the effect that each alone would have had', async () => {
    const id = fc.constantFrom('a', 'b', 'c')
    const text = fc.constantFrom('x', 'y')
    const step = fc.oneof(
      fc.record({ name: fc.constant('note.put'), args: fc.record({ id, text }) }),
      fc.record({ name: fc.constantFrom('note.append', 'note.remove'), args: fc.record({ id }) }),
      fc.record({ name: fc.constant('note.copy'), args: fc.record({ from: id, to: id }) }),
      fc.record({ name: fc.constantFrom('note.share', 'note.stray'), args: fc.record({ id }) }),
      fc.record({ name: fc.constant('note.crash'), args: fc.constant({}) }),
    )
    await fc.assert(
      fc.asyncProperty(fc.array(step, { minLength: 1, maxLength: 12 }), async (steps) => {
        const commands = steps.map(({ name, args }, place) => wire(place + 1, name, args))
        const env = serverEnvironment({ isPoisoned: () => true })
        const together = createMemoryServer({ schema })
        const alone = createMemoryServer({ schema })
        const { outcomes } = await push(together, commands, env)
        const each = []
        for (const command of commands) each.push(...(await push(alone, [command], env)).outcomes)
        expect(outcomes).toEqual(each)
        expect(rowsOf(together)).toEqual(rowsOf(alone))
        together.assertChangeIndex()
      }),
      { numRuns: 500 },
    )
  })
})

function rowsOf(server: MemoryServer) {
  return [...server.rows.entries()].sort(([a], [b]) => (a < b ? -1 : 1))
}
