import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, test } from '@playwright/test'
import { mendTornLogs } from '../../electron/main/host/mendTornLogs'
import { bundleFiles } from '../contract/browser/servePage'
import { Random } from '../model/random'
import { availableEngines } from '../support/database'
import { startTestServer } from '../support/server'
import { storageEngines, type ChromiumProcess, type StorageEngine } from './lab/chromiumProcess'
import { KilledDevice, person } from './lab/killedDevice'
import { LabServer } from './lab/labServer'
import { labScenario } from './lab/labScenario'
import type { Logbook } from './lab/logbook'
import { PostgresProcess } from './lab/postgresProcess'
import { buildLabServer, ServerProcess } from './lab/serverProcess'

// `npm run test:crash -- --kills 100` kills as often per engine; CRASH_SEED=<n> kills at other moments.
const KILLS = Number(process.env['CRASH_KILLS'] ?? 4)
/** browser, server or postgres; without it all three are killed. */
const VICTIM = process.env['CRASH_VICTIM']
const ENGINE = process.env['CRASH_ENGINE']
const SEED = Number(process.env['CRASH_SEED'] ?? 1)
/** They make the first pull long. */
const FILLERS = 1_500
/** CRASH_MENDED=no shows what becomes of torn logs in a browser. */
const MENDED = process.env['CRASH_MENDED'] !== 'no'
const SCENARIO = 'small' as const

let files: ReadonlyMap<string, string>
test.beforeAll(async () => {
  files = await bundleFiles('../../faults/lab/labPage.ts', '/lab/')
})
test.beforeEach(() => test.setTimeout(120_000 + KILLS * 30_000))

for (const engine of storageEngines) {
  test(`[S-381] the browser killed during saves, syncs, rebases and first pulls loses nothing (${engine.name})`, async () => {
    test.skip(!isWanted('browser', engine.name), 'not asked for')
    await killBrowsers(engine, async () => undefined)
  })

  test(`[S-385] a killed browser that comes back without its database loses nothing (${engine.name})`, async () => {
    test.skip(!isWanted('browser', engine.name), 'not asked for')
    const { emptied } = await killBrowsers(engine, async (browser, random, kill) => {
      if (kill === 0 || random.chance(0.5)) await browser.dropDatabases()
    })
    expect(emptied).toBeGreaterThan(0)
  })
}

test('[S-323] logs that kills have torn cost no database when they are mended before a start', async () => {
  const [engine] = storageEngines
  test.skip(!isWanted('browser', engine.name), 'not asked for')
  const { emptied } = await killBrowsers(engine, async (browser, random) => {
    const mend = async () => (MENDED ? mendTornLogs(browser.databases) : [])
    // The kill itself may have torn it.
    await mend()
    const isTorn = await browser.tearLog(random)
    expect(await mend()).toHaveLength(isTorn && MENDED ? 1 : 0)
  })
  expect(emptied).toBe(0)
})

for (const engine of availableEngines()) {
  if (!isWanted('server', engine)) continue
  test(`[S-382] the server killed in the middle of pushes loses and doubles nothing (${engine})`, async () => {
    const random = new Random(SEED)
    const postgres = engine === 'postgresql' ? await PostgresProcess.install() : undefined
    await postgres?.start()
    const dataDir = await mkdtemp(join(tmpdir(), 'loket-killed-server-'))
    const where = postgres ? { databaseUrl: postgres.url } : { dataDir }
    const server = await installServer(where)
    const device = await installDevice(server)
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
  const device = await installDevice(server)
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

/** @param afterKill what happens to the profile while the browser is dead */
async function killBrowsers(
  engine: StorageEngine,
  afterKill: (browser: ChromiumProcess, random: Random, kill: number) => Promise<void>,
): Promise<Logbook> {
  const { schema, registry, scenario } = labScenario(SCENARIO)
  const server = await startTestServer({ entities: schema, registry, now: Date.now() })
  const lab = new LabServer(server.database, SCENARIO)
  await lab.begin(FILLERS)
  await server.addPerson(person.username, scenario.roles)
  const device = await KilledDevice.install({ engine, files, target: () => server.url })
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
      await afterKill(device.browser, random, kill)
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

/** The one whose server is killed. */
function installDevice(server: ServerProcess): Promise<KilledDevice> {
  return KilledDevice.install({ engine: storageEngines[0], files, target: () => server.url })
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
