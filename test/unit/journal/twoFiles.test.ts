import { describe, expect, it } from 'vitest'
import { TwoFileJournal } from '#shared/journal/twoFiles'
import { Random } from '../../model/random'
import { MemoryFiles } from './memoryFiles'

const RESERVE = 256
const bytes = (value: string): Uint8Array => new TextEncoder().encode(value)
const open = (disk: MemoryFiles): TwoFileJournal => new TwoFileJournal(disk.withFiles, RESERVE)
const recordsOf = async (disk: MemoryFiles): Promise<string[]> =>
  (await open(disk).read()).records.map((record) => new TextDecoder().decode(record))

describe('a journal in two files', () => {
  it('[S-302] gives back what was appended, in order, also after a new start', async () => {
    const disk = new MemoryFiles()
    const journal = open(disk)
    for (const word of ['satu', 'dua', 'tiga']) await journal.append(bytes(word))
    expect(await recordsOf(disk)).toEqual(['satu', 'dua', 'tiga'])
    await open(disk).append(bytes('empat'))
    // The first one sees what another window wrote.
    await journal.append(bytes('lima'))
    expect(await recordsOf(disk)).toEqual(['satu', 'dua', 'tiga', 'empat', 'lima'])
    expect((await journal.read()).problem).toBeUndefined()
  })

  it('[S-302] appends that wait share a flush and keep their order', async () => {
    const disk = new MemoryFiles()
    const journal = new TwoFileJournal(disk.withFiles, 64 * 1024)
    await journal.append(bytes('a'))
    const before = disk.flushes
    const done: number[] = []
    await Promise.all(
      Array.from({ length: 100 }, (_, n) => journal.append(bytes(`${n}`)).then(() => done.push(n))),
    )
    expect(disk.flushes - before).toBeLessThanOrEqual(2)
    expect(done).toEqual(Array.from({ length: 100 }, (_, n) => n))
  })

  it('[S-303] power cut at any step of anything: every confirmed record is there', async () => {
    const random = new Random(303)
    let cuts = 0
    for (let steps = 0; steps < 60; steps += 1) {
      for (let way = 0; way < 20; way += 1) {
        const disk = new MemoryFiles()
        disk.steps = steps
        const confirmed = await workUntilPowerCut(disk)
        if (confirmed.cut) cuts += 1
        const rest = disk.afterPowerCut(() => random.chance(0.5))
        const found = await recordsOf(rest)
        expect(found).toEqual(expect.arrayContaining([...confirmed.records]))
        // Nothing twice, nothing out of order, nothing invented.
        const numbers = found.map((record) => Number(/^record number (\d+)$/.exec(record)?.[1]))
        expect(numbers).toEqual([...new Set(numbers)].sort((a, b) => a - b))
        // And it can be written on.
        await open(rest).append(bytes('sesudah'))
        expect((await recordsOf(rest)).at(-1)).toBe('sesudah')
      }
    }
    expect(cuts).toBeGreaterThan(300)
  })

  it('[S-304] replaces everything at once, and not when something came in between', async () => {
    const disk = new MemoryFiles()
    const journal = open(disk)
    for (const word of ['a', 'b', 'c']) await journal.append(bytes(word))
    const { mark } = await journal.read()
    await open(disk).append(bytes('d'))
    expect(await journal.replace([bytes('c')], mark)).toBe(false)
    const again = await journal.read()
    expect(await journal.replace([bytes('c'), bytes('d')], again.mark)).toBe(true)
    await Promise.all([journal.append(bytes('e')), journal.append(bytes('f'))])
    expect(await recordsOf(disk)).toEqual(['c', 'd', 'e', 'f'])
    expect(Math.min(...disk.files.map((file) => file.bytes.length))).toBe(0)
  })

  it('[S-305] on a full disk the space taken ahead is used, then append says no, and space heals it', async () => {
    const disk = new MemoryFiles()
    const journal = open(disk)
    await journal.append(bytes('a'))
    disk.space = disk.files[0].bytes.length
    const written: string[] = ['a']
    await expect(async () => {
      for (let n = 0; n < 100; n += 1) {
        await journal.append(bytes(`record ${n}`))
        written.push(`record ${n}`)
      }
    }).rejects.toThrow('DISK_FULL')
    expect(written.length).toBeGreaterThan(5)
    expect(await recordsOf(disk)).toEqual(written)
    disk.space = Infinity
    await journal.append(bytes('last'))
    expect(await recordsOf(disk)).toEqual([...written, 'last'])
    expect((await journal.read()).problem).toBeUndefined()
  })

  it('[S-301] a broken header costs no record, and is an alarm until the file is written anew', async () => {
    const disk = new MemoryFiles()
    for (const word of ['a', 'b']) await open(disk).append(bytes(word))
    disk.files[0].bytes[3] = 0
    const journal = open(disk)
    const found = await journal.read()
    expect([found.records.length, found.problem]).toEqual([2, 'damaged'])
    expect((await journal.read()).problem).toBe('damaged')
    expect(await journal.replace(found.records, found.mark)).toBe(true)
    expect(await recordsOf(disk)).toEqual(['a', 'b'])
    expect((await journal.read()).problem).toBeUndefined()
  })
})

/** Appends, then replaces, then appends. */
async function workUntilPowerCut(
  disk: MemoryFiles,
): Promise<{ readonly records: readonly string[]; readonly cut: boolean }> {
  const journal = open(disk)
  let records: string[] = []
  try {
    for (let n = 0; n < 12; n += 1) {
      await journal.append(bytes(`record number ${n}`))
      records.push(`record number ${n}`)
      if (n % 5 !== 4) continue
      const { records: all, mark } = await journal.read()
      // What may be left out is no longer confirmed from here on.
      records = records.slice(-2)
      await journal.replace(all.slice(-2), mark)
    }
  } catch {
    return { records, cut: true }
  }
  return { records, cut: false }
}
