import 'fake-indexeddb/auto'
import { Dexie } from 'dexie'
import { expect, it, vi } from 'vitest'
import { openStore } from '../../../renderer/store/database'
import { isFailedWrite, writeTransaction } from '../../../renderer/store/failedWrites'
import { databaseTakesWrites } from '../../../renderer/store/writeProbe'
import { newId } from '../../../renderer/sync/newId'

it('[H-31] a transaction that the disk ended fails with that, not with the abort of one request', async () => {
  const onFailedWrite = vi.fn()
  const store = await openStore({ name: newId(), onFailedWrite })
  const full = new DOMException('the disk is full', 'QuotaExceededError')
  const run = (reason: DOMException | undefined) =>
    writeTransaction(store.db, ['settings'], async (trans) => {
      const raw = trans.idbtrans
      const writing = trans.table('settings').bulkPut([{ key: 'a', value: 1 }])
      // As Chromium does on a full disk: the reason stands with the transaction alone.
      if (reason) Object.defineProperty(raw, 'error', { value: reason })
      raw.abort()
      await writing
    }).catch((error: unknown) => error)
  expect(isFailedWrite(await run(full))).toBe(true)
  // Seen at the abort and again in the error, told once.
  expect(onFailedWrite).toHaveBeenCalledTimes(1)
  const closed = new DOMException('The connection was closed.', 'AbortError')
  expect(isFailedWrite(await run(closed))).toBe(true)
  // A connection that the browser closes may leave no reason at all.
  onFailedWrite.mockClear()
  expect(isFailedWrite(await run(undefined))).toBe(true)
  expect(onFailedWrite).toHaveBeenCalledTimes(1)
  // Dexie aborts by itself after a request that failed: then no reason stands with the transaction.
  onFailedWrite.mockClear()
  const request = await writeTransaction(store.db, ['settings'], async () => {
    throw new DOMException('Internal error.', 'UnknownError')
  }).catch((error: unknown) => error)
  expect(isFailedWrite(request)).toBe(true)
  expect(onFailedWrite).toHaveBeenCalledTimes(1)
  onFailedWrite.mockClear()
  const ours = await writeTransaction(store.db, ['settings'], async (trans) => {
    await trans.table('settings').put({ key: 'a', value: 1 })
    throw new Error('a rule forbids it')
  }).catch((error: unknown) => error)
  expect(ours).toEqual(new Error('a rule forbids it'))
  expect(onFailedWrite).not.toHaveBeenCalled()
  expect(await store.settings.count()).toBe(0)
})

it.each(['AbortError', 'QuotaExceededError'])(
  '[H-31] a database that the full disk closed, and that does not open again, is a failed write (%s)',
  async (name) => {
    const onFailedWrite = vi.fn()
    const store = await openStore({ name: newId(), onFailedWrite })
    const save = () =>
      writeTransaction(store.db, ['settings'], (trans) =>
        trans.table('settings').put({ key: 'a', value: 1 }),
      ).catch((error: unknown) => error)
    // As Dexie does when it finds the connection gone.
    store.db.close({ disableAutoOpen: false })
    const opened = vi.spyOn(IDBFactory.prototype, 'open').mockImplementation(() => {
      throw new DOMException('The connection was closed.', name)
    })
    try {
      expect(isFailedWrite(await save())).toBe(true)
      expect(onFailedWrite).toHaveBeenCalledTimes(1)
    } finally {
      opened.mockRestore()
    }
    // Until the next start, which looks at what is left.
    expect(isFailedWrite(await save())).toBe(true)
  },
)

it('[H-31] a database that the full disk emptied while it was open takes nothing more', async () => {
  const onFailedWrite = vi.fn()
  const name = newId()
  const store = await openStore({ name, onFailedWrite })
  const save = () =>
    writeTransaction(store.db, ['settings'], (trans) =>
      trans.table('settings').put({ key: 'a', value: 1 }),
    ).catch((error: unknown) => error)
  store.db.close({ disableAutoOpen: false })
  expect(await save()).toBe('a')
  store.db.close({ disableAutoOpen: false })
  await Dexie.delete(name)
  expect(isFailedWrite(await save())).toBe(true)
  expect(onFailedWrite).toHaveBeenCalledTimes(1)
})

it('[H-33] a database that takes nothing, or answers nothing, is known to need a new start', async () => {
  const store = await openStore({ name: newId() })
  expect(await databaseTakesWrites(store)).toBe(true)
  expect(await store.settings.count()).toBe(0)
  const put = vi.spyOn(store.settings, 'put')
  put.mockRejectedValueOnce(new DOMException('closed', 'UnknownError'))
  expect(await databaseTakesWrites(store)).toBe(false)
  put.mockReturnValueOnce(new Promise(() => undefined) as never)
  vi.useFakeTimers()
  try {
    const asked = databaseTakesWrites(store)
    await vi.advanceTimersByTimeAsync(5_000)
    expect(await asked).toBe(false)
  } finally {
    vi.useRealTimers()
  }
})
