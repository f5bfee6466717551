import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type BrowserContext } from '@playwright/test'
import { chromiumArguments, findChromium } from './chromium'
import { furnish, type Computer } from './e2e'
import { layCable, type Cable } from './e2eProxy'

/** Chromium is moving IndexedDB from one engine to the other: an update may change it any day. */
export const storageEngines = {
  LevelDB: ['--disable-features=IdbSqliteOnDiskRollout'],
  SQLite: ['--enable-features=IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores'],
} as const

export type StorageEngine = keyof typeof storageEngines

/** A computer that can be switched off: its profile lies on the disk and outlives the browser. */
export class OwnComputer {
  #context: BrowserContext | undefined

  private constructor(
    private readonly profile: string,
    readonly cable: Cable,
    private readonly engine: StorageEngine,
  ) {}

  /** @param serverUrl what its cable leads to */
  static async setUp(serverUrl: string, engine: StorageEngine): Promise<OwnComputer> {
    const profile = await mkdtemp(join(tmpdir(), 'loket-own-'))
    return new OwnComputer(profile, await layCable(serverUrl), engine)
  }

  /** Where the browser keeps its databases; to be touched only while it is off. */
  get databaseFolder(): string {
    return join(this.profile, 'Default', 'IndexedDB')
  }

  /** Starts the browser; its page is empty at first. */
  async start(): Promise<Computer> {
    this.#context = await chromium.launchPersistentContext(this.profile, {
      executablePath: findChromium(),
      args: [...chromiumArguments(), ...storageEngines[this.engine]],
      locale: 'id-ID',
      timezoneId: 'Asia/Jakarta',
      viewport: { width: 1366, height: 768 },
    })
    return furnish(this.#context, this.cable)
  }

  async switchOff(): Promise<void> {
    await this.#context?.close()
    this.#context = undefined
  }

  /** With everything that is on it. */
  async scrap(): Promise<void> {
    await this.switchOff()
    await this.cable.stop()
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}
