import { createHash, randomUUID } from 'node:crypto'
import { link, open, readFile, rm, writeFile } from 'node:fs/promises'
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

/** The record in the lock or claim file, and the name under which it can be succeeded. */
interface Holder {
  /** Undefined: the file holds no record (a torn write of a crash). */
  readonly record: LockRecord | undefined
  readonly token: string
}

/**
 * One process per embedded database: two would lose rows without any error. The lock is a file
 * with pid and start time. A lock whose process is gone is never moved or overwritten, since a
 * late starter could then push aside a fresh one: it is succeeded by a claim file named after it,
 * which only one process can create. Claims are cleared away with the lock when it is released.
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
    for (let attempt = 0; attempt < MAX_ATTEMPTS; attempt++) {
      if (await create(file, record)) return new DataDirLock(file, record)
      const first = await findHolder(file)
      if (!first) continue
      const last = await lastHolder(file, first)
      if (last.record && (await isAlive(last.record))) throw inUse(dataDir, last.record.pid)
      const claim = claimOf(file, last.token)
      if (!(await create(claim, record))) continue
      // Released meanwhile: what was succeeded is gone, and somebody may have begun anew.
      if ((await findHolder(file))?.token === first.token) return new DataDirLock(file, record)
      await rm(claim, { force: true })
    }
    throw inUse(dataDir, undefined)
  }

  /** The lock goes first and the claims after it: a late claim then finds its lock gone. */
  async release(): Promise<void> {
    const first = await findHolder(this.file)
    if (!first || (await lastHolder(this.file, first)).token !== this.record.token) return
    await rm(this.file, { force: true })
    for (let token = first.token; ;) {
      const claim = claimOf(this.file, token)
      const next = await findHolder(claim)
      if (!next) return
      await rm(claim, { force: true })
      token = next.token
    }
  }
}

const MAX_ATTEMPTS = 10

function claimOf(file: string, token: string): string {
  return `${file}.after-${token}`
}

/** Whoever stands at the end of the line of claims. */
async function lastHolder(file: string, first: Holder): Promise<Holder> {
  let last = first
  for (;;) {
    const next = await findHolder(claimOf(file, last.token))
    if (!next) return last
    last = next
  }
}

/** The file appears with its content or not at all: written aside, then linked into place. */
async function create(file: string, record: LockRecord): Promise<boolean> {
  const draft = `${file}.${randomUUID()}`
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

async function findHolder(file: string): Promise<Holder | undefined> {
  let text: string
  try {
    text = await readFile(file, 'utf8')
  } catch (error) {
    if (codeOf(error) === 'ENOENT') return undefined
    throw error
  }
  const record = LockRecord.safeParse(jsonOf(text)).data
  const digest = () => createHash('sha256').update(text).digest('hex').slice(0, 32)
  return { record, token: record ? safeName(record.token) : digest() }
}

function jsonOf(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

/** A token is a UUID of ours; anything else must not leave the folder by its name. */
function safeName(token: string): string {
  return token.replace(/[^\w-]/g, '_')
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
