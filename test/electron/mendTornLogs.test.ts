import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import fc from 'fast-check'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { findTornTail } from '../../electron/main/host/logTail'
import { mendTornLogs } from '../../electron/main/host/mendTornLogs'

const BLOCK = 32 * 1024

/** A log as LevelDB writes it, without its checksums, and where each record ends. */
function writeLog(lengths: readonly number[]): { log: Buffer; ends: number[] } {
  const parts: Buffer[] = []
  const ends: number[] = []
  let size = 0
  const put = (part: Buffer): void => {
    parts.push(part)
    size += part.length
  }
  for (const length of lengths) {
    let left = length
    for (let isFirst = true; isFirst || left > 0; isFirst = false) {
      const free = BLOCK - (size % BLOCK)
      if (free < 7) put(Buffer.alloc(free))
      const fits = Math.min(left, BLOCK - (size % BLOCK) - 7)
      const isLast = fits === left
      const kind = isFirst ? (isLast ? 1 : 2) : isLast ? 4 : 3
      const header = Buffer.alloc(7, 0xc5)
      header.writeUInt16LE(fits, 4)
      header.writeUInt8(kind, 6)
      put(header)
      put(Buffer.alloc(fits, 0xda))
      left -= fits
      if (isLast) break
    }
    ends.push(size)
  }
  return { log: Buffer.concat(parts), ends }
}

/** Up to six bytes at the end of a block are padding and part of the log. */
function paddedEnd(end: number): number {
  return BLOCK - (end % BLOCK) < 7 ? Math.ceil(end / BLOCK) * BLOCK : end
}

const logs = fc
  .array(fc.oneof(fc.integer({ min: 0, max: 400 }), fc.integer({ min: 0, max: 90_000 })), {
    minLength: 1,
    maxLength: 12,
  })
  .map(writeLog)

describe('findTornTail', () => {
  it('[S-323] cut at any byte, a log is torn behind its last whole record', () => {
    fc.assert(
      fc.property(logs, fc.nat(), ({ log, ends }, draw) => {
        const cut = draw % (log.length + 1)
        const whole = Math.max(0, ...ends.filter((end) => end <= cut))
        const end = paddedEnd(whole)
        expect(findTornTail(log.subarray(0, cut))).toBe(cut <= end ? undefined : end)
      }),
      { numRuns: 500 },
    )
  })

  it('[S-323] zeros that a power cut has left behind the last record are cut, too', () => {
    fc.assert(
      fc.property(logs, fc.integer({ min: 7, max: 70_000 }), ({ log }, zeros) => {
        const cut = findTornTail(Buffer.concat([log, Buffer.alloc(zeros)]))
        expect(findTornTail(log)).toBeUndefined()
        expect(cut).toBe(paddedEnd(log.length))
      }),
    )
  })

  it('[S-323] other damage is left alone', () => {
    const { log, ends } = writeLog([100, 200, 300])
    for (const kind of [0, 3, 4, 5, 255]) {
      const damaged = Buffer.from(log)
      damaged.writeUInt8(kind, (ends[0] ?? 0) + 6)
      expect(findTornTail(damaged)).toBeUndefined()
    }
    const tooLong = Buffer.from(log)
    tooLong.writeUInt16LE(40_000, (ends[0] ?? 0) + 4)
    expect(findTornTail(tooLong)).toBeUndefined()
    expect(findTornTail(Buffer.alloc(0))).toBeUndefined()
  })
})

describe('mendTornLogs', () => {
  let folder: string
  let database: string
  beforeEach(async () => {
    folder = await mkdtemp(join(tmpdir(), 'loket-logs-'))
    database = join(folder, 'app_bundle_0.indexeddb.leveldb')
    await mkdir(database)
  })
  afterEach(() => rm(folder, { recursive: true, force: true }))

  it('[S-323] cuts the latest log and the manifest in force, and nothing else', async () => {
    const { log, ends } = writeLog([50, 60])
    const torn = log.subarray(0, log.length - 1)
    for (const name of ['000009.log', '000010.log', 'MANIFEST-000001', 'MANIFEST-000002', 'LOG']) {
      await writeFile(join(database, name), torn)
    }
    await writeFile(join(database, 'CURRENT'), 'MANIFEST-000002\n')
    const mended = ['000010.log', 'MANIFEST-000002'].map((name) => join(database, name))
    expect(await mendTornLogs(folder)).toEqual(mended)
    for (const file of mended) expect(await readFile(file)).toEqual(log.subarray(0, ends[0]))
    for (const name of ['000009.log', 'MANIFEST-000001', 'LOG']) {
      expect(await readFile(join(database, name))).toEqual(torn)
    }
    expect(await mendTornLogs(folder)).toEqual([])
  })

  it('[S-323] a profile that is new, or keeps its databases in another way, is no trouble', async () => {
    await mkdir(join(folder, 'app_bundle_0'))
    expect(await mendTornLogs(folder)).toEqual([])
    expect(await mendTornLogs(join(folder, 'nowhere'))).toEqual([])
  })
})
