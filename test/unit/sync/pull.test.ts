import { describe, expect, test } from 'vitest'
import type { Cursor, Cursors } from '#shared/protocol/messages'
import { END, pullPage } from '#shared/sync/pull'
import { createMemoryServer, type MemoryServer } from '../../support/memoryServer'
import { note, schema, type Note } from './support'

const HOME = 'branch:516'

async function write(server: MemoryServer, ...rows: (Note | string)[]): Promise<void> {
  await server.transaction(async (tx) => {
    await tx.lockPartitions([HOME, 'branch:517', 'ref'])
    await tx.flush(
      rows.map((row) =>
        typeof row === 'string'
          ? { entity: 'note', id: row, row: null }
          : { entity: 'note', id: row.id, row },
      ),
    )
  })
}

function ask(server: MemoryServer, cursors: Cursors, limit = 100, partitions = [HOME]) {
  return pullPage(server.snapshot(), {
    clientId: 'c',
    cursors,
    lastCommandId: 0,
    limit,
    partitions,
  })
}

function at(seq: number, id: string, rest: Partial<Cursor> = {}): Cursors {
  const entity = id === END ? END : 'note'
  return { [HOME]: { epoch: 0, seq, entity, id, ...rest } }
}

/** The ids in a page; a leading minus says removed. */
function told(page: {
  patch: readonly ({ op: 'put'; row: { id: string } } | { op: 'remove'; id: string } | object)[]
}) {
  return page.patch.map((patch) => {
    const item = patch as { op: string; id: string; row: { id: string } }
    return item.op === 'put' ? item.row.id : `-${item.id}`
  })
}

describe('pullPage', () => {
  test('without a cursor everything comes and the partition begins from nothing', async () => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'), note('b'))
    const page = await ask(server, {})
    expect(told(page)).toEqual(['a', 'b'])
    expect(page).toMatchObject({
      reset: [HOME],
      more: false,
      remaining: 0,
      lastCommandId: 0,
      acks: [],
    })
    expect(page.cursors).toEqual(at(1, END))
  })

  test('a cursor at the end gets only what came later; a row changed twice comes once', async () => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'), note('b'))
    await write(server, note('b', 'changed'))
    await write(server, note('b', 'again'), 'a')
    const page = await ask(server, at(1, END))
    expect(told(page)).toEqual(['-a', 'b'])
    expect(page.reset).toEqual([])
  })

  test('[S-204] pages may be cut in the middle of one transaction', async () => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'), note('b'), note('c'))
    const first = await ask(server, at(0, END), 2)
    expect(told(first)).toEqual(['a', 'b'])
    expect(first).toMatchObject({ more: true, remaining: 1 })
    expect(first.lastCommandId).toBeUndefined()
    expect(first.acks).toBeUndefined()
    expect(first.cursors).toEqual(at(1, 'b'))
    const second = await ask(server, first.cursors, 2)
    expect(told(second)).toEqual(['c'])
    expect(second.more).toBe(false)
  })

  test('[S-205] at the horizon only a cursor at the end is good: a cut one has missed a tombstone', async () => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'), note('b'))
    await write(server, 'a', 'b')
    expect(server.purgeTombstones(HOME, 2)).toBe(2)
    expect((await ask(server, at(2, 'a'))).reset).toEqual([HOME])
    expect((await ask(server, at(1, END))).reset).toEqual([HOME])
    expect((await ask(server, at(2, END))).reset).toEqual([])
  })

  test('[S-205] a full pass survives a horizon up to its start, not one past it', async () => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'), note('b'), note('c'))
    await write(server, 'a')
    const first = await ask(server, {}, 1)
    expect(told(first)).toEqual(['b'])
    expect(first.cursors[HOME]).toEqual({ epoch: 0, seq: 1, entity: 'note', id: 'b', since: 2 })
    server.purgeTombstones(HOME, 2)
    const second = await ask(server, first.cursors, 1)
    expect(second.reset).toEqual([])
    expect(told(second)).toEqual(['c'])

    // `b` was sent, is now removed, and its tombstone is gone: only a new pass can tell.
    await write(server, 'b')
    server.purgeTombstones(HOME, 3)
    const third = await ask(server, first.cursors, 10)
    expect(third.reset).toEqual([HOME])
    expect(told(third)).toEqual(['c'])
    expect(third.cursors).toEqual(at(3, END))
  })

  test('a finished partition forgets that it was a full pass', async () => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'))
    expect((await ask(server, {})).cursors[HOME]).not.toHaveProperty('since')
  })

  test.each([
    ['another epoch', { epoch: 1 }],
    ['a seq that the server never reached', { seq: 9 }],
  ])('%s begins again', async (_name, wrong) => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'))
    const cursors = { [HOME]: { epoch: 0, seq: 1, entity: END, id: END, ...wrong } }
    expect(await ask(server, cursors)).toMatchObject({ reset: [HOME] })
  })

  test('a row that moves leaves a tombstone in its old partition', async () => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'))
    await write(server, note('a', 'a', '517'))
    const cursors = { ...at(1, END), 'branch:517': { epoch: 0, seq: 0, entity: END, id: END } }
    const page = await ask(server, cursors, 100, [HOME, 'branch:517'])
    expect(told(page)).toEqual(['-a', 'a'])
    server.assertChangeIndex()
  })

  test('[S-204] no outcomes while any partition has more, also when the limit is used up', async () => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'))
    await write(server, note('r', 'r', 'ref'))
    const page = await ask(server, {}, 1, [HOME, 'ref'])
    expect(told(page)).toEqual(['a'])
    expect(page).toMatchObject({ more: true, remaining: 1, reset: [HOME, 'ref'] })
    expect(page.acks).toBeUndefined()
    const next = await ask(server, page.cursors, 1, [HOME, 'ref'])
    expect(told(next)).toEqual(['r'])
    expect(next).toMatchObject({ more: false, reset: [], acks: [] })
  })

  test('[S-224] a partition that nothing was written to counts as read from nothing: rows held of it go', async () => {
    const server = createMemoryServer({ schema })
    await write(server, note('a'))
    const page = await ask(server, { 'branch:999': at(1, END)[HOME]! }, 100, ['branch:517', HOME])
    expect(Object.keys(page.cursors).sort()).toEqual([HOME, 'branch:517'])
    expect(page.reset).toEqual([HOME, 'branch:517'])
    expect(page.partitions).toEqual([HOME, 'branch:517'])
    const again = await ask(server, page.cursors, 100, ['branch:517', HOME])
    expect(again.reset).toEqual([])
  })
})
