import { chromium, type Browser } from '@playwright/test'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { entities } from '#shared/model/entities'
import { practiceUsers } from '../../server/practice/people'
import { chromiumArguments, findChromium } from '../support/chromium'
import { TestDevice } from '../support/device'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let browser: Browser

beforeAll(async () => {
  server = await startTestServer({ mode: 'practice', seed: true })
  browser = await chromium.launch({ executablePath: findChromium(), args: chromiumArguments() })
})
afterAll(async () => {
  await browser?.close()
  await server?.close()
})

describe('[O-115] the practice bank in a real browser', () => {
  it('pays by its plain forms under its own strict policy, without any error', async () => {
    const device = new TestDevice(server.url)
    await device.signIn(practiceUsers[0]!)
    const pages = await device.pull()
    const code = pages
      .flatMap(({ patch }) => patch)
      .flatMap((entry) =>
        entry.op === 'put' && entry.entity === 'paymentCode'
          ? [entities.paymentCode.schema.parse(entry.row)]
          : [],
      )
      .find(({ status, validUntil }) => status === 'ACTIVE' && validUntil >= '2026-11-10')!

    const page = await browser.newPage()
    const problems: string[] = []
    page.on('console', (message) => message.type() === 'error' && problems.push(message.text()))
    await page.goto(`${server.url}/practice/bank`)
    await page.getByLabel('Kode bayar (12 angka)').fill(code.code)
    await page.getByRole('button', { name: 'Lihat tagihan' }).click()
    await page.getByRole('button', { name: 'Bayar' }).click()
    await page.getByRole('status').waitFor()
    expect(await page.getByRole('status').textContent()).toBe('Pembayaran latihan diterima.')
    const colour = await page.locator('header').evaluate((e) => getComputedStyle(e).backgroundColor)
    expect(colour).toBe('rgb(122, 46, 14)')
    // The browser's own request for an icon is not ours.
    expect(problems.filter((text) => !text.includes('favicon') && !text.includes('404'))).toEqual(
      [],
    )
  })
})
