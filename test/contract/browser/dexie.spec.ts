import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createPublicKey, verify } from 'node:crypto'
import { chromium, expect, test, type BrowserContext, type Page } from '@playwright/test'
import { chromiumArguments, findChromium } from '../../support/chromium'
import { clientCases } from '../clientCases'
import { txCases } from '../txCases'
import { servePage } from './servePage'

/** Chromium is moving IndexedDB from one engine to the other: an update may change it any day. */
const engines = [
  { name: 'LevelDB', args: ['--disable-features=IdbSqliteOnDiskRollout'] },
  {
    name: 'SQLite',
    args: ['--enable-features=IdbSqliteOnDiskRollout:stage/UseSqliteForNewStores'],
  },
] as const

for (const engine of engines) {
  test.describe(`Dexie in Chromium on ${engine.name}`, () => {
    let server: Awaited<ReturnType<typeof servePage>>
    let profile: string
    let context: BrowserContext
    let page: Page

    test.beforeAll(async () => {
      server = await servePage()
      // A profile on the disk: a private one keeps its databases in memory.
      profile = await mkdtemp(join(tmpdir(), 'loket-contract-'))
      context = await chromium.launchPersistentContext(profile, {
        executablePath: findChromium(),
        args: [...chromiumArguments(), ...engine.args],
      })
      page = await openPage()
    })

    test.afterAll(async () => {
      await context.close()
      await server.close()
      await rm(profile, { recursive: true, force: true })
    })

    async function openPage(): Promise<Page> {
      const opened = await context.newPage()
      await opened.goto(server.url)
      await opened.waitForFunction(() => 'contract' in window)
      return opened
    }

    for (const { title } of txCases) {
      test(`Tx: ${title}`, async () => {
        const failure = await page.evaluate((name) => window.contract.runCase('tx', name), title)
        expect(failure).toBe(undefined)
      })
    }

    for (const { title } of clientCases) {
      test(`ClientTransaction: ${title}`, async () => {
        const failure = await page.evaluate(
          (name) => window.contract.runCase('client', name),
          title,
        )
        expect(failure).toBe(undefined)
      })
    }

    test('[S-14] what was saved is there after a reload and in a second window', async () => {
      const own = await openPage()
      await own.evaluate(() => window.contract.openNamed('reload'))
      const id = await own.evaluate(() => window.contract.register('PT Tetap Ada'))
      await own.reload()
      await own.waitForFunction(() => 'contract' in window)
      await own.evaluate(() => window.contract.openNamed('reload'))
      expect(await own.evaluate((key) => window.contract.nameOf(key), id)).toBe('PT Tetap Ada')

      const second = await openPage()
      await second.evaluate(() => window.contract.openNamed('reload'))
      expect(await second.evaluate(() => window.contract.search('ada tet'))).toEqual([
        'PT Tetap Ada',
      ])
      await Promise.all([own.close(), second.close()])
    })

    test('[S-15] a second window sees new work by itself', async () => {
      const first = await openPage()
      const second = await openPage()
      for (const each of [first, second]) {
        await each.evaluate(() => window.contract.openNamed('windows'))
      }
      const seen = second.evaluate(() => window.contract.waitForWork())
      await first.evaluate(() => window.contract.register('PT Dari Jendela Lain'))
      await seen
      expect(await second.evaluate(() => window.contract.search('jendela'))).toEqual([
        'PT Dari Jendela Lain',
      ])
      await Promise.all([first.close(), second.close()])
    })

    test('[A-38] the device key survives a reload, signs for Node to verify, and cannot be read', async () => {
      const own = await openPage()
      await own.evaluate(() => window.contract.openNamed('keys'))
      const first = await own.evaluate(() => window.contract.deviceKey('satu'))
      await own.reload()
      await own.waitForFunction(() => 'contract' in window)
      await own.evaluate(() => window.contract.openNamed('keys'))
      const second = await own.evaluate(() => window.contract.deviceKey('dua'))
      expect(second.jwk).toEqual(first.jwk)
      expect(second.readable).toBe(false)
      const key = createPublicKey({ format: 'jwk', key: { ...first.jwk } })
      const isRight = verify(
        'sha256',
        Buffer.from('dua'),
        { key, dsaEncoding: 'ieee-p1363' },
        Buffer.from(second.signature, 'base64url'),
      )
      expect(isRight).toBe(true)
      await own.close()
    })

    test('[H-34] a write that the browser does not take leaves nothing, is known, and its end is seen', async () => {
      const own = await openPage()
      await own.evaluate(() => window.contract.openNamed('quota'))
      await own.evaluate(() => window.contract.register('PT Sebelum Penuh'))
      expect(await own.evaluate(() => window.contract.failedWrites())).toBe(0)
      const session = await context.newCDPSession(own)
      const { origin } = new URL(server.url)
      await session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
      // The browser may go by an older answer about its quota for half a minute.
      let saved = 1
      const trySaving = async (): Promise<string> => {
        try {
          await own.evaluate(() => window.contract.register('PT Saat Penuh'))
          saved += 1
          return 'saved'
        } catch (error) {
          return String(error)
        }
      }
      await expect.poll(trySaving, { timeout: 60_000, intervals: [2_000] }).toContain('DISK_FULL')
      expect(await own.evaluate(() => window.contract.failedWrites())).toBe(1)
      expect(await own.evaluate(() => window.contract.search('penuh'))).toHaveLength(saved)
      expect(await own.evaluate(() => window.contract.hasRoom())).toBe(false)

      await session.send('Storage.overrideQuotaForOrigin', { origin })
      expect(await own.evaluate(() => window.contract.hasRoom())).toBe(true)
      await own.evaluate(() => window.contract.register('PT Sesudah Penuh'))
      expect(await own.evaluate(() => window.contract.search('sesudah'))).toHaveLength(1)
      await own.close()
    })

    test('[S-16] commands are written with strict durability', async () => {
      const seen = await page.evaluate(() => window.contract.durabilityOf('durability'))
      expect(seen).toEqual(['strict'])
    })

    test('all this really ran on that engine', async () => {
      await page.evaluate(() => window.contract.openNamed('engine'))
      const stores = await readdir(join(profile, 'Default', 'IndexedDB'))
      const isLevelDb = stores.some((store) => store.endsWith('.leveldb'))
      test.skip(
        engine.name === 'SQLite' && isLevelDb,
        'SKIPPED: this Chromium has no SQLite engine',
      )
      expect(isLevelDb, stores.join()).toBe(engine.name === 'LevelDB')
    })
  })
}
