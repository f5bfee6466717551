import { writeFile } from 'node:fs/promises'
import { gzipSync } from 'node:zlib'
import { fileURLToPath } from 'node:url'
import { expect, test } from '@playwright/test'
import { DATABASE_NAME, DATABASE_VERSION } from '../../../renderer/store/schema'
import { startTestServer } from '../../support/server'
import { bundlePage, HTML } from '../../contract/browser/servePage'
import { dumpDatabase } from './rawDatabase'

// Run once before the device database gets a new version: TOOL=1 npx playwright test --project=tools

const COMMANDS = 500

test('makes a profile with unsent work of the present database version', async ({ browser }) => {
  test.setTimeout(600_000)
  const script = await bundlePage('../../faults/profile/makerPage.ts')
  const server = await startTestServer({ mode: 'practice', seed: true, now: Date.now() })
  const person = await server.addPerson('rini', ['AR', 'PAD', 'PIUTANG', 'KABID'])
  const context = await browser.newContext()
  await context.route(`${server.url}/contract/**`, (route) =>
    route.request().url().endsWith('/page.js')
      ? route.fulfill({ contentType: 'text/javascript', body: script })
      : route.fulfill({ contentType: 'text/html', body: HTML.replace('/page.js', 'page.js') }),
  )
  const page = await context.newPage()
  await page.goto(`${server.url}/contract/`)
  await page.waitForFunction(() => 'maker' in window)
  const { username, password } = person
  await page.evaluate(([name, secret]) => window.maker.signIn(name!, secret!), [username, password])
  await expect
    .poll(() => page.evaluate(() => window.maker.leases()), { timeout: 60_000 })
    .toBeGreaterThan(0)

  await context.setOffline(true)
  const kinds = await page.evaluate((count) => window.maker.work(count, 7), COMMANDS)
  expect(await page.evaluate(() => window.maker.waiting())).toBe(COMMANDS)
  expect(Object.keys(kinds).length).toBeGreaterThanOrEqual(10)

  const raw = await page.evaluate(dumpDatabase, { name: DATABASE_NAME, leaveOut: ['keys'] })
  expect(raw.version).toBe(DATABASE_VERSION * 10)
  const file = new URL(`../../fixtures/profile-v${DATABASE_VERSION}.json.gz`, import.meta.url)
  const packed = gzipSync(JSON.stringify(raw), { level: 9 })
  await writeFile(fileURLToPath(file), packed)
  console.log(kinds, raw.stores.map(({ name, rows }) => `${name} ${rows.length}`).join(', '))
  console.log(`${packed.length} bytes`)
  await context.close()
  await server.close()
})
