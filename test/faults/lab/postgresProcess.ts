import { execFile, spawn, type ChildProcess } from 'node:child_process'
import { chmodSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { promisify } from 'node:util'
import pg from 'pg'
import { findPostgres, ownerFor } from '../../support/postgres'
import { freePort } from './serverProcess'

const run = promisify(execFile)
const PATIENCE_MS = 30_000

/** A PostgreSQL of its own with fsync on, made to be killed and started again. */
export class PostgresProcess {
  #child: ChildProcess | undefined

  private constructor(
    private readonly bin: string,
    private readonly directory: string,
    private readonly owner: { uid?: number; gid?: number; cwd: string },
    private readonly port: number,
  ) {}

  static async install(): Promise<PostgresProcess> {
    const bin = findPostgres()
    if (!bin) throw new Error('PostgreSQL is not installed')
    const directory = mkdtempSync(path.join(tmpdir(), 'loket-killed-pg-'))
    chmodSync(directory, 0o700)
    const owner = ownerFor(directory)
    const data = path.join(directory, 'data')
    const rights = ['-U', 'tester', '-A', 'trust', '-E', 'UTF8']
    await run(path.join(bin, 'initdb'), ['-D', data, ...rights], owner)
    return new PostgresProcess(bin, directory, owner, await freePort())
  }

  get url(): string {
    return `postgres://tester@127.0.0.1:${this.port}/postgres`
  }

  /** Starts it, as often as it takes: killed helpers may hold the shared memory for a moment. */
  async start(): Promise<void> {
    const end = Date.now() + PATIENCE_MS
    while (Date.now() < end) {
      this.#child ??= this.#spawn()
      if (await this.#answers()) return
      if (this.#child.exitCode !== null) this.#child = undefined
      await sleep(50)
    }
    throw new Error('PostgreSQL did not start')
  }

  /** SIGKILL to the postmaster; the others notice and go. */
  async kill(): Promise<void> {
    const child = this.#child
    this.#child = undefined
    if (!child) throw new Error('PostgreSQL does not run')
    const ended = new Promise((resolve) => child.once('exit', resolve))
    child.kill('SIGKILL')
    await ended
  }

  /** SIGKILL to one process at work for a client; the postmaster then restarts all of them. */
  async killBackend(pick: (pids: readonly number[]) => number | undefined): Promise<boolean> {
    const pid = pick(await this.#backends())
    if (pid === undefined) return false
    try {
      process.kill(pid, 'SIGKILL')
    } catch {
      return false
    }
    return true
  }

  async scrap(): Promise<void> {
    const child = this.#child
    if (child && child.exitCode === null) {
      const ended = new Promise((resolve) => child.once('exit', resolve))
      child.kill('SIGQUIT')
      await ended
    }
    rmSync(this.directory, { recursive: true, force: true, maxRetries: 10, retryDelay: 100 })
  }

  #spawn(): ChildProcess {
    const data = path.join(this.directory, 'data')
    const place = ['-D', data, '-p', String(this.port), '-k', this.directory]
    return spawn(
      path.join(this.bin, 'postgres'),
      [...place, '-c', 'listen_addresses=127.0.0.1', '-c', 'max_connections=60'],
      { ...this.owner, stdio: 'ignore' },
    )
  }

  async #answers(): Promise<boolean> {
    return (await this.#query('select 1')) !== undefined
  }

  async #backends(): Promise<number[]> {
    const rows = await this.#query(
      `select pid from pg_stat_activity
       where backend_type = 'client backend' and pid <> pg_backend_pid()`,
    )
    return (rows ?? []).map(({ pid }) => Number(pid))
  }

  async #query(text: string): Promise<Record<string, unknown>[] | undefined> {
    const client = new pg.Client({ connectionString: this.url })
    client.on('error', () => undefined)
    try {
      await client.connect()
      return (await client.query<Record<string, unknown>>(text)).rows
    } catch {
      return undefined
    } finally {
      await client.end().catch(() => undefined)
    }
  }
}
