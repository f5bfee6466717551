import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { registry } from '#shared/commands/registry'
import { TwoFileJournal } from '#shared/journal/twoFiles'
import { openStore, StoreError } from '../../../renderer/store/database'
import { listOutbox } from '../../../renderer/store/queries/outbox'
import { putSetting } from '../../../renderer/store/settings'
import { execute } from '../../../renderer/sync/execute'
import { SealedJournal } from '../../../renderer/sync/journal/sealedJournal'
import { WorkJournal } from '../../../renderer/sync/journal/workJournal'
import { newId } from '../../../renderer/sync/newId'
import { openHealed, type HealDeps, type OpenedStore } from '../../../renderer/sync/openHealed'
import { testProfile, testRuntime } from '../../support/deviceStore'
import { MemoryFiles } from './memoryFiles'

const NOW = Date.parse('2026-07-10T02:00:00.000Z')
const UNREADABLE = new DOMException('Internal error', 'UnknownError')
const NO_ROOM = new DOMException('no room', 'QuotaExceededError')

describe('a start', () => {
  let disk: MemoryFiles
  let name: string
  let isFull: boolean

  beforeEach(() => {
    disk = new MemoryFiles()
    name = newId()
    isFull = false
    vi.stubGlobal('navigator', {
      locks: { request: (_name: string, work: () => unknown) => work() },
      storage: { getDirectory: () => Promise.resolve({ getFileHandle, removeEntry }) },
    })
  })
  afterEach(() => {
    vi.unstubAllGlobals()
    vi.restoreAllMocks()
  })

  const removeEntry = (): Promise<void> => Promise.resolve()
  const getFileHandle = () =>
    Promise.resolve({
      createWritable: () =>
        Promise.resolve({
          write: () => (isFull ? Promise.reject(NO_ROOM) : Promise.resolve()),
          close: () => Promise.resolve(),
        }),
    })

  /** The disk takes nothing; the browser calls it by this name. */
  function fillDisk(refusal: DOMException): void {
    isFull = true
    for (const method of ['put', 'add'] as const) {
      vi.spyOn(IDBObjectStore.prototype, method).mockImplementation(() => {
        throw refusal
      })
    }
  }
  function makeRoom(): void {
    isFull = false
    vi.restoreAllMocks()
  }

  const journal = (): SealedJournal => new SealedJournal(new TwoFileJournal(disk.withFiles))
  const deps = (): HealDeps => ({ journal: journal(), registry, now: () => NOW })
  const start = (): Promise<OpenedStore> => openHealed(deps(), { name })
  const uids = async ({ store }: OpenedStore): Promise<string[]> =>
    (await listOutbox({}, store)).map(({ uid }) => uid)

  /** A start, an employer registered and known to the journal, and the end. */
  async function workOnce(): Promise<string> {
    const { store } = await start()
    await putSetting('branchId', '516', store)
    const args = { employerId: newId(), profile: testProfile(), acceptedFindings: [] }
    const runtime = { ...testRuntime(store), journal: new WorkJournal(journal()) }
    const result = await execute(registerEmployer, args, {}, runtime)
    store.db.close()
    if (!result.ok) throw result.violation
    return result.command.uid
  }

  async function dropFromDatabase(): Promise<void> {
    const store = await openStore({ name })
    await store.outbox.clear()
    store.db.close()
  }

  async function emptyDatabase(): Promise<void> {
    await new Promise((resolve, reject) => {
      const request = indexedDB.deleteDatabase(name)
      request.addEventListener('success', resolve)
      request.addEventListener('error', reject)
    })
    ;(await openStore({ name })).db.close()
  }

  for (const refusal of [NO_ROOM, UNREADABLE]) {
    it(`[H-38] on a full disk (${refusal.name}) shows what there is`, async () => {
      const uid = await workOnce()
      fillDisk(refusal)
      expect(await uids(await start())).toEqual([uid])
    })

    it(`[H-38] on a full disk (${refusal.name}) goes on with what cannot be compared now`, async () => {
      const uid = await workOnce()
      await dropFromDatabase()
      fillDisk(refusal)
      const opened = await start()
      expect(await uids(opened)).toEqual([])
      expect(opened.store.db.isOpen()).toBe(true)
      opened.store.db.close()
      makeRoom()
      expect(await uids(await start())).toEqual([uid])
    })

    it(`[H-38] on a full disk (${refusal.name}) explains an emptied database, and fills it later`, async () => {
      const uid = await workOnce()
      await emptyDatabase()
      fillDisk(refusal)
      await expect(start()).rejects.toEqual(new StoreError('FULL'))
      makeRoom()
      expect(await uids(await start())).toEqual([uid])
    })
  }

  it('[H-38] throws a database that does not open away only when there is room for a new one', async () => {
    const uid = await workOnce()
    const { open, deleteDatabase } = IDBFactory.prototype
    let isBroken = true
    vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(function (
      this: IDBFactory,
      ...given
    ) {
      if (isBroken) throw UNREADABLE
      return open.apply(this, given)
    })
    const deleted = vi.spyOn(IDBFactory.prototype, 'deleteDatabase')
    deleted.mockImplementation(function (this: IDBFactory, which) {
      isBroken = false
      return deleteDatabase.call(this, which)
    })
    isFull = true
    await expect(start()).rejects.toMatchObject({ name: 'StoreError', code: 'FULL' })
    expect(deleted).not.toHaveBeenCalled()
    isFull = false
    const opened = await start()
    expect(deleted).toHaveBeenCalledOnce()
    expect(await uids(opened)).toEqual([uid])
  })
})
