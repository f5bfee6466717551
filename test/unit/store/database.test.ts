import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { describe, expect, it } from 'vitest'
import { z } from 'zod'
import { entities, entityNames } from '#shared/model/entities'
import { getStore, openStore } from '../../../renderer/store/database'
import { getClientMeta } from '../../../renderer/store/queries/outbox'
import { DATABASE_VERSION, deviceTables, tablesOf } from '../../../renderer/store/schema'
import { rowCodec } from '../../../renderer/store/rowCodec'
import { searchTokens, searchWords, sortName } from '../../../renderer/store/searchText'
import { newId } from '../../../renderer/sync/newId'

describe('the device database', () => {
  it('[S-25] has a table for every entity and an index for everything handlers list by', () => {
    const tables = tablesOf(entities)
    for (const entity of entityNames) {
      const declared = tables[entity]!.split(', ')
      for (const { fields, ...index } of Object.values(entities[entity].indexes)) {
        const path = 'multi' in index ? `*${fields[0]}` : fields[0]!
        const found = declared.some((item) => item === path || item.startsWith(`[${path}+`))
        expect(found, `${entity}.${fields.join('+')}`).toBe(true)
      }
    }
    expect(Object.keys(tables)).toEqual(expect.arrayContaining(Object.keys(deviceTables)))
  })

  it('[S-25] every listed field is text, as IndexedDB tells 5 from "5"', () => {
    for (const entity of entityNames) {
      const { properties } = z.toJSONSchema(entities[entity].schema, { io: 'input' })
      for (const { fields } of Object.values(entities[entity].indexes)) {
        for (const field of fields) {
          const declared = properties?.[field]
          const item = typeof declared === 'object' && (declared.items ?? declared)
          expect(item, `${entity}.${field}`).toMatchObject({ type: 'string' })
        }
      }
    }
  })

  it('[S-26] keeps its identity over a restart', async () => {
    const name = newId()
    const first = await openStore({ name })
    const { clientId } = await getClientMeta(first)
    first.db.close()
    const second = await openStore({ name })
    expect((await getClientMeta(second)).clientId).toBe(clientId)
    expect(getStore()).toBe(second)
  })

  it('[S-29] a database of the first version gets the new tables and keeps its work', async () => {
    const name = newId()
    const { rateRelease: _new, ...first } = tablesOf(entities)
    const old = new Dexie(name)
    old.version(1).stores(first)
    await old.open()
    await old.table('meta').put({
      key: 'client',
      value: { clientId: 'c', nextId: 2, lastCommandId: 0, cursors: {}, partitions: [] },
    })
    const actor = { userId: 'u', name: 'U', roles: [] }
    await old.table('outbox').put({ id: 1, uid: 'u', name: 'employer.register', _bytes: 1, actor })
    await old.table('employer').put({ id: 'e1', branchId: '516', legalName: 'PT Lama' })
    old.close()
    const store = await openStore({ name })
    expect(await store.rows('rateRelease').where('status').equals('APPROVED').count()).toBe(0)
    expect(await store.outbox.count()).toBe(1)
    expect(await store.rows('employer').get('e1')).toMatchObject({ legalName: 'PT Lama' })
  })

  it('[S-29] a database of this version that lacks a table gains it and opens again and again', async () => {
    const name = newId()
    const { document: _new, files: _files, ...before } = tablesOf(entities)
    const old = new Dexie(name)
    old.version(DATABASE_VERSION).stores(before)
    await old.open()
    await old.table('employer').put({ id: 'e1', branchId: '516', legalName: 'PT Lama' })
    old.close()
    for (const time of ['first', 'second']) {
      const store = await openStore({ name })
      expect(await store.rows('document').count(), time).toBe(0)
      expect(await store.files.count(), time).toBe(0)
      expect(await store.rows('employer').get('e1')).toMatchObject({ legalName: 'PT Lama' })
      store.db.close()
    }
  })

  it('[S-27] is not opened by an older program than the one that last changed it', async () => {
    const name = newId()
    const newer = new Dexie(name)
    newer.version(DATABASE_VERSION + 1).stores({ ...tablesOf(entities), later: 'id' })
    await newer.open()
    newer.close()
    await expect(openStore({ name })).rejects.toMatchObject({ code: 'NEWER_DATABASE' })
  })

  it('[S-27] lets go when a newer program in another window needs it', async () => {
    const name = newId()
    let replaced = false
    const store = await openStore({ name, onReplaced: () => (replaced = true) })
    const newer = new Dexie(name)
    newer.version(DATABASE_VERSION + 1).stores({ ...tablesOf(entities), later: 'id' })
    await newer.open()
    expect(replaced).toBe(true)
    expect(store.db.isOpen()).toBe(false)
    newer.close()
  })
})

describe('row codec', () => {
  it('[S-22] gives back exactly what it was given', () => {
    const row = { id: 'e1', branchId: '516', legalName: 'PT Ñandú', deep: { _kept: [1, null] } }
    for (const entity of [...entityNames, 'unknown']) {
      expect(rowCodec.decode(rowCodec.encode(entity, row))).toEqual(row)
    }
  })
})

describe('search text', () => {
  it.each([
    ['PT. Maju Jaya, Tbk', 'MAJU JAYA'],
    ['maju jaya pt', 'MAJU JAYA'],
    ['CV. Éclair', 'ECLAIR'],
    ['PT', 'PT'],
    ['  ', ''],
    ["Sa'adah & Putra", 'SA ADAH PUTRA'],
  ])('[U-10] %s sorts as %s', (name, expected) => {
    expect(sortName(name)).toBe(expected)
  })

  it('[U-11] makes each word a token once and drops what is empty', () => {
    expect(searchTokens('PT Jaya Jaya', undefined, 'AB123456', '')).toEqual(['JAYA', 'AB123456'])
    expect(searchWords('pt jaya')).toEqual(['JAYA'])
    expect(searchWords('pt')).toEqual(['PT'])
  })
})

describe('new ids', () => {
  it('[S-28] are UUIDs of version 7 that sort in the order of making, even if the clock goes back', () => {
    const ids = [
      ...Array.from({ length: 6_000 }, () => newId(1_800_000_000_000)),
      newId(1_700_000_000_000),
      newId(1_900_000_000_000),
    ]
    expect([...ids].sort()).toEqual(ids)
    expect(new Set(ids).size).toBe(ids.length)
    for (const id of ids.slice(0, 50)) {
      expect(id).toMatch(/^[0-9a-f]{8}-[0-9a-f]{4}-7[0-9a-f]{3}-[89ab][0-9a-f]{3}-[0-9a-f]{12}$/)
    }
    expect(Number.parseInt(ids.at(-1)!.replace('-', '').slice(0, 12), 16)).toBe(1_900_000_000_000)
  })
})
