import { describe, expect, test } from 'vitest'
import { z } from 'zod'
import { defineEntity, type EntityRow } from '#shared/model/entity'
import { BufferedTx, keyOf } from '#shared/sync/bufferedTx'
import { MemoryRows } from '../../support/memoryRows'

const Thing = z.object({
  id: z.string(),
  branchId: z.string(),
  colour: z.string().optional(),
  tags: z.array(z.string()).optional(),
})
type Thing = z.infer<typeof Thing>

const schema = {
  thing: defineEntity('thing', Thing, {
    colour: { fields: ['colour'] },
    place: { fields: ['branchId', 'colour'] },
    tags: { fields: ['tags'], multi: true },
  }),
}

function thing(id: string, rest: Partial<Thing> = {}): Thing {
  return { id, branchId: '516', ...rest }
}

function below(...things: Thing[]): MemoryRows {
  const rows = new MemoryRows(schema)
  for (const row of things) rows.set('thing', row.id, row)
  return rows
}

const ids = (rows: EntityRow[]) => rows.map(({ id }) => id)

describe('BufferedTx', () => {
  test('shows what was written and leaves the rows below alone', async () => {
    const rows = below(thing('a', { colour: 'red' }), thing('b'))
    const tx = new BufferedTx(rows, schema)
    await tx.put('thing', thing('a', { colour: 'blue' }))
    await tx.remove('thing', 'b')
    expect(await tx.get('thing', 'a')).toEqual(thing('a', { colour: 'blue' }))
    expect(await tx.get('thing', 'b')).toBeUndefined()
    expect(rows.find('thing', 'a')).toEqual(thing('a', { colour: 'red' }))
    expect(rows.find('thing', 'b')).toEqual(thing('b'))
  })

  test('[S-203] a list follows rows into an index, out of it and away, sorted by id', async () => {
    const rows = below(
      thing('a', { colour: 'red' }),
      thing('b', { colour: 'red' }),
      thing('c', { colour: 'red' }),
      thing('d', { colour: 'blue' }),
    )
    const tx = new BufferedTx(rows, schema)
    await tx.put('thing', thing('e', { colour: 'red' }))
    await tx.put('thing', thing('d', { colour: 'red' }))
    await tx.put('thing', thing('b', { colour: 'blue' }))
    await tx.remove('thing', 'c')
    expect(ids(await tx.list('thing', 'colour', ['red']))).toEqual(['a', 'd', 'e'])
    expect(ids(await tx.list('thing', 'place', ['516', 'red']))).toEqual(['a', 'd', 'e'])
  })

  test('a row without the field stands under no key, one with several tags under each', async () => {
    const tx = new BufferedTx(below(thing('a', { tags: ['x', 'y', 'x'] })), schema)
    await tx.put('thing', thing('b', { tags: ['y'] }))
    await tx.put('thing', thing('c'))
    expect(ids(await tx.list('thing', 'tags', ['y']))).toEqual(['a', 'b'])
    expect(ids(await tx.list('thing', 'colour', ['']))).toEqual([])
    expect(ids(await tx.list('thing', 'colour', ['undefined']))).toEqual([])
  })

  test('[S-203] buffers stack: the upper one hides what the lower one wrote', async () => {
    const rows = below(thing('a', { colour: 'red' }))
    const lower = new BufferedTx(rows, schema)
    await lower.remove('thing', 'a')
    await lower.put('thing', thing('b', { colour: 'red' }))
    const upper = new BufferedTx(lower, schema)
    await upper.put('thing', thing('a', { colour: 'red' }))
    await upper.remove('thing', 'b')
    expect(ids(await upper.list('thing', 'colour', ['red']))).toEqual(['a'])
    expect(ids(await lower.list('thing', 'colour', ['red']))).toEqual(['b'])
    lower.absorb(upper)
    expect(ids(await lower.list('thing', 'colour', ['red']))).toEqual(['a'])
    expect(lower.writes).toHaveLength(2)
  })

  test('remembers what was looked at, found or not, also through lists', async () => {
    const tx = new BufferedTx(below(thing('a', { colour: 'red' })), schema)
    await tx.get('thing', 'missing')
    await tx.list('thing', 'colour', ['red'])
    await tx.put('thing', thing('written'))
    expect([...tx.reads].sort()).toEqual([keyOf('thing', 'a'), keyOf('thing', 'missing')])
  })

  test('one write per row, the last one counts', async () => {
    const tx = new BufferedTx(below(), schema)
    await tx.put('thing', thing('a'))
    await tx.remove('thing', 'a')
    expect(tx.writes).toEqual([{ entity: 'thing', id: 'a', row: null }])
  })

  test('an entity or index that nobody declared is an error', async () => {
    const tx = new BufferedTx(below(), schema)
    await expect(tx.put('nothing', thing('a'))).rejects.toThrow('Unknown entity nothing')
    await expect(tx.list('thing', 'weight', ['1'])).rejects.toThrow('No index weight on thing')
  })
})
