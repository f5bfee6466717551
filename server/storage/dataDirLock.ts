import { randomUUID } from 'node:crypto'
import { link, open, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { z } from 'zod'

const LockRecord = z.object({
  pid: z.number().int().positive(),
  /** When that process started, as its system counts; tells a reused pid apart. */
  startedAt: z.string(),
  token: z.string(),
})
type LockRecord = z.infer<typeof LockRecord>

/** Someone else owns the directory; the message is meant for the person at the terminal. */
export class DataDirInUse extends Error {
  override readonly name = 'DataDirInUse'
}

/**
 * One process per embedded database: two would lose rows without any error. The lock is a file
 * with pid and start time; a lock whose process is gone is taken over.
 */
export class DataDirLock {
  private constructor(
    private readonly file: string,
    private readonly record: LockRecord,
  ) {}

  /** @throws DataDirInUse while another process (or this one) holds it */
  static async take(dataDir: string): Promise<DataDirLock> {
    const file = path.join(dataDir, 'server.lock')
    const record: LockRecord = {
      pid: process.pid,
      startedAt: (await startOf(process.pid)) ?? '',
      token: randomUUID(),
    }
    for (let attempt = 0; attempt < 3; attempt++) {
      if (await create(file, record)) return new DataDirLock(file, record)
      const holder = await readRecord(file)
      if (holder === 'absent') continue
      if (holder !== 'unreadable' && (await isAlive(holder))) throw inUse(dataDir, holder.pid)
      await moveAside(file, holder === 'unreadable' ? undefined : holder.token)
    }
    throw inUse(dataDir, undefined)
  }

  async release(): Promise<void> {
    const holder = await readRecord(this.file)
    if (typeof holder === 'object' && holder.token === this.record.token) {
      await rm(this.file, { force: true })
    }
  }
}

/** The lock appears with its content or not at all: written aside, then linked into place. */
async function create(file: string, record: LockRecord): Promise<boolean> {
  const draft = `${file}.${record.token}`
  await writeFile(draft, JSON.stringify(record), { mode: 0o600 })
  try {
    const handle = await open(draft)
    await handle.sync()
    await handle.close()
    await link(draft, file)
    return true
  } catch (error) {
    if (codeOf(error) === 'EEXIST') return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

async function readRecord(file: string): Promise<LockRecord | 'absent' | 'unreadable'> {
  try {
    const result = LockRecord.safeParse(JSON.parse(await readFile(file, 'utf8')))
    return result.success ? result.data : 'unreadable'
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return 'absent'
    if (error instanceof SyntaxError) return 'unreadable'
    throw error
  }
}

/**
 * Renames the stale lock away. If somebody else was faster and it is already a fresh one, it is
 * put back, so that only one of two late starters wins.
 */
async function moveAside(file: string, staleToken: string | undefined): Promise<void> {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return
    throw error
  }
  const moved = await readRecord(aside)
  const isStale = typeof moved !== 'object' || moved.token === staleToken
  if (!isStale) await link(aside, file).catch(() => undefined)
  await rm(aside, { force: true })
}

async function isAlive({ pid, startedAt }: LockRecord): Promise<boolean> {
  try {
    process.kill(pid, 0)
  } catch (error) {
    // EPERM: it lives, but belongs to somebody else.
    if (codeOf(error) !== 'EPERM') return false
  }
  const start = await startOf(pid)
  return start === undefined || startedAt === '' || start === startedAt
}

/** Boot id and start tick of a process on Linux; elsewhere unknown, so a live pid counts. */
async function startOf(pid: number): Promise<string | undefined> {
  try {
    const stat = await readFile(`/proc/${pid}/stat`, 'utf8')
    const boot = await readFile('/proc/sys/kernel/random/boot_id', 'utf8')
    // The name in parentheses may contain blanks; start time is field 22, the 20th after it.
    const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ')
    return `${boot.trim()}:${fields[19] ?? ''}`
  } catch {
    return undefined
  }
}

function inUse(dataDir: string, pid: number | undefined): DataDirInUse {
  const by = pid === undefined ? 'another server' : `another server (process ${pid})`
  return new DataDirInUse(
    `The data directory ${dataDir} is in use by ${by}. Stop that one first, or give this one ` +
      'another directory with SMILE_LOKET_DATA.',
  )
}

function codeOf(error: unknown): string | undefined {
  return error instanceof Error ? (error as NodeJS.ErrnoException).code : undefined
}
