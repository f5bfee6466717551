import { setTimeout as sleep } from 'node:timers/promises'
import { expect } from '@playwright/test'
import { openDatabase, type Database } from '../../../server/storage/database'
import type { Random } from '../../model/random'
import { ChromiumProcess, type StorageEngine } from './chromiumProcess'
import { LabServer } from './labServer'
import { labScenario } from './labScenario'
import { layLine, type Line } from './line'
import { Logbook } from './logbook'
import type { Note, PilotMode } from './pilot'
import { judge } from './verdict'

const PATIENCE = 60_000
export const SCENARIO = 'small' as const
/** A first pull in such small pages is written page by page, and begins where it was cut. */
const PAGE = 200
/** Who works on it. */
export const person = { username: 'rini', password: 'password of rini' }

export interface DeviceOptions {
  readonly engine: StorageEngine
  /** The scripts of its page, by name. */
  readonly files: ReadonlyMap<string, string>
  /** Where its profile lies. */
  readonly folder?: string
  /** The browser has promised to keep the data, as for an installed program. */
  readonly isProtected?: boolean
  /** Where the server listens at this moment. */
  target(): string
}

/** A laptop: a browser that can be killed, its line, and what it has said so far. */
export class KilledDevice {
  readonly log = new Logbook()
  readonly #asked = new Map<string, number>()
  #open = 0
  #openedBefore = 0

  private constructor(
    readonly browser: ChromiumProcess,
    private readonly line: Line,
  ) {}

  static async install({
    engine,
    files,
    folder,
    isProtected,
    target,
  }: DeviceOptions): Promise<KilledDevice> {
    // The line has to know whom to tell before there is anybody.
    const made: KilledDevice[] = []
    const line = await layLine({
      ...{ target, script: files.get('page.js') ?? '', files },
      onNote: (body) => made[0]?.log.take(body as Note),
      onForward: (path, isOver) => made[0]?.onForward(path, isOver),
    })
    const browser = await ChromiumProcess.install(engine, folder)
    if (isProtected) await browser.protectStorageOf(line.url)
    const device = new KilledDevice(browser, line)
    made.push(device)
    return device
  }

  onForward(path: string, isOver: boolean): void {
    if (!path.startsWith('/sync/')) return
    this.#open += isOver ? -1 : 1
    if (!isOver) this.#asked.set(path, (this.#asked.get(path) ?? 0) + 1)
  }

  /** A request of a round has left and its answer has not come. */
  get isInRound(): boolean {
    return this.#open > 0
  }

  /** Waits for the next request of this kind. */
  async isAsking(path: '/sync/push' | '/sync/pull'): Promise<void> {
    const before = this.#asked.get(path) ?? 0
    const isSent = () => (this.#asked.get(path) ?? 0) > before
    await this.log.waitUntil(`a request to ${path}`, isSent, PATIENCE)
  }

  start(mode: PilotMode, random: Random): void {
    const { username, password } = person
    const query = new URLSearchParams({
      ...{ scenario: SCENARIO, client: '0', pilot: mode, pages: String(PAGE), journal: 'yes' },
      ...{ seed: String(random.int(1, 2 ** 30)), user: username, password },
    })
    this.#openedBefore = this.log.opened
    this.browser.start(`${this.line.url}/lab/?${query.toString()}`)
  }

  isOpened(): Promise<void> {
    const isOpen = () => this.log.opened > this.#openedBefore
    return this.log.waitUntil('the page has opened', isOpen, PATIENCE)
  }

  /** Waits for the next push and then a moment. @returns whether it is still under way */
  async pushIsUnderWay(random: Random): Promise<boolean> {
    await this.isAsking('/sync/push')
    await sleep(random.int(0, 25))
    return this.isInRound
  }

  async anotherRound(): Promise<void> {
    const before = this.log.rounds
    await this.log.waitUntil('a good round', () => this.log.rounds > before, PATIENCE)
  }

  async kill(): Promise<void> {
    await this.browser.kill()
    this.log.assertSound()
  }

  /** The last start: no new work, rounds until nothing waits. */
  async drain(random: Random): Promise<void> {
    this.start('drain', random)
    const isDrained = () => this.log.drained !== undefined
    await this.log.waitUntil('everything is sent', isDrained, PATIENCE)
    await this.browser.kill()
  }

  describe(): string {
    const { confirmed, rounds, emptied, rebuilt } = this.log
    return (
      `${confirmed.size} commands acknowledged, ${rounds} rounds; the browser began ${emptied} ` +
      `times without its database, ${rebuilt} times it was told to have been rebuilt` +
      this.browser.complaints.map((line) => `\n  ${line}`).join('')
    )
  }

  async judgeBy(lab: LabServer): Promise<void> {
    this.log.assertSound()
    await lab.check()
    const found = this.log.drained
    if (!found) throw new Error('the device was not drained')
    const { problems, accepted } = judge({
      ...{ name: 'the device', index: 0, found, confirmed: this.log.confirmed },
      wasRebuilt: this.log.emptied > 0,
      stored: await lab.stored(),
      held: await lab.heldRows(),
    })
    expect(problems.slice(0, 10)).toEqual([])
    expect(accepted).toBeGreaterThan(0)
  }

  async judgeIn(where: { databaseUrl: string } | { dataDir: string }): Promise<void> {
    const { schema } = labScenario(SCENARIO)
    const database: Database = await openDatabase(where, { entities: schema })
    try {
      await this.judgeBy(new LabServer(database, SCENARIO))
    } finally {
      await database.close()
    }
  }

  async scrap(): Promise<void> {
    await this.browser.scrap()
    await this.line.stop()
  }
}
