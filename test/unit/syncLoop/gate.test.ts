import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { takeReservation } from '#shared/commands/reservations/takeReservation'
import type { ClientMeta } from '#shared/sync/clientPorts'
import type { Store } from '../../../renderer/store/database'
import { isFailedWrite } from '../../../renderer/store/failedWrites'
import { clientMetaKey } from '../../../renderer/store/metaKeys'
import { getClientMeta } from '../../../renderer/store/queries/outbox'
import { awaitAnswer } from '../../../renderer/sync/awaitAnswer'
import {
  deviceStanding,
  diskStore,
  recheckDisk,
  startDiskGuard,
} from '../../../renderer/sync/diskGuard'
import { execute } from '../../../renderer/sync/execute'
import { newId } from '../../../renderer/sync/newId'
import type { CommandRuntime } from '../../../renderer/sync/runtime'
import {
  noteUpdateWanted,
  noteVersionTaken,
  watchUpdateWanted,
} from '../../../renderer/sync/updateWanted'
import { openTestStore, testProfile, testRuntime } from '../../support/deviceStore'

const DAY = 86_400_000

let store: Store
let standing: ReturnType<NonNullable<CommandRuntime['standing']>>
let runtime: CommandRuntime

beforeEach(async () => {
  store = await openTestStore()
  standing = { freeBytes: undefined, writeFailed: false, updateNeeded: false }
  runtime = { ...testRuntime(store), standing: () => standing }
})

let serial = 0
const argsOf = () => {
  serial += 1
  const npwp = String(serial).padStart(16, '0')
  const employerId = newId()
  return { employerId, profile: testProfile({ npwp }), acceptedFindings: [] }
}
const register = (replaces?: string) =>
  execute(registerEmployer, argsOf(), { ...(replaces && { replaces }) }, runtime)

async function pulledDaysAgo(days: number): Promise<void> {
  const value: ClientMeta = {
    ...(await getClientMeta(store)),
    pulledAt: new Date(runtime.now() - days * DAY).toISOString(),
  }
  await store.meta.put({ key: clientMetaKey, value })
}

describe('the gate before a command', () => {
  it('[U-90] an outdated version stays known without the line and over a new start', async () => {
    let unwatch = watchUpdateWanted(store, '1.2.3')
    expect(deviceStanding().updateNeeded).toBe(false)
    await noteUpdateWanted('1.2.3', store)
    await vi.waitFor(() => expect(deviceStanding().updateNeeded).toBe(true))
    unwatch()
    unwatch = watchUpdateWanted(store, '1.2.3')
    await vi.waitFor(() => expect(deviceStanding().updateNeeded).toBe(true))
    unwatch()
    unwatch = watchUpdateWanted(store, '1.3.0')
    await new Promise((resolve) => setTimeout(resolve, 50))
    expect(deviceStanding().updateNeeded).toBe(false)
    unwatch()
    unwatch = watchUpdateWanted(store, '1.2.3')
    await vi.waitFor(() => expect(deviceStanding().updateNeeded).toBe(true))
    await noteVersionTaken(store)
    await vi.waitFor(() => expect(deviceStanding().updateNeeded).toBe(false))
    unwatch()
  })

  it('[U-91] refuses a registration after 14 days and lets other work through', async () => {
    const args = argsOf()
    expect(await execute(registerEmployer, args, {}, runtime)).toMatchObject({ ok: true })
    await pulledDaysAgo(14)
    expect(await register()).toMatchObject({
      ok: false,
      violation: { code: 'OFFLINE_TOO_LONG', detail: { days: 14 } },
    })
    expect(await store.outbox.count()).toBe(1)
    const { employerId } = args
    const take = { reservationId: newId(), employerId, until: '2026-07-11' }
    expect(await execute(takeReservation, take, {}, runtime)).toMatchObject({ ok: true })
    await pulledDaysAgo(13.9)
    expect(await register()).toMatchObject({ ok: true })
  })

  it('[U-91] counts what really waits in the outbox', async () => {
    await register()
    const [command] = await store.outbox.toArray()
    if (!command) throw new Error('nothing waits')
    const more = Array.from({ length: 999 }, (_, n) => ({ ...command, id: n + 2, uid: newId() }))
    await store.outbox.bulkPut(more.slice(0, 998))
    expect(await store.outbox.count()).toBe(999)
    await store.outbox.bulkPut(more)
    expect(await register()).toMatchObject({
      ok: false,
      violation: { code: 'TOO_MUCH_UNSENT', detail: { count: 1_000 } },
    })
    expect(await store.outbox.count()).toBe(1_000)
    await store.outbox.delete(1_000)
    const { nextId } = await getClientMeta(store)
    expect(nextId).toBe(2)
  })

  it('[H-31] refuses every command on a full disk, and nothing of it is written', async () => {
    standing = { ...standing, writeFailed: true }
    expect(await register()).toMatchObject({ ok: false, violation: { code: 'DISK_FULL' } })
    expect(await store.outbox.count()).toBe(0)
    standing = { ...standing, writeFailed: false }
    expect(await register()).toMatchObject({ ok: true })
  })
})

describe('the watch over the disk', () => {
  it('[H-33] asks at the start, every minute and after a failed write', async () => {
    vi.useFakeTimers()
    try {
      let freeBytes = 800
      const diskSpace = vi.fn(async () => ({ freeBytes }))
      const probe = vi.fn(async () => true)
      const guard = startDiskGuard({ diskSpace }, probe)
      await vi.advanceTimersByTimeAsync(0)
      expect(diskStore.getState()).toMatchObject({ freeBytes: 800, writeFailed: false })
      freeBytes = 700
      await vi.advanceTimersByTimeAsync(60_000)
      expect(diskStore.getState().freeBytes).toBe(700)
      freeBytes = 600
      guard.noteFailedWrite()
      expect(diskStore.getState().writeFailed).toBe(true)
      await vi.advanceTimersByTimeAsync(0)
      expect(diskStore.getState()).toMatchObject({ freeBytes: 600, writeFailed: true })
      expect(probe).not.toHaveBeenCalled()
      guard.stop()
      await vi.advanceTimersByTimeAsync(120_000)
      expect(diskSpace).toHaveBeenCalledTimes(3)
    } finally {
      vi.useRealTimers()
    }
  })

  it('[H-33] lets new work go on only after a written file has shown that there is room', async () => {
    let room = false
    let works = false
    const guard = startDiskGuard(
      { diskSpace: async () => undefined },
      async () => room,
      async () => works,
    )
    guard.noteFailedWrite()
    await recheckDisk()
    expect(diskStore.getState().writeFailed).toBe(true)
    room = true
    await recheckDisk()
    // Room alone does not help a database that answers no more.
    expect(diskStore.getState()).toMatchObject({ writeFailed: true, needsRestart: true })
    works = true
    await recheckDisk()
    expect(diskStore.getState()).toMatchObject({ writeFailed: false, needsRestart: false })
    guard.stop()
  })
})

describe('a save without an answer', () => {
  it('[H-36] is told within a second, stops new work when it lasts, and is over with its answer', async () => {
    vi.useFakeTimers()
    const guard = startDiskGuard(
      { diskSpace: async () => undefined },
      async () => true,
      async () => true,
    )
    try {
      let answer: (value: string) => void = () => undefined
      const waiting = awaitAnswer(new Promise<string>((resolve) => (answer = resolve)))
      const quick = await awaitAnswer(Promise.resolve('quick'))
      expect(quick).toBe('quick')
      expect(diskStore.getState().silence).toBeUndefined()
      await vi.advanceTimersByTimeAsync(1_000)
      expect(diskStore.getState()).toMatchObject({ silence: 'slow', writeFailed: false })
      await vi.advanceTimersByTimeAsync(10_000)
      expect(diskStore.getState()).toMatchObject({ silence: 'stuck', writeFailed: true })
      answer('late')
      expect(await waiting).toBe('late')
      await vi.advanceTimersByTimeAsync(0)
      expect(diskStore.getState()).toMatchObject({ silence: undefined, writeFailed: false })
    } finally {
      guard.stop()
      vi.useRealTimers()
    }
  })

  it('[H-36] is not held against what comes after a refusal', async () => {
    vi.useFakeTimers()
    try {
      await expect(awaitAnswer(Promise.reject(new Error('no')))).rejects.toThrow('no')
      await vi.advanceTimersByTimeAsync(20_000)
      expect(diskStore.getState().silence).toBeUndefined()
    } finally {
      vi.useRealTimers()
    }
  })
})

describe('what counts as a failed write', () => {
  const named = (name: string, more: object = {}) => Object.assign(new Error(name), { name }, more)

  it.each([
    ['the browser’s error', named('QuotaExceededError'), true],
    ['one inside an abort', named('AbortError', { inner: named('QuotaExceededError') }), true],
    ['one of a bulk write', named('BulkError', { failures: [named('UnknownError')] }), true],
    ['a cause', new Error('x', { cause: named('UnknownError') }), true],
    ['an abort of our own', named('AbortError'), false],
    ['a bug', new TypeError('x'), false],
    ['nothing', undefined, false],
  ])('[H-31] %s', (_, error, expected) => {
    expect(isFailedWrite(error)).toBe(expected)
  })
})
