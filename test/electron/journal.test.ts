import { cp, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findHostErrorCode, type Journal, type JournalContents } from '#shared/host'
import { createJournal } from '../../electron/main/host/journal'
import { Random } from '../model/random'

let folder: string
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loket-journal-'))
})
afterEach(() => rm(folder, { recursive: true, force: true }))

const WORDS = ['satu', 'dua dua', 'tiga', 'empat '.repeat(9), 'lima']
const HEADER_BYTES = 16

const start = (at = join(folder, 'journal'), reserveBytes = 64): Journal =>
  createJournal({ folder: at, reserveBytes })
const text = (word: string): Uint8Array => new TextEncoder().encode(word)
const show = ({ records }: JournalContents): string[] =>
  records.map((record) => new TextDecoder().decode(record))

/** Writes WORDS. @returns the bytes of the file that counts and where each record ends */
async function written(): Promise<{ bytes: Uint8Array; ends: readonly number[] }> {
  const journal = start()
  const ends: number[] = []
  for (const word of WORDS) {
    await journal.append(text(word))
    ends.push(await journal.size())
  }
  return { bytes: await readFile(join(folder, 'journal', 'a.journal')), ends }
}

describe('the journal of the desktop shell', () => {
  it('[S-320] gives back what was appended after a new start, and only to its owner', async () => {
    await written()
    const again = start()
    expect(show(await again.read())).toEqual(WORDS)
    await again.append(text('enam'))
    expect(show(await start().read())).toEqual([...WORDS, 'enam'])
    if (process.platform === 'win32') return
    expect((await stat(join(folder, 'journal'))).mode & 0o777).toBe(0o700)
    expect((await stat(join(folder, 'journal', 'a.journal'))).mode & 0o777).toBe(0o600)
  })

  it('[S-320] cut at every byte: every whole record, no alarm for a torn one, and it is written on', async () => {
    const { ends } = await written()
    const end = ends.at(-1) ?? 0
    for (let cut = HEADER_BYTES; cut <= end; cut += 1) {
      const copy = join(folder, `cut-${cut}`)
      await cp(join(folder, 'journal'), copy, { recursive: true })
      await truncate(join(copy, 'a.journal'), cut)
      const journal = start(copy)
      const whole = WORDS.slice(0, ends.filter((one) => one <= cut).length)
      const found = await journal.read()
      expect([show(found), found.problem], String(cut)).toEqual([whole, undefined])
      await journal.append(text('sesudah'))
      expect(show(await start(copy).read())).toEqual([...whole, 'sesudah'])
    }
  })

  it('[S-320] 300 changed bytes: an alarm, all other records, and never a wrong one', async () => {
    const { bytes, ends } = await written()
    const random = new Random(320)
    const end = ends.at(-1) ?? 0
    for (let round = 0; round < 300; round += 1) {
      const copy = join(folder, 'changed')
      await cp(join(folder, 'journal'), copy, { recursive: true })
      const changed = Uint8Array.from(bytes)
      // The very last byte is what tells a cut write from a changed record.
      const at = random.int(0, end - 2)
      changed[at] = (changed[at] ?? 0) ^ (1 + random.int(0, 254))
      await writeFile(join(copy, 'a.journal'), changed)
      const found = await start(copy).read()
      const hit = at < HEADER_BYTES ? -1 : ends.findIndex((one) => at < one)
      expect(show(found), String(at)).toEqual(WORDS.filter((_, place) => place !== hit))
      expect(found.problem, String(at)).toBe('damaged')
      await rm(copy, { recursive: true })
    }
  })

  it('[S-320] replacing goes to the other file and gives the room of the first back', async () => {
    await written()
    const journal = start()
    const { mark } = await journal.read()
    expect(await journal.replace([text('baru')], mark)).toBe(true)
    expect(await journal.replace([text('lagi')], mark)).toBe(false)
    expect(show(await start().read())).toEqual(['baru'])
    expect((await stat(join(folder, 'journal', 'a.journal'))).size).toBe(0)
  })

  it('[S-320] a folder that cannot be made is said, and tried again', async () => {
    const place = join(folder, 'place')
    await writeFile(place, '')
    const journal = start(join(place, 'journal'))
    const code = await journal.append(text('a')).then(String, findHostErrorCode)
    expect(code).toBe('WRITE_FAILED')
    await rm(place)
    await journal.append(text('b'))
    expect(show(await journal.read())).toEqual(['b'])
  })

  it.skipIf(process.platform !== 'linux')('[S-320] names a full disk as such', async () => {
    // Linux has a device that is always full; a real ENOSPC travels through the same code.
    const { mkdir, symlink } = await import('node:fs/promises')
    await mkdir(join(folder, 'journal'))
    await symlink('/dev/full', join(folder, 'journal', 'a.journal'))
    await writeFile(join(folder, 'journal', 'b.journal'), '')
    const code = await start().append(text('a')).then(String, findHostErrorCode)
    expect(code).toBe('DISK_FULL')
  })

  it('[S-320] records do not drag the whole file to the page', async () => {
    await written()
    const { records } = await start().read()
    expect(records.every((record) => record.buffer.byteLength === record.length)).toBe(true)
  })
})
