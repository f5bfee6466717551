import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { mendTornLogs } from '../../electron/main/host/mendTornLogs'
import { bundleFiles } from '../contract/browser/servePage'
import { Random } from '../model/random'
import { storageEngines, type ChromiumProcess, type StorageEngine } from './lab/chromiumProcess'
import { killBrowsers } from './lab/killBrowsers'
import type { Logbook } from './lab/logbook'
import { KilledDevice } from './lab/killedDevice'
import { installLabServer } from './lab/serverProcess'
import { SmallDisk } from './lab/smallDisk'

// `npm run test:power -- --cuts 50` cuts as often per engine; --seed <n> at other moments.
const CUTS = Number(process.env['POWER_CUTS'] ?? 3)
const ENGINE = process.env['POWER_ENGINE']
const SEED = Number(process.env['POWER_SEED'] ?? 1)
const MEGABYTES = 256

let files: ReadonlyMap<string, string>
test.beforeAll(async () => {
  files = await bundleFiles('../../faults/lab/labPage.ts', '/lab/')
})
test.beforeEach(() => test.setTimeout(120_000 + CUTS * 40_000))

test('[S-386] the test itself: a power cut takes what was not flushed, and nothing else', async () => {
  const disk = await mountDisk()
  try {
    const [flushed, inMemory] = [join(disk.path, 'flushed'), join(disk.path, 'in memory')]
    await writeFile(flushed, 'here', { flush: true })
    await writeFile(inMemory, 'gone')
    await disk.cutPower(async () => undefined)
    expect(await readFile(flushed, 'utf8')).toBe('here')
    expect(await readFile(inMemory, 'utf8').catch(() => '')).toBe('')
  } finally {
    await disk.scrap()
  }
})

for (const engine of storageEngines) {
  test(`[S-386] a computer that loses its power in the middle of work keeps what it confirmed (${engine.name})`, async () => {
    test.skip(ENGINE !== undefined && ENGINE !== engine.name, 'not asked for')
    await cutAgainAndAgain(engine, async () => undefined)
  })
}

test('[S-323] a power cut costs no database when its log is mended before a start', async () => {
  const [engine] = storageEngines
  test.skip(ENGINE !== undefined && ENGINE !== engine.name, 'not asked for')
  let mended = 0
  const { emptied } = await cutAgainAndAgain(engine, async ({ databases }) => {
    mended += (await mendTornLogs(databases)).length
  })
  console.log(`${mended} logs mended`)
  expect(emptied).toBe(0)
})

/** @param beforeStart what is done to the profile when the power is back */
async function cutAgainAndAgain(
  engine: StorageEngine,
  beforeStart: (browser: ChromiumProcess) => Promise<void>,
): Promise<Logbook> {
  const disk = await mountDisk()
  let free = Number.POSITIVE_INFINITY
  try {
    const log = await killBrowsers({
      ...{ engine, files, kills: CUTS, seed: SEED, folder: disk.path, isProtected: true },
      async end(device, _random, cut) {
        // The name of the journal's file is written once, and never flushed: in the first half minute
        // of a computer its database is the only home of work.
        if (cut === 0) await disk.settle()
        free = Math.min(free, await disk.freeBytes())
        device.browser.freeze()
        await disk.cutPower(() => device.kill())
        await beforeStart(device.browser)
      },
    })
    console.log(`${engine.name}: never less than ${Math.round(free / 1e6)} MB free`)
    expect(log.confirmed.size).toBeGreaterThan(0)
    return log
  } finally {
    await disk.scrap()
  }
}

test('[S-387] a server with the embedded database that loses its power keeps what it answered', async () => {
  test.skip(ENGINE !== undefined && ENGINE !== 'pglite', 'not asked for')
  const disk = await mountDisk()
  const where = { dataDir: join(disk.path, 'data') }
  const random = new Random(SEED)
  const server = await installLabServer(where, SEED)
  const [engine] = storageEngines
  const device = await KilledDevice.install({ engine, files, target: () => server.url })
  let midway = 0
  try {
    await server.start()
    device.start('sync', random)
    await device.isOpened()
    for (let cut = 0; cut < CUTS; cut++) {
      // So that something has been answered since the last one.
      await device.anotherRound()
      if (await device.pushIsUnderWay(random)) midway += 1
      server.freeze()
      await disk.cutPower(() => server.end('SIGKILL'))
      await server.start()
      device.log.assertSound()
    }
    await device.kill()
    await server.end('SIGTERM')
    await server.start(false)
    await device.drain(random)
    await server.end('SIGTERM')
    console.log(`pglite: ${CUTS} cuts, ${midway} with a push under way; ${device.describe()}`)
    await device.judgeIn(where)
  } finally {
    await device.scrap()
    if (server.isRunning) await server.end('SIGKILL')
    await disk.scrap()
  }
})

/** Only root can mount, and not in every container. */
async function mountDisk(): Promise<SmallDisk> {
  const disk = await SmallDisk.mount(MEGABYTES)
  if (disk?.kind === 'ext4') return disk
  await disk?.scrap()
  test.skip(true, 'SKIPPED: no disk can be mounted here')
  throw new Error('skipped')
}
