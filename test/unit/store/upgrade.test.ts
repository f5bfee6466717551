import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { beforeEach, describe, expect, it } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { entities } from '#shared/model/entities'
import type { Store } from '../../../renderer/store/database'
import { openStore } from '../../../renderer/store/database'
import { listEmployers } from '../../../renderer/store/queries/employers'
import { getClientMeta } from '../../../renderer/store/queries/outbox'
import { tablesOf } from '../../../renderer/store/schema'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import { syncOnce } from '../../../renderer/sync/syncOnce'
import {
  openTestStore,
  testProfile,
  testRuntime,
  type TestRuntime,
} from '../../support/deviceStore'
import { depsOn } from '../../support/memorySync'
import { MemoryLine } from '../../support/memoryTransport'

let line: MemoryLine
let store: Store
let runtime: TestRuntime

const npwp = (n: number) => String(n).padStart(16, '0')

async function register(n: number, on: TestRuntime): Promise<void> {
  const profile = testProfile({ legalName: `PT Contoh ${n}`, npwp: npwp(n) })
  const args = { employerId: newId(), profile, acceptedFindings: [] }
  const result = await execute(registerEmployer, args, {}, on)
  if (!result.ok) throw result.violation
}

const sync = (on: TestRuntime) => syncOnce(depsOn(line, on))

const names = async (of: Store) =>
  (await listEmployers({}, of)).rows.map(({ legalName }) => legalName)

/** The same database as the program of version 2 would have left it. */
async function asVersion2(of: Store): Promise<string> {
  const name = newId()
  const { pullStage: _later, ...tables } = tablesOf(entities)
  const old = new Dexie(name)
  old.version(2).stores(tables)
  await old.open()
  for (const table of Object.keys(tables)) {
    const rows = (await of.db.table(table).toArray()) as Record<string, unknown>[]
    const known = rows.map(({ order: _order, clockOffsetMs: _offset, ...row }) => row)
    if (table === 'meta') {
      for (const row of known) {
        const { nextOrder: _next, ...value } = row['value'] as Record<string, unknown>
        row['value'] = value
      }
    }
    await old.table(table).bulkPut(known)
  }
  old.close()
  return name
}

beforeEach(async () => {
  line = new MemoryLine()
  store = await openTestStore()
  runtime = testRuntime(store)
  await register(1, runtime)
  await register(2, runtime)
  await sync(runtime)
  for (let n = 3; n <= 6; n += 1) await register(n, runtime)
})

describe('a database of version 2', () => {
  it('[S-230] keeps its rows and its waiting work, and gets an order for what it has done', async () => {
    const upgraded = await openStore({ name: await asVersion2(store) })
    expect(await names(upgraded)).toEqual(await names(store))
    expect(await upgraded.totals.toArray()).toEqual(await store.totals.toArray())
    expect(await upgraded.shadow.toArray()).toEqual(await store.shadow.toArray())
    expect((await upgraded.outbox.toArray()).map(({ id, order }) => [id, order])).toEqual([
      [3, 3],
      [4, 4],
      [5, 5],
      [6, 6],
    ])
    expect(await getClientMeta(upgraded)).toMatchObject({ nextId: 7, nextOrder: 7, cursors: {} })
  })

  it('[S-230] sends its work afterwards, each once', async () => {
    const upgraded = await openStore({ name: await asVersion2(store) })
    const after = testRuntime(upgraded)
    await register(7, after)
    expect(await sync(after)).toMatchObject({ kind: 'synced', sent: 5, refused: [] })
    expect(await upgraded.outbox.count()).toBe(0)
    expect(line.server.rows.all().filter(({ entity }) => entity === 'employer')).toHaveLength(7)
    expect(await names(upgraded)).toHaveLength(7)
  })

  it('[S-230] carries out waiting work anew, over the images of the server', async () => {
    // What the older program showed in the view does not matter: base and commands do.
    const { args } = (await store.outbox.toArray())[0]!
    await store.rows('employer').delete((args as { employerId: string }).employerId)
    const upgraded = await openStore({ name: await asVersion2(store) })
    expect(await names(upgraded)).toHaveLength(6)
  })
})
