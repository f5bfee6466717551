import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { mendTornLogs } from '../../electron/main/host/mendTornLogs'
import { bundleFiles } from '../contract/browser/servePage'
import { Random } from '../model/random'
import { availableEngines } from '../support/database'
import { storageEngines } from './lab/chromiumProcess'
import { killBrowsers, type KillingOptions } from './lab/killBrowsers'
import { KilledDevice } from './lab/killedDevice'
import { PostgresProcess } from './lab/postgresProcess'
import { installLabServer, type ServerProcess } from './lab/serverProcess'

// `npm run test:crash -- --kills 100` kills as often per engine; CRASH_SEED=<n> kills at other moments.
const KILLS = Number(process.env['CRASH_KILLS'] ?? 4)
/** browser, server or postgres; without it all three are killed. */
const VICTIM = process.env['CRASH_VICTIM']
const ENGINE = process.env['CRASH_ENGINE']
const SEED = Number(process.env['CRASH_SEED'] ?? 1)
const common = { kills: KILLS, seed: SEED }
/** CRASH_MENDED=no shows what becomes of torn logs in a browser. */
const MENDED = process.env['CRASH_MENDED'] !== 'no'

let files: ReadonlyMap<string, string>
test.beforeAll(async () => {
  files = await bundleFiles('../../faults/lab/labPage.ts', '/lab/')
})
test.beforeEach(() => test.setTimeout(120_000 + KILLS * 30_000))

for (const engine of storageEngines) {
  test(`[S-381] the browser killed during saves, syncs, rebases and first pulls loses nothing (${engine.name})`, async () => {
    test.skip(!isWanted('browser', engine.name), 'not asked for')
    await killBrowsers({ ...common, engine, files, end: (device) => device.kill() })
  })

  test(`[S-385] a killed browser that comes back without its database loses nothing (${engine.name})`, async () => {
    test.skip(!isWanted('browser', engine.name), 'not asked for')
    const end: KillingOptions['end'] = async (device, random, kill) => {
      await device.kill()
      if (kill === 0 || random.chance(0.5)) await device.browser.dropDatabases()
    }
    const { emptied } = await killBrowsers({ ...common, engine, files, end })
    expect(emptied).toBeGreaterThan(0)
  })
}

test('[S-323] logs that kills have torn cost no database when they are mended before a start', async () => {
  const [engine] = storageEngines
  test.skip(!isWanted('browser', engine.name), 'not asked for')
  const end: KillingOptions['end'] = async (device, random) => {
    await device.kill()
    const { browser } = device
    const mend = async () => (MENDED ? mendTornLogs(browser.databases) : [])
    // The kill itself may have torn it.
    await mend()
    const isTorn = await browser.tearLog(random)
    expect(await mend()).toHaveLength(isTorn && MENDED ? 1 : 0)
  }
  const { emptied } = await killBrowsers({ ...common, engine, files, end })
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
    const server = await installLabServer(where, SEED)
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
  const server = await installLabServer(where, SEED)
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

function isWanted(victim: string, engine: string): boolean {
  return (!VICTIM || VICTIM === victim) && (!ENGINE || ENGINE === engine)
}

/** The one whose server is killed. */
function installDevice(server: ServerProcess): Promise<KilledDevice> {
  return KilledDevice.install({ engine: storageEngines[0], files, target: () => server.url })
}

function median(values: readonly number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}
