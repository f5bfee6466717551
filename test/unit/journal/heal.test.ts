import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { attachDocument } from '#shared/commands/documents/attachDocument'
import { registry } from '#shared/commands/registry'
import { TwoFileJournal } from '#shared/journal/twoFiles'
import { localTransaction } from '../../../renderer/store/clientTx'
import { openStore, type Store } from '../../../renderer/store/database'
import { keepFile, listOutstanding } from '../../../renderer/store/files'
import { findEmployer } from '../../../renderer/store/queries/employers'
import { getClientMeta, listOutbox } from '../../../renderer/store/queries/outbox'
import { findSetting, putSetting } from '../../../renderer/store/settings'
import { execute } from '../../../renderer/sync/execute'
import type { JournalEntry } from '../../../renderer/sync/journal/entries'
import { heal, type Healed } from '../../../renderer/sync/journal/heal'
import { readEntries } from '../../../renderer/sync/journal/readEntries'
import { WorkJournal } from '../../../renderer/sync/journal/workJournal'
import { newId } from '../../../renderer/sync/newId'
import { noteAccident } from '../../../renderer/sync/recover'
import { clientEnvironment } from '../../../renderer/sync/runtime'
import {
  openTestStore,
  testBranchId,
  testDeviceId,
  testProfile,
  testRuntime,
} from '../../support/deviceStore'
import { MemoryFiles } from './memoryFiles'

const NOW = Date.parse('2026-07-10T02:00:00.000Z')
const DAY = 24 * 60 * 60 * 1000

describe('database and journal at start', () => {
  let disk: MemoryFiles
  let store: Store

  beforeEach(async () => {
    disk = new MemoryFiles()
    store = await openTestStore()
  })

  const journal = () => new TwoFileJournal(disk.withFiles)
  const healed = (target: Store, at = NOW): Promise<Healed> => heal(target, journal(), registry, at)
  const entries = async (): Promise<readonly JournalEntry[]> =>
    (await readEntries(journal())).entries
  const uids = async (target: Store): Promise<string[]> =>
    (await listOutbox({}, target)).map(({ uid }) => uid)

  async function register(legalName: string, work = new WorkJournal(journal())) {
    const employerId = newId()
    const npwp = String(1000 + Math.floor(Math.random() * 1e12)).padStart(16, '0')
    const args = { employerId, profile: testProfile({ legalName, npwp }), acceptedFindings: [] }
    const result = await execute(
      registerEmployer,
      args,
      {},
      { ...testRuntime(store), journal: work },
    )
    if (!result.ok) throw result.violation
    return { uid: result.command.uid, employerId }
  }

  it('[S-309] the journal names the device id that the program goes by, from the first start on', async () => {
    const { identity } = await healed(store)
    expect(await findSetting('deviceId', store)).toBe(identity.deviceId)
    const fresh = await openTestStore()
    expect((await healed(fresh)).identity.deviceId).toBe(identity.deviceId)
  })

  it('[S-309] a lost database takes everything from the journal and asks the server about it', async () => {
    await putSetting('branchId', '516', store)
    const { identity } = await healed(store)
    const made = []
    for (const name of ['PT Satu', 'PT Dua', 'PT Tiga', 'PT Empat', 'PT Lima']) {
      made.push(await register(name))
    }
    const [first, second, third, fourth, fifth] = made.map(({ uid }) => uid)
    const work = new WorkJournal(journal())
    const refused = { kind: 'refused' as const, code: 'NPWP_TAKEN', detail: {}, rejectedAt: 'r' }
    await work.note([
      { kind: 'accepted', uid: first ?? '', acceptedAt: new Date(NOW - 90 * DAY).toISOString() },
      { ...refused, uid: second ?? '' },
      { ...refused, uid: third ?? '' },
      { kind: 'decided', uid: third ?? '', state: 'dismissed', decidedAt: 'd', reason: 'dua kali' },
      { kind: 'serial', leaseId: 'lease', next: 77 },
      { kind: 'forfeited', ids: ['right'] },
    ])

    const fresh = await openTestStore()
    const result = await healed(fresh)
    expect(result.rebuilt).toEqual({ pending: 2, damaged: false })
    expect(result.identity).toEqual({ ...identity, branchId: '516' })
    expect(await findSetting('deviceId', fresh)).toBe(identity.deviceId)
    expect(await findSetting('branchId', fresh)).toBe('516')
    expect(await uids(fresh)).toEqual([fourth, fifth])
    expect((await fresh.archive.toArray()).map(({ uid }) => uid)).toEqual([first])
    const rejections = await fresh.rejections.toArray()
    expect(new Map(rejections.map(({ uid, state }) => [uid, state]))).toEqual(
      new Map([
        [second, 'open'],
        [third, 'dismissed'],
      ]),
    )
    expect(await findEmployer(made[4]?.employerId ?? '', fresh)).toMatchObject({
      legalName: 'PT Lima',
    })
    const meta = await getClientMeta(fresh)
    expect(meta.recovery?.reason).toBe('DATABASE_LOST')
    expect(meta.nextOrder).toBe(6)
    expect((await fresh.meta.get('serial:lease'))?.value).toBe(77)
    expect((await fresh.meta.get('reservations.forfeited'))?.value).toEqual(['right'])

    // Nothing is taken twice.
    const again = await healed(fresh)
    expect(again.rebuilt).toBeUndefined()
    expect(await uids(fresh)).toEqual([fourth, fifth])
  })

  it('[R-100] files that were lost with the database have to be attached again, and count as outstanding', async () => {
    await putSetting('branchId', '516', store)
    await healed(store)
    const work = new WorkJournal(journal())
    const { employerId } = await register('PT Satu', work)
    const attach = async (sha256: string) => {
      const args = {
        ...{ documentId: newId(), ownerType: 'employer' as const, ownerId: employerId },
        ...{ kind: 'NIB' as const, sha256, size: 10, mime: 'application/pdf' as const },
        name: `${sha256.slice(0, 1)}.pdf`,
      }
      const runtime = { ...testRuntime(store), journal: work }
      const result = await execute(attachDocument, args, {}, runtime)
      if (!result.ok) throw result.violation
    }
    await attach('a'.repeat(64))
    await attach('b'.repeat(64))

    const fresh = await openTestStore()
    await healed(fresh)
    expect((await listOutstanding(fresh)).map(({ name, damaged }) => [name, damaged])).toEqual([
      ['a.pdf', true],
      ['b.pdf', true],
    ])
    const bytes = new Uint8Array(10)
    await keepFile({ sha256: 'a'.repeat(64), mime: 'application/pdf', keptAt: 'now', bytes }, fresh)
    expect((await listOutstanding(fresh)).map(({ name, damaged }) => [name, damaged])).toEqual([
      ['a.pdf', false],
      ['b.pdf', true],
    ])
  })

  it('[S-315] what a copied disk gives up is in the journal at once', async () => {
    await healed(store)
    const mine = { branchId: testBranchId, deviceId: testDeviceId }
    const lease = { ...mine, id: 'lease', kind: 'PAYMENT_CODE', from: 1, to: 50, next: 7 }
    const right = { ...mine, id: 'right', employerId: 'e' }
    await localTransaction(store, async (tx) =>
      tx.apply({
        rows: [
          { entity: 'numberLease', id: lease.id, row: lease },
          { entity: 'reservation', id: right.id, row: right },
        ],
        shadow: { put: [], remove: [] },
        outbox: { put: [], remove: [] },
        archive: [],
        rejections: [],
        meta: await tx.meta(),
      }),
    )
    const runtime = testRuntime(store)
    const env = clientEnvironment(runtime, { branchId: testBranchId, deviceId: testDeviceId })
    await noteAccident({ store, env, journal: new WorkJournal(journal()) }, 'FORKED')
    expect((await entries()).slice(-2)).toEqual([
      { kind: 'serial', leaseId: 'lease', next: 51 },
      { kind: 'forfeited', ids: ['right'] },
    ])
  })

  it('[S-310] what the journal lacks it takes from the database, once', async () => {
    await healed(store)
    const nobody = new WorkJournal(undefined)
    const first = await register('PT Satu', nobody)
    const second = await register('PT Dua', nobody)
    await store.meta.put({ key: 'serial:lease', value: 12 })
    await healed(store)
    const before = await entries()
    expect(before.filter(({ kind }) => kind === 'command')).toHaveLength(2)
    expect(before).toContainEqual({ kind: 'serial', leaseId: 'lease', next: 12 })
    await healed(store)
    expect(await entries()).toEqual(before)

    const fresh = await openTestStore()
    expect((await healed(fresh)).rebuilt).toEqual({ pending: 2, damaged: false })
    expect(await uids(fresh)).toEqual([first.uid, second.uid])
  })

  it('[S-311] a database that lost its last command gets it back, and nothing else changes', async () => {
    await healed(store)
    const first = await register('PT Satu')
    const second = await register('PT Dua')
    await store.outbox.delete(2)
    const result = await healed(store)
    expect(result.rebuilt).toBeUndefined()
    expect(await uids(store)).toEqual([first.uid, second.uid])
    expect((await getClientMeta(store)).recovery).toBeUndefined()
  })

  it('[S-301] a damaged journal gives what it can, says so, and is written anew', async () => {
    await healed(store)
    const first = await register('PT Satu')
    await register('PT Dua')
    const file = disk.files[0].bytes
    const end = file.findLastIndex((byte) => byte !== 0)
    file[end - 40] = (file[end - 40] ?? 0) ^ 0xff
    const fresh = await openTestStore()
    expect((await healed(fresh)).rebuilt).toEqual({ pending: 1, damaged: true })
    expect(await uids(fresh)).toEqual([first.uid])
    expect((await journal().read()).problem).toBeUndefined()
    expect((await entries()).filter(({ kind }) => kind === 'command')).toHaveLength(1)
  })

  it('[S-301] damage beside a whole database is told, too, and costs nothing', async () => {
    await healed(store)
    await register('PT Satu')
    expect((await healed(store)).damaged).toBe(false)
    const file = disk.files[0].bytes
    const end = file.findLastIndex((byte) => byte !== 0)
    file[end - 40] = (file[end - 40] ?? 0) ^ 0xff
    const waiting = await uids(store)
    const result = await healed(store)
    expect([result.damaged, result.rebuilt]).toEqual([true, undefined])
    expect(await uids(store)).toEqual(waiting)
    expect((await entries()).filter(({ kind }) => kind === 'command')).toHaveLength(1)
    expect((await healed(store)).damaged).toBe(false)
  })

  it('[S-312] a journal full of what is still needed is not written anew after every pull', async () => {
    await healed(store)
    await register('PT Satu')
    const target = journal()
    const work = new WorkJournal(target)
    let replaced = 0
    const { replace } = target
    target.replace = (...args) => {
      replaced += 1
      return replace.apply(target, args)
    }
    for (let n = 0; n < 3; n += 1) await work.keepSmall(NOW, 100)
    expect(replaced).toBe(1)
    for (const name of ['PT A', 'PT B', 'PT C', 'PT D']) await register(name, work)
    await work.keepSmall(NOW, 100)
    expect(replaced).toBe(2)
  })

  it('[S-312] a full journal is written anew: waiting work, open refusals and 30 days stay', async () => {
    await healed(store)
    const uid: string[] = []
    for (const name of ['PT A', 'PT B', 'PT C', 'PT D', 'PT E'])
      uid.push((await register(name)).uid)
    const [old = '', young = '', open = '', done = '', waits = ''] = uid
    const at = (days: number): string => new Date(NOW - days * DAY).toISOString()
    const work = new WorkJournal(journal())
    const refused = { kind: 'refused' as const, code: 'X', detail: {}, rejectedAt: at(90) }
    await work.note([
      { kind: 'accepted', uid: old, acceptedAt: at(31) },
      { kind: 'accepted', uid: young, acceptedAt: at(29) },
      { ...refused, uid: open },
      { ...refused, uid: done },
      { kind: 'decided', uid: done, state: 'dismissed', decidedAt: at(31), reason: 'x' },
      { kind: 'serial', leaseId: 'lease', next: 5 },
      { kind: 'serial', leaseId: 'lease', next: 8 },
    ])
    const before = await journal().size()
    await work.keepSmall(NOW)
    expect(await journal().size()).toBe(before)
    await work.keepSmall(NOW, 100)
    expect(await journal().size()).toBeLessThan(before)
    const kept = await entries()
    expect(kept.flatMap((entry) => (entry.kind === 'command' ? [entry.command.uid] : []))).toEqual([
      young,
      open,
      waits,
    ])
    expect(kept).toContainEqual({ kind: 'serial', leaseId: 'lease', next: 8 })
    expect(kept.filter(({ kind }) => kind === 'identity')).toHaveLength(1)
  })

  it('[S-309] a database made before there was a journal is not taken for a lost one', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const nobody = new WorkJournal(undefined)
    const { uid } = await register('PT Lama', nobody)
    expect((await healed(store)).rebuilt).toBeUndefined()
    const { name } = store.db
    store.db.close()
    const again = await openStore({ name })
    expect((await healed(again)).rebuilt).toBeUndefined()
    expect(await uids(again)).toEqual([uid])
  })
})
