import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { expect, test } from '@playwright/test'
import { bundleFiles } from '../contract/browser/servePage'
import { storageEngines } from './lab/chromiumProcess'
import { killBrowsers } from './lab/killBrowsers'
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
    const disk = await mountDisk()
    try {
      const { confirmed } = await killBrowsers({
        ...{ engine, files, kills: CUTS, seed: SEED, folder: disk.path },
        async end(device) {
          device.browser.freeze()
          await disk.cutPower(() => device.kill())
        },
      })
      expect(confirmed.size).toBeGreaterThan(0)
    } finally {
      await disk.scrap()
    }
  })
}

/** Only root can mount, and not in every container. */
async function mountDisk(): Promise<SmallDisk> {
  const disk = await SmallDisk.mount(MEGABYTES)
  if (disk?.kind === 'ext4') return disk
  await disk?.scrap()
  test.skip(true, 'SKIPPED: no disk can be mounted here')
  throw new Error('skipped')
}
