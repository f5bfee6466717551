import { spawn } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { DataDirInUse, DataDirLock } from '../../server/storage/dataDirLock'

let folder: string
let file: string
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'loket-lock-'))
  file = path.join(folder, 'server.lock')
})
afterEach(() => rmSync(folder, { recursive: true, force: true }))

const take = () => DataDirLock.take(folder)
const write = (record: unknown) => writeFileSync(file, JSON.stringify(record))
const ownRecord = async () => {
  const lock = await take()
  const record = JSON.parse(readFileSync(file, 'utf8')) as { pid: number; startedAt: string }
  await lock.release()
  return record
}

describe('[A-60] the lock on the embedded database', () => {
  it('is taken once, refused with a plain sentence, and free again after release', async () => {
    const lock = await take()
    const refused = await take().catch((error: unknown) => error)
    expect(refused).toBeInstanceOf(DataDirInUse)
    expect((refused as Error).message).toBe(
      `The data directory ${folder} is in use by another server (process ${process.pid}). ` +
        'Stop that one first, or give this one another directory with SMILE_LOKET_DATA.',
    )
    await lock.release()
    expect(readdirSync(folder)).toEqual([])
    await (await take()).release()
  })

  it('is refused while another living process holds it', async () => {
    const child = spawn(process.execPath, ['-e', 'setInterval(() => {}, 1000)'])
    try {
      write({ pid: child.pid, startedAt: '', token: 'x' })
      await expect(take()).rejects.toBeInstanceOf(DataDirInUse)
    } finally {
      child.kill('SIGKILL')
      await new Promise((resolve) => child.once('exit', resolve))
    }
    await (await take()).release()
  })

  it('is taken over when the number of a dead process belongs to another one now', async () => {
    const { pid, startedAt } = await ownRecord()
    if (startedAt === '') return
    write({ pid, startedAt: `${startedAt}0`, token: 'x' })
    await (await take()).release()
    write({ pid, startedAt, token: 'x' })
    await expect(take()).rejects.toBeInstanceOf(DataDirInUse)
  })

  it.each(['', '{', '{}', 'null', '{"pid":-1}'])('is taken over when it says %j', async (text) => {
    writeFileSync(file, text)
    const lock = await take()
    // Nobody else gets in now, and nothing of the old one stays behind.
    await expect(take()).rejects.toThrow(`process ${process.pid}`)
    await lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('is taken over again and again when every owner dies without releasing it', async () => {
    write({ pid: 2 ** 22 + 1, startedAt: 'long ago', token: 'first' })
    const dead = { pid: 2 ** 22 + 1, startedAt: 'long ago' }
    writeFileSync(`${file}.after-first`, JSON.stringify({ ...dead, token: 'second' }))
    writeFileSync(`${file}.after-second`, JSON.stringify({ ...dead, token: 'third' }))
    const lock = await take()
    await expect(take()).rejects.toThrow(`process ${process.pid}`)
    await lock.release()
    expect(readdirSync(folder)).toEqual([])
  })

  it('goes to exactly one of many that start at once over a stale lock', async () => {
    for (let round = 0; round < 20; round++) {
      write({ pid: 2 ** 22 + 1, startedAt: 'long ago', token: `stale ${round}` })
      const results = await Promise.allSettled(Array.from({ length: 8 }, take))
      const won = results.flatMap((result) => (result.status === 'fulfilled' ? [result.value] : []))
      expect(won).toHaveLength(1)
      await won[0]!.release()
      expect(readdirSync(folder)).toEqual([])
    }
  })

  it('is not removed by a process that no longer owns it', async () => {
    const lock = await take()
    write({ pid: process.pid, startedAt: 'x', token: 'somebody else' })
    await lock.release()
    expect(existsSync(file)).toBe(true)
  })
})
