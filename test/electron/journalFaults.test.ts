import type { FileHandle } from 'node:fs/promises'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Journal } from '#shared/host'
import { createJournal } from '../../electron/main/host/journal'
import { WorkJournal, journalStore } from '../../renderer/sync/journal/workJournal'
import { decodeEntry } from '../../renderer/sync/journal/entries'
import { Random } from '../model/random'

// A scanner that locks files, a disk that stumbles: calls of the file system fail now and then.

const faults = vi.hoisted(() => ({
  /** @returns whether this call fails, and how */
  next: (): string | undefined => undefined,
  /** How many bytes of a failing write still arrive, as a part of all of them. */
  part: (): number => 0,
  calls: 0,
  open: 0,
}))

vi.mock('node:fs/promises', async (original) => {
  const fs = await original<typeof import('node:fs/promises')>()
  const stumble = (): void => {
    faults.calls += 1
    const code = faults.next()
    if (code) throw Object.assign(new Error(`${code}: made up`), { code })
  }
  const wrap = (handle: FileHandle) => ({
    stat: async () => (stumble(), handle.stat()),
    read: async (bytes: Uint8Array, at: number, length: number, from: number) => (
      stumble(),
      handle.read(bytes, at, length, from)
    ),
    async write(bytes: Uint8Array, at: number, length: number, to: number) {
      try {
        stumble()
      } catch (error) {
        const some = Math.floor(length * faults.part())
        if (some > 0) await handle.write(bytes, at, some, to)
        throw error
      }
      return handle.write(bytes, at, length, to)
    },
    truncate: async (size: number) => (stumble(), handle.truncate(size)),
    datasync: async () => (stumble(), handle.datasync()),
    sync: async () => (stumble(), handle.sync()),
    async close() {
      faults.open -= 1
      // It is closed all the same, as by the system.
      await handle.close()
      stumble()
    },
  })
  return {
    ...fs,
    mkdir: async (...args: Parameters<typeof fs.mkdir>) => (stumble(), fs.mkdir(...args)),
    async open(...args: Parameters<typeof fs.open>) {
      stumble()
      const handle = await fs.open(...args)
      faults.open += 1
      return wrap(handle)
    },
  }
})

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loket-faults-'))
  Object.assign(faults, { calls: 0, open: 0 })
})
afterEach(async () => {
  vi.restoreAllMocks()
  faults.next = () => undefined
  await rm(folder, { recursive: true, force: true })
})

const CODES = ['EBUSY', 'EPERM', 'EIO'] as const
const start = (): Journal => createJournal({ folder, reserveBytes: 4096 })
const text = (word: string): Uint8Array => new TextEncoder().encode(word)
const words = async (journal: Journal): Promise<string[]> =>
  (await journal.read()).records.map((record) => new TextDecoder().decode(record))

function failOften(random: Random, chance: number): void {
  faults.part = () => random.next()
  faults.next = () => (random.chance(chance) ? random.pick(CODES) : undefined)
}

describe('the journal of the desktop shell on files that cannot be relied on', () => {
  it('[S-322] one call in a hundred fails: nothing is lost, and nobody hears of it', async () => {
    const random = new Random(322)
    failOften(random, 0.01)
    const journal = start()
    const kept: string[] = []
    for (let n = 0; n < 1_500; n += 1) {
      const word = `record ${n}`
      await journal.append(text(word))
      kept.push(word)
      if (n % 100 === 50) expect(new Set(await words(journal))).toEqual(new Set(kept))
      if (n % 300 === 299) {
        // Written anew without the older half.
        kept.splice(0, Math.floor(kept.length / 2))
        const { mark } = await journal.read()
        await journal.replace(kept.map(text), mark)
      }
    }
    expect(faults.calls).toBeGreaterThan(10_000)
    faults.next = () => undefined
    const found = await start().read()
    expect(found.problem).toBeUndefined()
    const names = found.records.map((record) => new TextDecoder().decode(record))
    expect(new Set(names)).toEqual(new Set([...names, ...kept]))
    // In the order in which they were confirmed; a second copy of one is harmless.
    expect([...new Set(names)].filter((name) => kept.includes(name))).toEqual(kept)
    expect(faults.open).toBe(0)
  })

  it('[S-322] every seventh call fails: what was confirmed is there, the rest was said', async () => {
    for (let seed = 1; seed <= 12; seed += 1) {
      const random = new Random(seed)
      const journal = createJournal({ folder: join(folder, String(seed)), reserveBytes: 512 })
      failOften(random, 0.15)
      const outcomes = await Promise.allSettled(
        Array.from({ length: 12 }, (_, n) => journal.append(text(`${n}`))),
      )
      faults.next = () => undefined
      await journal.append(text('sesudah'))
      const found = await words(journal)
      const confirmed = outcomes.flatMap(({ status }, n) =>
        status === 'fulfilled' ? [`${n}`] : [],
      )
      expect(found).toEqual(expect.arrayContaining(confirmed))
      expect(found.at(-1)).toBe('sesudah')
      expect((await journal.read()).problem).toBeUndefined()
      expect(faults.open).toBe(0)
    }
  })

  it('[S-322] a file that stays locked is said, and written when it is free, before newer work', async () => {
    vi.spyOn(console, 'error').mockReturnValue()
    const inner = start()
    await inner.size()
    const journal = new WorkJournal(inner)
    const settled = (uid: string) => ({ kind: 'accepted', uid, acceptedAt: 'now' }) as const
    faults.next = () => 'EBUSY'
    expect(await journal.note([settled('1')])).toBe('failed')
    expect(journalStore.getState().owed).toBe(1)
    faults.next = () => undefined
    expect(await journal.note([settled('2')])).toBe('written')
    expect(journalStore.getState().owed).toBe(0)
    const found = (await inner.read()).records.map(decodeEntry)
    expect(found).toEqual([settled('1'), settled('2')])
    journal.stop()
  })
})
