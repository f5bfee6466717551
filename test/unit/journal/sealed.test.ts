import 'fake-indexeddb/auto'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { registerEmployer } from '#shared/commands/employers/registerEmployer'
import { registry } from '#shared/commands/registry'
import type { Secrets } from '#shared/host'
import { TwoFileJournal } from '#shared/journal/twoFiles'
import type { Store } from '../../../renderer/store/database'
import { listOutbox } from '../../../renderer/store/queries/outbox'
import { findSetting, putSetting } from '../../../renderer/store/settings'
import { toBase64Url } from '../../../renderer/sync/base64'
import { execute } from '../../../renderer/sync/execute'
import { encodeEntry, type JournalEntry } from '../../../renderer/sync/journal/entries'
import { heal, type Healed } from '../../../renderer/sync/journal/heal'
import { findJournalKey, importJournalKey } from '../../../renderer/sync/journal/journalKey'
import { readEntries } from '../../../renderer/sync/journal/readEntries'
import { SealedJournal } from '../../../renderer/sync/journal/sealedJournal'
import { WorkJournal } from '../../../renderer/sync/journal/workJournal'
import { unlockJournal, type HealDeps } from '../../../renderer/sync/openHealed'
import { REBUILT_SETTING } from '../../../renderer/sync/rebuilt'
import { newId } from '../../../renderer/sync/newId'
import { openTestStore, testProfile, testRuntime } from '../../support/deviceStore'
import { MemoryFiles } from './memoryFiles'

const NOW = Date.parse('2026-07-10T02:00:00.000Z')
const NAME = 'PT Rahasia Contoh'
const newKey = (): string => toBase64Url(crypto.getRandomValues(new Uint8Array(32)))
const accepted = (uid: string): JournalEntry => ({ kind: 'accepted', uid, acceptedAt: NAME })

let disk: MemoryFiles
beforeEach(() => {
  disk = new MemoryFiles()
  const locks = { request: (_name: string, work: () => unknown) => work() }
  vi.stubGlobal('navigator', { locks })
})
afterEach(() => vi.unstubAllGlobals())

const onDisk = (): string =>
  disk.files.map(({ bytes }) => new TextDecoder('latin1').decode(bytes)).join()
const open = async (...keys: string[]): Promise<SealedJournal> => {
  const journal = new SealedJournal(new TwoFileJournal(disk.withFiles))
  for (const key of keys) await journal.unlock(await importJournalKey(key))
  return journal
}

describe('a sealed journal', () => {
  it('[S-316] nothing of the work is readable on the disk, and all of it with the key, in order', async () => {
    const key = newKey()
    const journal = await open(key)
    const all = Array.from({ length: 50 }, (_, n) => accepted(`${n}`))
    await Promise.all(all.map((entry) => journal.append(encodeEntry(entry))))
    expect(onDisk()).not.toContain(NAME)
    const read = await readEntries(await open(key))
    expect([read.entries, read.damaged, read.locked]).toEqual([all, false, false])
    const without = await readEntries(await open())
    expect([without.entries, without.damaged, without.locked]).toEqual([[], false, true])
  })

  it('[S-316] the same record twice gives different bytes', async () => {
    const journal = await open(newKey())
    for (let n = 0; n < 2; n += 1) await journal.append(encodeEntry(accepted('1')))
    const { records } = await new TwoFileJournal(disk.withFiles).read()
    expect(records[0]).not.toEqual(records[1])
  })

  it('[S-316] a record changed with its checksums mended is an alarm and never an entry', async () => {
    const key = newKey()
    const journal = await open(key)
    for (const uid of ['1', '2', '3']) await journal.append(encodeEntry(accepted(uid)))
    const { records } = await new TwoFileJournal(disk.withFiles).read()
    // Behind the id of the key: every byte of it is under the seal.
    for (let at = 9; at < (records[1]?.length ?? 0); at += 1) {
      const changed = records.map((record) => record.slice())
      const byte = changed[1]?.[at] ?? 0
      changed[1]?.fill(byte ^ 1, at, at + 1)
      disk = new MemoryFiles()
      const forger = new TwoFileJournal(disk.withFiles)
      for (const record of changed) await forger.append(record)
      const read = await readEntries(await open(key))
      expect([read.entries, read.damaged], String(at)).toEqual([
        [accepted('1'), accepted('3')],
        true,
      ])
    }
  })
})

describe('the key of a journal', () => {
  let store: Store
  beforeEach(async () => {
    store = await openTestStore()
    await putSetting('branchId', '516', store)
  })

  const deps = (journal: SealedJournal, secrets?: Secrets): HealDeps => ({
    ...{ journal, registry, now: () => NOW },
    ...(secrets && { secrets }),
  })
  const start = async (target: Store, journal: SealedJournal): Promise<Healed> => {
    journal.useKeys(() => findJournalKey({ store: target }))
    return heal(target, journal, registry, NOW)
  }
  async function register(journal: SealedJournal, npwp: string): Promise<string> {
    const profile = testProfile({ legalName: NAME, npwp })
    const args = { employerId: newId(), profile, acceptedFindings: [] }
    const runtime = { ...testRuntime(store), journal: new WorkJournal(journal) }
    const result = await execute(registerEmployer, args, {}, runtime)
    if (!result.ok) throw result.violation
    return result.command.uid
  }

  it('[S-317] what was written before the key came is sealed with it, and the key is kept', async () => {
    const journal = await open()
    await start(store, journal)
    await register(journal, '0900000000001001')
    expect(onDisk()).toContain(NAME)
    await unlockJournal(newKey(), store, deps(journal))
    await register(journal, '0900000000001002')
    expect(onDisk()).not.toContain(NAME)
    const again = await open()
    expect(await start(store, again)).not.toHaveProperty('locked')
    expect(
      (await readEntries(again)).entries.filter(({ kind }) => kind === 'command'),
    ).toHaveLength(2)
    expect(await findJournalKey({ store })).toMatchObject({ key: { extractable: false } })
  })

  it('[S-317] another key of a restored server takes over all that the old one sealed', async () => {
    const journal = await open()
    await start(store, journal)
    const uid = await register(journal, '0900000000001001')
    await unlockJournal(newKey(), store, deps(journal))
    const next = newKey()
    await unlockJournal(next, store, deps(journal))
    const { entries, damaged } = await readEntries(await open(next))
    expect(damaged).toBe(false)
    expect(entries.flatMap((one) => (one.kind === 'command' ? [one.command.uid] : []))).toEqual([
      uid,
    ])
  })

  it('[S-318] key and database lost: the work waits sealed, and the next sign-in rebuilds it', async () => {
    const key = newKey()
    const journal = await open()
    const { identity } = await start(store, journal)
    await unlockJournal(key, store, deps(journal))
    const uids = [
      await register(journal, '0900000000001001'),
      await register(journal, '0900000000001002'),
    ]

    const fresh = await openTestStore()
    const later = await open()
    for (let starts = 0; starts < 2; starts += 1) {
      expect(await start(fresh, later)).toEqual({
        identity: expect.anything(),
        damaged: false,
        locked: { lost: true },
      })
    }
    expect(await findSetting('deviceId', fresh)).toBe(identity.deviceId)
    expect(await listOutbox({}, fresh)).toEqual([])

    await unlockJournal(key, fresh, deps(later))
    expect((await listOutbox({}, fresh)).map(({ uid }) => uid)).toEqual(uids)
    expect(await findSetting(REBUILT_SETTING, fresh)).toMatchObject({ pending: 2, damaged: false })
    expect(await findSetting(REBUILT_SETTING, fresh)).not.toHaveProperty('locked')
  })

  it('[S-318] with a key that opens nothing the alarm is said and work goes on', async () => {
    const journal = await open()
    await start(store, journal)
    await unlockJournal(newKey(), store, deps(journal))
    await register(journal, '0900000000001001')
    const fresh = await openTestStore()
    const later = await open()
    await start(fresh, later)
    await unlockJournal(newKey(), fresh, deps(later))
    expect(await findSetting(REBUILT_SETTING, fresh)).toMatchObject({ pending: 0, damaged: true })
    expect(await start(fresh, await open())).not.toHaveProperty('locked')
  })

  it('[S-319] a key store of the operating system keeps the key, and one that has changed asks for it again', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const kept = new Map<string, string>()
    const secrets: Secrets = {
      get: (name) => Promise.resolve(kept.get(name)),
      set: (name, value) => Promise.resolve(void kept.set(name, value)),
      remove: (name) => Promise.resolve(void kept.delete(name)),
    }
    const key = newKey()
    await unlockJournal(key, store, deps(await open(), secrets))
    expect([...kept.values()]).toEqual([key])
    expect(await findJournalKey({ store })).toBeUndefined()
    expect(await findJournalKey({ store, secrets })).toEqual(await importJournalKey(key))
    const changed = { ...secrets, get: () => Promise.reject(new Error('SECRETS_UNAVAILABLE')) }
    expect(await findJournalKey({ store, secrets: changed })).toBeUndefined()
  })
})
