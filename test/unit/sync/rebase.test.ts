import { describe, expect, test } from 'vitest'
import type { Outcome, PullPage } from '#shared/protocol/messages'
import { mutate } from '#shared/sync/mutate'
import { END } from '#shared/sync/pull'
import { applyPull, isEmptyPull, stampOf, type PullResult } from '#shared/sync/rebase'
import { createMemoryClient, type MemoryClient } from '../../support/memoryClient'
import { call, environment, note, NOW, schema } from './support'

const HOME = 'branch:516'
const env = environment('client')

function page(rest: Partial<PullPage> = {}): PullPage {
  return {
    incarnation: 'one',
    partitions: [HOME],
    reset: [],
    patch: [],
    cursors: { [HOME]: { epoch: 0, seq: 1, entity: END, id: END } },
    more: false,
    remaining: 0,
    lastCommandId: 0,
    acks: [],
    ...rest,
  }
}

function put(...rows: ReturnType<typeof note>[]): PullPage['patch'] {
  return rows.map((row) => ({ op: 'put', entity: 'note', row }))
}

function removed(id: string, partition = HOME): PullPage['patch'][number] {
  return { op: 'remove', partition, entity: 'note', id }
}

function apply(client: MemoryClient, ...pages: PullPage[]): Promise<PullResult> {
  const start = stampOf(client.meta)
  return client.transaction((tx) => applyPull(tx, start, pages, env, NOW))
}

function act(client: MemoryClient, name: string, args: Parameters<typeof call>[1]) {
  return client.transaction((tx) => mutate(tx, call(name, args), env))
}

function outcome(commandId: number, uid: string, rest: Partial<Outcome> = {}): Outcome {
  return { commandId, uid, outcome: 'accepted', ...rest }
}

async function clientWith(...rows: ReturnType<typeof note>[]): Promise<MemoryClient> {
  const client = createMemoryClient({ schema, clientId: 'c' })
  await apply(client, page({ reset: [HOME], patch: put(...rows) }))
  return client
}

const texts = (client: MemoryClient) =>
  client.rows
    .all()
    .map(({ row }) => (row as ReturnType<typeof note>).text)
    .sort()

describe('mutate', () => {
  test('[S-206] a refused command leaves no trace and uses no number', async () => {
    const client = await clientWith()
    await expect(act(client, 'note.append', { id: 'a' })).rejects.toThrow('BILL_NOT_FOUND')
    expect(client.meta.nextId).toBe(1)
    expect([client.outbox.size, client.shadow.size, client.rows.size]).toEqual([0, 0, 0])
  })

  test('the first base image stays when a second command touches the row', async () => {
    const client = await clientWith(note('a'))
    await act(client, 'note.append', { id: 'a' })
    await act(client, 'note.append', { id: 'a' })
    expect(texts(client)).toEqual(['a++'])
    expect([...client.shadow.values()]).toEqual([{ entity: 'note', id: 'a', row: note('a') }])
    expect(client.base().find('note', 'a')).toEqual(note('a'))
  })

  test('knows which pending commands it builds on', async () => {
    const client = await clientWith(note('b'))
    const first = await act(client, 'note.put', { id: 'a', text: 'a' })
    await act(client, 'note.append', { id: 'b' })
    const third = await act(client, 'note.append', { id: 'a' })
    expect(third.dependsOn).toEqual([first.uid])
  })

  test('[S-229] names of each row only who wrote it first and last, however many there are', async () => {
    const client = await clientWith()
    const first = await act(client, 'note.put', { id: 'a', text: 'a' })
    let before = first
    for (let n = 0; n < 20; n++) {
      const next = await act(client, 'note.append', { id: 'a' })
      expect(next.dependsOn).toEqual([...new Set([first.uid, before.uid])])
      before = next
    }
    const copy = await act(client, 'note.copy', { from: 'a', to: 'b' })
    expect(copy.dependsOn).toEqual([first.uid, before.uid])
  })

  test('a row outside the declared partitions is a bug, not a refusal', async () => {
    const client = await clientWith()
    await expect(act(client, 'note.stray', { id: 'a' })).rejects.toThrow('outside its partitions')
    expect(client.outbox.size).toBe(0)
    await act(client, 'note.share', { id: 'a' })
    expect(client.outbox.size).toBe(1)
  })
})

describe('applyPull', () => {
  test('an acknowledged command moves to the archive and is not replayed', async () => {
    const client = await clientWith(note('a'))
    const { uid } = await act(client, 'note.append', { id: 'a' })
    const result = await apply(
      client,
      page({ patch: put(note('a', 'a+')), lastCommandId: 1, acks: [outcome(1, uid)] }),
    )
    expect(result).toMatchObject({ kind: 'applied', accepted: [{ id: 1 }], rowsChanged: 0 })
    expect(texts(client)).toEqual(['a+'])
    expect([client.outbox.size, client.shadow.size, client.archive.size]).toEqual([0, 0, 1])
    expect(client.meta.lastCommandId).toBe(1)
  })

  test('a refused command is kept with code, detail and arguments; its effect goes', async () => {
    const client = await clientWith(note('a'))
    const { uid } = await act(client, 'note.append', { id: 'a' })
    const refusal = outcome(1, uid, {
      outcome: 'rejected',
      code: 'FORBIDDEN',
      detail: { why: 'x' },
    })
    await apply(client, page({ lastCommandId: 1, acks: [refusal] }))
    expect(texts(client)).toEqual(['a'])
    expect(client.rejections.get(uid)).toMatchObject({
      code: 'FORBIDDEN',
      detail: { why: 'x' },
      state: 'open',
      command: { args: { id: 'a' } },
    })
  })

  test('[S-207] work that fails at replay is noted and stays; it recovers with the data', async () => {
    const client = await clientWith(note('a'))
    await act(client, 'note.append', { id: 'a' })
    await apply(client, page({ patch: [removed('a')] }))
    expect(texts(client)).toEqual([])
    expect(client.pending()).toMatchObject([{ id: 1, predicted: { code: 'BILL_NOT_FOUND' } }])
    await apply(client, page({ patch: put(note('a', 'new')) }))
    expect(texts(client)).toEqual(['new+'])
    expect(client.pending()[0]).not.toHaveProperty('predicted')
  })

  test('[S-208] a storage that fails during replay is no refusal: nothing is applied', async () => {
    let gets = 0
    let failAt = 0
    const client = createMemoryClient({
      schema,
      onOperation: (operation) => {
        if (operation === 'get') gets += 1
        if (operation === 'get' && gets === failAt) throw new Error('disk')
      },
    })
    await apply(client, page({ reset: [HOME], patch: put(note('a')) }))
    await act(client, 'note.copy', { from: 'a', to: 'c' })
    const before = client.meta
    for (failAt = 1; ; failAt++) {
      gets = 0
      const result = await apply(client, page({ patch: put(note('b')) })).catch(String)
      if (gets < failAt) break
      expect(result).toBe('Error: disk')
      expect(client.meta).toBe(before)
      expect(client.pending()[0]).not.toHaveProperty('predicted')
    }
    expect(failAt).toBeGreaterThan(2)
    expect(texts(client)).toEqual(['a', 'b', 'copy of a'])
  })

  test('a row that this device removed meanwhile is judged by the partition of its base image', async () => {
    const client = await clientWith(note('a'), note('b'))
    await act(client, 'note.remove', { id: 'a' })
    await apply(client, page({ reset: [HOME], patch: put(note('b')) }))
    expect(texts(client)).toEqual(['b'])
    expect(client.base().find('note', 'a')).toBeUndefined()
  })

  test('the row of a pending command survives a reset, on top of the new base', async () => {
    const client = await clientWith(note('a'))
    await act(client, 'note.put', { id: 'mine', text: 'mine' })
    await apply(client, page({ reset: [HOME], patch: put(note('z')) }))
    expect(texts(client)).toEqual(['mine', 'z'])
    expect([...client.shadow.values()]).toEqual([{ entity: 'note', id: 'mine', row: null }])
  })

  test('[S-209] a moved row stays, whichever of its two entries comes first', async () => {
    const both = [HOME, 'branch:517']
    for (const order of [0, 1]) {
      const client = await clientWith(note('a'))
      const arrival = page({ partitions: both, patch: put(note('a', 'moved', '517')), more: true })
      const departure = page({ partitions: both, patch: [removed('a')], more: true })
      const pages = order === 0 ? [arrival, departure] : [departure, arrival]
      await apply(client, ...pages, page({ partitions: both }))
      expect(texts(client)).toEqual(['moved'])
    }
  })

  test('[S-210] a right that goes takes its rows along, also those of this very pull', async () => {
    const client = await clientWith(note('a'))
    const first = page({
      partitions: [HOME, 'branch:517'],
      reset: ['branch:517'],
      patch: put(note('b', 'b', '517'), note('c')),
      more: true,
    })
    await apply(client, first, page({ partitions: ['ref'], cursors: {} }))
    expect(texts(client)).toEqual([])
    expect(client.meta).toMatchObject({ partitions: ['ref'], cursors: {} })
  })

  test('a later pull that was applied first makes this one stale', async () => {
    const client = await clientWith(note('a'))
    const { uid } = await act(client, 'note.append', { id: 'a' })
    const start = stampOf(client.meta)
    // The refusal moves the position and no cursor.
    const refusal = outcome(1, uid, { outcome: 'rejected', code: 'FORBIDDEN' })
    await apply(client, page({ lastCommandId: 1, acks: [refusal] }))
    const pages = [page({ patch: put(note('b')) })]
    const result = await client.transaction((tx) => applyPull(tx, start, pages, env, NOW))
    expect(result).toEqual({ kind: 'stale' })
    expect(texts(client)).toEqual(['a'])
  })

  test('work done while the pull was under way does not make it stale', async () => {
    const client = await clientWith(note('a'))
    const start = stampOf(client.meta)
    await act(client, 'note.append', { id: 'a' })
    const pages = [page({ patch: put(note('a', 'b')) })]
    const result = await client.transaction((tx) => applyPull(tx, start, pages, env, NOW))
    expect(result.kind).toBe('applied')
    expect(texts(client)).toEqual(['b+'])
  })

  test.each<[string, (uid: string) => Partial<PullPage>]>([
    ['an outcome of another command', () => ({ lastCommandId: 1, acks: [outcome(1, 'stranger')] })],
    [
      'an outcome of a number never used',
      (uid) => ({ lastCommandId: 2, acks: [outcome(1, uid), outcome(2, 'x')] }),
    ],
    ['a passed command without an outcome', () => ({ lastCommandId: 1, acks: [] })],
  ])('[S-211] %s means that two databases use one client id', async (_name, wrong) => {
    const client = await clientWith(note('a'))
    const { uid } = await act(client, 'note.append', { id: 'a' })
    const before = client.meta
    expect(await apply(client, page({ ...wrong(uid), patch: put(note('b')) }))).toEqual({
      kind: 'forked',
    })
    expect(client.meta).toBe(before)
    expect([client.outbox.size, client.archive.size, texts(client)]).toEqual([1, 0, ['a+']])
  })

  test('[S-211] a position behind ours means the same', async () => {
    const client = await clientWith(note('a'))
    const { uid } = await act(client, 'note.append', { id: 'a' })
    await apply(client, page({ lastCommandId: 1, acks: [outcome(1, uid)] }))
    expect(await apply(client, page({ lastCommandId: 0 }))).toEqual({ kind: 'forked' })
  })

  test('an unfinished pull is never applied', async () => {
    const client = await clientWith()
    await expect(apply(client, page({ more: true }))).rejects.toThrow('only when complete')
    await expect(apply(client)).rejects.toThrow('only when complete')
  })

  test('rows of an entity that this version does not know are left out', async () => {
    const client = await clientWith()
    const strange = { op: 'put', entity: 'future', row: { id: 'f', branchId: '516' } } as const
    const gone = { op: 'remove', partition: HOME, entity: 'future', id: 'g' } as const
    await apply(client, page({ patch: [strange, gone, ...put(note('a'))] }))
    expect(texts(client)).toEqual(['a'])
  })
})

describe('isEmptyPull', () => {
  const meta = {
    clientId: 'c',
    nextId: 1,
    nextOrder: 1,
    lastCommandId: 0,
    incarnation: 'one',
    cursors: {},
    partitions: [HOME],
  }

  test('nothing new at all', () => {
    expect(isEmptyPull([page()], meta)).toBe(true)
  })

  test.each<[string, Partial<PullPage>]>([
    ['a row', { patch: put(note('a')) }],
    ['a reset', { reset: [HOME] }],
    ['an outcome', { lastCommandId: 1 }],
    ['other rights', { partitions: [] }],
    ['another server database', { incarnation: 'two' }],
  ])('%s is something', (_name, something) => {
    expect(isEmptyPull([page(something)], meta)).toBe(false)
  })
})
