import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { openDatabase, type Database } from '../../server/storage/database'
import { bundleFiles } from '../contract/browser/servePage'
import { Random } from '../model/random'
import { availableEngines } from '../support/database'
import { startTestServer } from '../support/server'
import { ChromiumProcess, storageEngines, type StorageEngine } from './lab/chromiumProcess'
import { LabServer } from './lab/labServer'
import { labScenario } from './lab/labScenario'
import { layLine, type Line } from './lab/line'
import { Logbook } from './lab/logbook'
import type { Note, PilotMode } from './lab/pilot'
import { PostgresProcess } from './lab/postgresProcess'
import { buildLabServer, ServerProcess } from './lab/serverProcess'
import { judge } from './lab/verdict'

// `npm run test:crash -- --kills 100` kills as often per engine; CRASH_SEED=<n> kills at other moments.
const KILLS = Number(process.env['CRASH_KILLS'] ?? 4)
/** browser, server or postgres; without it all three are killed. */
const VICTIM = process.env['CRASH_VICTIM']
const ENGINE = process.env['CRASH_ENGINE']
const SEED = Number(process.env['CRASH_SEED'] ?? 1)
const PATIENCE = 60_000
/** A first pull of these in small pages is written page by page, and begins where it was cut. */
const FILLERS = 1_500
const PAGE = 200
const SCENARIO = 'small' as const
const person = { username: 'rini', password: 'password of rini' }

let files: ReadonlyMap<string, string>
test.beforeAll(async () => {
  files = await bundleFiles('../../faults/lab/labPage.ts', '/lab/')
})
test.beforeEach(() => test.setTimeout(120_000 + KILLS * 30_000))

for (const engine of storageEngines) {
  test(`[S-381] the browser killed during saves, syncs, rebases and first pulls loses nothing (${engine.name})`, async () => {
    test.skip(!isWanted('browser', engine.name), 'not asked for')
    await killBrowsers(engine)
  })

  test(`[S-385] a killed browser that comes back without its database loses nothing (${engine.name})`, async () => {
    test.skip(!isWanted('browser', engine.name), 'not asked for')
    const { emptied } = await killBrowsers(engine, { drops: true })
    expect(emptied).toBeGreaterThan(0)
  })
}

for (const engine of availableEngines()) {
  if (!isWanted('server', engine)) continue
  test(`[S-382] the server killed in the middle of pushes loses and doubles nothing (${engine})`, async () => {
    const random = new Random(SEED)
    const postgres = engine === 'postgresql' ? await PostgresProcess.install() : undefined
    await postgres?.start()
    const dataDir = await mkdtemp(join(tmpdir(), 'loket-killed-server-'))
    const where = postgres ? { databaseUrl: postgres.url } : { dataDir }
    const server = await installServer(where)
    const device = await Device.install(() => server.url, storageEngines[0])
    let midway = 0
    const starts: number[] = []
    try {
      await server.start()
      device.start('sync', random)
      await device.isOpened()
      for (let kill = 0; kill < KILLS; kill++) {
        const isMidway = await device.pushIsUnderWay(random)
        await server.end('SIGKILL')
        if (isMidway) midway += 1
        starts.push(await server.start())
        device.log.assertSound()
      }
      await device.kill()
      await server.end('SIGTERM')
      await server.start(false)
      await device.drain(random)
      await server.end('SIGTERM')
      console.log(
        `${engine}: ${KILLS} kills, ${midway} with a push under way, first answer after ` +
          `${median(starts)} ms; ${device.describe()}`,
      )
      await device.judgeIn(where)
      expect(midway).toBeGreaterThan(0)
    } finally {
      await device.scrap()
      if (server.isRunning) await server.end('SIGKILL')
      await postgres?.scrap()
      await rm(dataDir, { recursive: true, force: true })
    }
  })
}

test('[S-383] PostgreSQL killed in the middle of pushes loses and doubles nothing', async () => {
  test.skip(!isWanted('postgres', 'postgresql'), 'not asked for')
  test.skip(!availableEngines().includes('postgresql'), 'SKIPPED: PostgreSQL is not installed')
  const random = new Random(SEED)
  const postgres = await PostgresProcess.install()
  await postgres.start()
  const where = { databaseUrl: postgres.url }
  const server = await installServer(where)
  const device = await Device.install(() => server.url, storageEngines[0])
  let [midway, backends] = [0, 0]
  try {
    await server.start()
    device.start('sync', random)
    await device.isOpened()
    for (let kill = 0; kill < KILLS; kill++) {
      const isMidway = await device.pushIsUnderWay(random)
      // Mostly the whole of it; now and then one of its processes, and it restarts by itself.
      const isOne = random.chance(0.3)
      if (isOne) await postgres.killBackend((pids) => random.find(pids))
      else await postgres.kill()
      if (isMidway) midway += 1
      if (isOne) backends += 1
      await postgres.start()
      await device.anotherRound().catch((error: unknown) => {
        throw new Error(`kill ${kill}: ${String(error)}\n${server.log}`)
      })
    }
    await device.kill()
    await server.end('SIGTERM')
    await server.start(false)
    await device.drain(random)
    await server.end('SIGTERM')
    console.log(
      `PostgreSQL: ${KILLS} kills (${backends} of one backend), ${midway} with a push under way; ` +
        device.describe(),
    )
    await device.judgeIn(where)
    expect(midway).toBeGreaterThan(0)
  } finally {
    await device.scrap()
    if (server.isRunning) await server.end('SIGKILL')
    await postgres.scrap()
  }
})

/** @param drops after every other kill the profile's databases are deleted */
async function killBrowsers(engine: StorageEngine, { drops = false } = {}): Promise<Logbook> {
  const { schema, registry, scenario } = labScenario(SCENARIO)
  const server = await startTestServer({ entities: schema, registry, now: Date.now() })
  const lab = new LabServer(server.database, SCENARIO)
  await lab.begin(FILLERS)
  await server.addPerson(person.username, scenario.roles)
  const device = await Device.install(() => server.url, engine)
  const random = new Random(SEED)
  const others = work(lab, random)
  // A clock that hurries: a command that crashes its handler is set aside after minutes of it.
  const timer = setInterval(() => (server.clock.now += 1_200), 20)
  const kinds = ['save', 'sync', 'rebase', 'bootstrap', 'sync', 'start'] as const
  const done: Record<string, number> = {}
  let midway = 0
  try {
    for (let kill = 0; kill < KILLS; kill++) {
      const kind = kinds[kill % kinds.length] ?? 'sync'
      // Every device has to fetch the branch anew: the kill falls into its first pull.
      if (kind === 'bootstrap') await lab.raiseEpoch()
      const mode = kind === 'save' || kind === 'rebase' ? kind : 'sync'
      device.start(mode, random)
      if (kind === 'start') await sleep(random.int(100, 1_500))
      else await device.isOpened()
      // So that there is a branch to work in, and a whole round before the one that is cut.
      if (kind === 'sync') await device.anotherRound()
      if (kind === 'sync' || kind === 'rebase') await device.isAsking('/sync/push')
      if (kind === 'bootstrap') await device.isAsking('/sync/pull')
      await sleep(random.int(0, kind === 'bootstrap' ? 1_500 : 400))
      if (device.isInRound) midway += 1
      await device.kill()
      if (drops && (kill === 0 || random.chance(0.5))) await device.browser.dropDatabases()
      done[kind] = (done[kind] ?? 0) + 1
    }
    await others.end()
    await device.drain(random)
    console.log(
      `${engine.name}: ${JSON.stringify(done)}, ${midway} with a request under way; ` +
        device.describe(),
    )
    await device.judgeBy(lab)
    return device.log
  } finally {
    clearInterval(timer)
    await others.end()
    await device.scrap()
    await server.close()
  }
}

function isWanted(victim: string, engine: string): boolean {
  return (!VICTIM || VICTIM === victim) && (!ENGINE || ENGINE === engine)
}

async function installServer(
  where: { readonly databaseUrl: string } | { readonly dataDir: string },
): Promise<ServerProcess> {
  const file = await buildLabServer()
  const id = '0190a000-0000-7000-8000-0000000000a1'
  const fixed = { scenario: SCENARIO, fillers: 0, seed: SEED, began: Date.now() }
  const options = { ...fixed, where, person: { id, ...person } }
  return ServerProcess.install(file, options)
}

/** A laptop: a browser that can be killed, its line, and what it has said so far. */
class Device {
  readonly log = new Logbook()
  readonly #asked = new Map<string, number>()
  #open = 0
  #openedBefore = 0

  private constructor(
    readonly browser: ChromiumProcess,
    private readonly line: Line,
  ) {}

  static async install(target: () => string, engine: StorageEngine): Promise<Device> {
    // The line has to know whom to tell before there is anybody.
    const made: Device[] = []
    const line = await layLine({
      ...{ target, script: files.get('page.js') ?? '', files },
      onNote: (body) => made[0]?.log.take(body as Note),
      onForward: (path, isOver) => made[0]?.onForward(path, isOver),
    })
    const device = new Device(await ChromiumProcess.install(engine), line)
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

/** Other people's and the bank's work, until it is ended. */
function work(lab: LabServer, random: Random): { end(): Promise<void> } {
  const own = new Random(random.int(1, 1_000_000))
  let isOver = false
  const going = (async () => {
    while (!isOver) {
      await lab.command(own)
      await sleep(100)
    }
  })()
  return {
    end() {
      isOver = true
      return going
    },
  }
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
