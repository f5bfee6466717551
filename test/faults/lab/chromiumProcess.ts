import { spawn, type ChildProcess } from 'node:child_process'
import { appendFile, mkdir, mkdtemp, readdir, rm, stat, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { chromium } from '@playwright/test'
import type { Random } from '../../model/random'
import { chromiumArguments, findChromium } from '../../support/chromium'

/** Chromium is moving IndexedDB from one engine to the other: what holds must hold on both. */
export const storageEngines = [
  { name: 'LevelDB', args: ['--disable-features=IdbSqliteOnDiskRollout'] },
  {
    name: 'SQLite',
    args: ['--enable-features=IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores'],
  },
] as const
export type StorageEngine = (typeof storageEngines)[number]

/** A browser with a profile on the disk and nobody at its controls, made to be killed. */
export class ChromiumProcess {
  /** What it complained of about its databases. */
  readonly complaints: string[] = []
  #process: ChildProcess | undefined

  private constructor(
    readonly profile: string,
    readonly engine: StorageEngine,
  ) {}

  /** @param folder where its profile lies; a file system of its own can be filled */
  static async install(engine: StorageEngine, folder = tmpdir()): Promise<ChromiumProcess> {
    return new ChromiumProcess(await mkdtemp(join(folder, 'loket-killed-')), engine)
  }

  /**
   * Before the first start: what a person gets who installs the page as an application. Without it
   * Chromium empties the whole origin, database and private files, when the disk is full.
   */
  async protectStorageOf(origin: string): Promise<void> {
    const folder = join(this.profile, 'Default')
    const allowed = { durable_storage: { [`${origin},*`]: { setting: 1 } } }
    const settings = { profile: { content_settings: { exceptions: allowed } } }
    await mkdir(folder, { recursive: true })
    await writeFile(join(folder, 'Preferences'), JSON.stringify(settings))
  }

  get isRunning(): boolean {
    return this.#process !== undefined
  }

  /** It was started, and is gone without having been killed. */
  get endedByItself(): boolean {
    return this.#process !== undefined && hasExited(this.#process)
  }

  start(url: string): void {
    if (this.#process) throw new Error('the browser runs already')
    const started = spawn(
      findChromium() ?? chromium.executablePath(),
      [
        ...[...chromiumArguments(), ...this.engine.args],
        ...['--headless=new', '--enable-logging=stderr', `--user-data-dir=${this.profile}`, url],
      ],
      // A group of its own, so that all its processes go at once.
      { stdio: ['ignore', 'ignore', 'pipe'], detached: true },
    )
    createInterface(started.stderr).on('line', (line) => {
      if (/indexed_db|leveldb/i.test(line)) this.complaints.push(line.replaceAll(this.profile, ''))
    })
    this.#process = started
  }

  /** Nothing of it runs any more until it is killed. */
  freeze(): void {
    if (this.#process?.pid === undefined) throw new Error('the browser does not run')
    process.kill(-this.#process.pid, 'SIGSTOP')
  }

  /** SIGKILL to all its processes: nobody gets a chance to say goodbye. */
  async kill(): Promise<void> {
    const running = this.#process
    this.#process = undefined
    if (running?.pid === undefined) throw new Error('the browser does not run')
    if (hasExited(running)) throw new Error('the browser ended by itself')
    const ended = new Promise((resolve) => running.once('exit', resolve))
    process.kill(-running.pid, 'SIGKILL')
    await ended
  }

  /** Folder of its databases. */
  get databases(): string {
    return join(this.profile, 'Default', 'IndexedDB')
  }

  /** What the browser does itself when it cannot read its files; the journal lies beside them. */
  async dropDatabases(): Promise<void> {
    await rm(this.databases, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }

  /**
   * LevelDB's log as a kill leaves it in the middle of a write: a header, and not all that it announces.
   * @returns false where the end of a block is near, which no record crosses
   */
  async tearLog(random: Random): Promise<boolean> {
    const names = await readdir(this.databases, { recursive: true })
    const logs = names.filter((name) => name.endsWith('.log')).sort()
    const log = join(this.databases, logs.at(-1) ?? 'no log')
    const record = Buffer.alloc(random.int(7, 100), 0xe7)
    record.writeUInt16LE(200, 4)
    record.writeUInt8(1, 6)
    const { size } = await stat(log)
    if ((size % 32_768) + 207 > 32_768) return false
    await appendFile(log, record)
    return true
  }

  async scrap(): Promise<void> {
    if (this.#process) await this.kill()
    await rm(this.profile, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 })
  }
}

/** Also by a signal, as after a write into memory that a full disk does not back. */
function hasExited({ exitCode, signalCode }: ChildProcess): boolean {
  return exitCode !== null || signalCode !== null
}
