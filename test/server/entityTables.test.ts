import { sql } from 'kysely'
import { afterEach, describe, expect, it } from 'vitest'
import { z } from 'zod'
import { defineEntity, type EntityDefinition } from '#shared/model/entity'
import { UniqueClash } from '#shared/sync/serverPorts'
import { entityTableOf } from '../../server/storage/entityTables'
import { availableEngines, openTestDatabase, type TestDatabase } from '../support/database'

const Schema = z.object({ id: z.string(), branchId: z.string() })
const scope = { branches: ['516'], deviceId: 'd', now: 0 }
const plain = { thing: defineEntity('thing', Schema, {}) }
const indexed = {
  thing: defineEntity('thing', Schema, {
    owner: { fields: ['owner'] },
    pair: { fields: ['owner', 'year'], unique: 'ROW_EXISTS' },
    tags: { fields: ['tags'], multi: true },
    liveTags: { fields: ['liveTags'], multi: true, unique: 'HAS_LIVE_CODE' },
  }),
  other: defineEntity('otherThing', Schema, { owner: { fields: ['owner'] } }),
}
const loosened = {
  thing: defineEntity('thing', Schema, {
    owner: { fields: ['owner'] },
    pair: { fields: ['owner', 'year'] },
  }),
}

describe.each(availableEngines())(
  '[O-120] entity tables follow the declaration on %s',
  (engine) => {
    const opened: TestDatabase[] = []
    afterEach(async () => {
      for (const database of opened.splice(0).reverse()) await database.close()
    })

    async function open(entities: Record<string, EntityDefinition>, schema?: string) {
      const database = await openTestDatabase(engine, { entities, ...(schema && { schema }) })
      opened.push(database)
      return database
    }

    const row = (id: string, more: object = {}) => ({ id, branchId: '516', ...more })
    const put = ({ database }: TestDatabase, ...rows: ReturnType<typeof row>[]) =>
      database.transaction(scope, async (tx) => {
        await tx.lockPartitions(['branch:516'])
        await tx.flush(rows.map((one) => ({ entity: 'thing', id: one.id, row: one })))
      })
    const list = ({ database }: TestDatabase, index: string, key: string[]) =>
      database
        .transaction(scope, (tx) => tx.list('thing', index, key))
        .then((rows) => rows.map(({ id }) => id))

    it('fills new indexes from the rows that are there', async () => {
      const before = await open(plain)
      await put(
        before,
        row('a', { owner: 'o1', year: 2025, tags: ['x', 'y'], liveTags: ['x'] }),
        row('b', { owner: 'o1', year: 2026, tags: ['y'] }),
        row('c'),
      )
      const after = await open(indexed, before.schema)
      expect(await list(after, 'owner', ['o1'])).toEqual(['a', 'b'])
      expect(await list(after, 'pair', ['o1', '2026'])).toEqual(['b'])
      expect(await list(after, 'tags', ['y'])).toEqual(['a', 'b'])
      await expect(put(after, row('d', { owner: 'o1', year: 2025 }))).rejects.toEqual(
        new UniqueClash('ROW_EXISTS'),
      )
      await expect(put(after, row('d', { liveTags: ['x'] }))).rejects.toEqual(
        new UniqueClash('HAS_LIVE_CODE'),
      )
      // Another branch has its own keys.
      await after.database.transaction({ ...scope, branches: ['517'] }, async (tx) => {
        await tx.lockPartitions(['branch:517'])
        const twin = { id: 'z', branchId: '517', owner: 'o1', year: 2025 }
        await tx.flush([{ entity: 'thing', id: 'z', row: twin }])
      })
    })

    it('drops what is no longer declared unique, and keeps all rows', async () => {
      const before = await open(indexed)
      await put(before, row('a', { owner: 'o1', year: 2025 }))
      const after = await open(loosened, before.schema)
      await put(after, row('b', { owner: 'o1', year: 2025 }))
      expect(await list(after, 'pair', ['o1', '2025'])).toEqual(['a', 'b'])
    })

    it('does nothing when nothing changed', async () => {
      const before = await open(indexed)
      const shape = async ({ database }: TestDatabase) =>
        (
          await sql`select table_name, column_name from information_schema.columns
        where table_schema = current_schema() order by 1, 2`.execute(database.db)
        ).rows
      const first = await shape(before)
      const after = await open(indexed, before.schema)
      expect(await shape(after)).toEqual(first)
    })
  },
)

describe('[O-121] names of tables and indexes', () => {
  it('are snake case and never longer than the database keeps', () => {
    expect(entityTableOf(indexed.other).table).toBe('other_thing')
    const long = defineEntity('a'.repeat(40), Schema, { [`b${'c'.repeat(30)}`]: { fields: ['x'] } })
    expect(() => entityTableOf(long)).toThrow('Name too long')
  })
})
