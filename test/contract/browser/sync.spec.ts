import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { startTestServer, type TestPerson, type TestServer } from '../../support/server'
import { bundlePage, HTML } from './servePage'

// The device half against the real server over real HTTP, without screens.

let server: TestServer
let script: string
let rini: TestPerson
let budi: TestPerson

test.beforeAll(async () => {
  script = await bundlePage('syncPage.ts')
  server = await startTestServer({ now: Date.now() })
  rini = await server.addPerson('rini', ['PAD', 'PIUTANG'])
  budi = await server.addPerson('budi', ['AR'])
})

test.afterAll(() => server.close())

/** A device of its own: fresh storage at the server's own origin. */
async function newDevice(browser: Browser): Promise<BrowserContext> {
  const context = await browser.newContext()
  await context.route(`${server.url}/contract/**`, (route) =>
    route.request().url().endsWith('/page.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: HTML.replace('/page.js', 'page.js') }),
  )
  return context
}

async function openWindow(device: BrowserContext): Promise<Page> {
  const page = await device.newPage()
  await page.goto(`${server.url}/contract/`)
  await started(page)
  return page
}

const started = (page: Page) => page.waitForFunction(() => 'loket' in window)
const signIn = (page: Page, { username, password }: TestPerson) =>
  page.evaluate(([name, secret]) => window.loket.signIn(name!, secret!), [username, password])
const status = (page: Page) => page.evaluate(() => window.loket.status())
const register = (page: Page, name: string, npwp: number) =>
  page.evaluate(
    ([legalName, digits]) => window.loket.register(legalName!, digits!),
    [name, String(npwp).padStart(16, '0')],
  )
const search = (page: Page, typed: string) =>
  page.evaluate((text) => window.loket.search(text), typed)

const expectState = (page: Page, state: string) =>
  expect.poll(async () => (await status(page)).state, { timeout: 20_000 }).toBe(state)

/** How many employers of this name the server's own tables hold. */
async function countOnServer(legalName: string): Promise<number> {
  const scope = { branches: ['516'], deviceId: 'test', now: server.clock.now }
  return server.database.transaction(scope, async (tx) => {
    let count = 0
    for (let npwp = 1; npwp <= 8; npwp += 1) {
      const key = `${String(npwp).padStart(16, '0')}/000`
      const rows = await tx.list('employer', 'taxKey', [key])
      count += rows.filter((row) => Object.values(row).includes(legalName)).length
    }
    return count
  })
}

test('[S-80] offline work survives a reload and arrives once, by itself, and others see it', async ({
  browser,
}) => {
  const [deviceA, deviceB] = [await newDevice(browser), await newDevice(browser)]
  const [a, b] = [await openWindow(deviceA), await openWindow(deviceB)]
  expect(await signIn(a, rini)).toEqual({ ok: true, offline: false })
  expect(await signIn(b, budi)).toEqual({ ok: true, offline: false })
  await expectState(a, 'allSent')
  await expectState(b, 'allSent')
  // Numbers for payment codes are there before anybody needs them; nobody else holds any.
  await expect.poll(() => a.evaluate(() => window.loket.serials())).toBe(500)
  expect(await b.evaluate(() => window.loket.serials())).toBe(0)

  await deviceA.setOffline(true)
  expect(await register(a, 'PT Tanpa Jaringan', 1)).toBe('ok')
  expect((await status(a)).waiting).toBe(1)
  await expect.poll(async () => (await status(a)).network).toBe('offline')
  await a.reload()
  await started(a)
  expect(await a.evaluate(() => window.loket.user())).toBe('Tester rini')
  expect(await search(a, 'jaringan')).toEqual(['PT Tanpa Jaringan'])
  await expect.poll(async () => (await status(a)).state).toBe('waiting')

  await deviceA.setOffline(false)
  await expectState(a, 'allSent')
  expect(await countOnServer('PT Tanpa Jaringan')).toBe(1)
  // The poke of the server, not the poll of a minute, brings it to the other device.
  await expect.poll(() => search(b, 'jaringan'), { timeout: 15_000 }).toEqual(['PT Tanpa Jaringan'])
  await Promise.all([deviceA.close(), deviceB.close()])
})

test('[S-81] two officers offline register the same NPWP: one wins, the other decides', async ({
  browser,
}) => {
  const [deviceA, deviceB] = [await newDevice(browser), await newDevice(browser)]
  const [a, b] = [await openWindow(deviceA), await openWindow(deviceB)]
  await signIn(a, rini)
  await signIn(b, budi)
  await expectState(a, 'allSent')
  await expectState(b, 'allSent')
  await Promise.all([deviceA.setOffline(true), deviceB.setOffline(true)])
  await register(a, 'PT Versi Rini', 2)
  await register(b, 'PT Versi Budi', 2)
  await deviceA.setOffline(false)
  await expectState(a, 'allSent')
  await deviceB.setOffline(false)
  await expectState(b, 'needsDecision')
  expect(await status(b)).toMatchObject({ decisions: 1, waiting: 0 })
  expect(await search(b, 'versi')).toEqual(['PT Versi Rini'])
  await Promise.all([deviceA.close(), deviceB.close()])
})

test('[S-82] windows share one loop; when the leader closes, another takes over', async ({
  browser,
}) => {
  const device = await newDevice(browser)
  const first = await openWindow(device)
  await signIn(first, rini)
  await expectState(first, 'allSent')
  const second = await openWindow(device)
  await expect.poll(() => second.evaluate(() => window.loket.user())).toBe('Tester rini')
  // The second window works through the first one's loop …
  await register(second, 'PT Jendela Kedua', 3)
  await expectState(second, 'allSent')
  expect(await countOnServer('PT Jendela Kedua')).toBe(1)
  // … and on its own after that one is gone.
  await first.close()
  await register(second, 'PT Pewaris', 4)
  await expect.poll(async () => (await status(second)).waiting, { timeout: 20_000 }).toBe(0)
  expect(await countOnServer('PT Pewaris')).toBe(1)
  // Signing out in one window signs out in all.
  const third = await openWindow(device)
  await third.evaluate(() => window.loket.signOut())
  await expect.poll(() => second.evaluate(() => window.loket.user())).toBe(undefined)
  await device.close()
})

test('[S-83] an expired token is renewed by itself; an ended lease asks for the password while work goes on', async ({
  browser,
}) => {
  const device = await newDevice(browser)
  const page = await openWindow(device)
  await signIn(page, rini)
  await expectState(page, 'allSent')

  server.clock.now += 20 * 60_000
  await register(page, 'PT Token Baru', 5)
  await expect.poll(async () => (await status(page)).waiting, { timeout: 20_000 }).toBe(0)

  server.clock.now += 60 * 24 * 60 * 60_000
  await register(page, 'PT Tetap Bekerja', 6)
  await expect.poll(async () => (await status(page)).network).toBe('needsSignIn')
  expect(await register(page, 'PT Masih Bekerja', 7)).toBe('ok')
  expect(await status(page)).toMatchObject({ waiting: 2 })
  expect((await status(page)).state).not.toBe('allSent')

  await signIn(page, rini)
  await expect.poll(async () => (await status(page)).waiting, { timeout: 20_000 }).toBe(0)
  expect(await countOnServer('PT Masih Bekerja')).toBe(1)
  await device.close()
})

test('[A-39] the password is checked on the device when the server cannot be reached', async ({
  browser,
}) => {
  server.clock.now = Date.now()
  const device = await newDevice(browser)
  const page = await openWindow(device)
  await device.setOffline(true)
  expect(await signIn(page, rini)).toEqual({ ok: false, reason: 'neverSignedInHere' })
  await device.setOffline(false)
  expect(await signIn(page, { ...rini, password: 'salah' })).toMatchObject({
    ok: false,
    reason: 'wrongPassword',
  })
  await signIn(page, rini)
  await page.evaluate(() => window.loket.signOut())
  await device.setOffline(true)
  expect(await signIn(page, { ...rini, password: 'salah' })).toEqual({
    ok: false,
    reason: 'wrongPassword',
    triesLeft: 4,
  })
  expect(await signIn(page, rini)).toEqual({ ok: true, offline: true })
  expect(await register(page, 'PT Masuk Luring', 8)).toBe('ok')
  await device.setOffline(false)
  await expect.poll(async () => (await status(page)).waiting, { timeout: 20_000 }).toBe(0)
  expect(await countOnServer('PT Masuk Luring')).toBe(1)
  await device.close()
})
