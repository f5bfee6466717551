import type { Page } from '@playwright/test'
import { expect, test } from '../support/e2e'
import { rowsOnServer } from '../support/e2eServerView'
import { signInAs } from './signIn'

interface Shift extends PerformanceEntry {
  readonly sources: readonly { readonly node: Node | null }[]
}

/** Notes each element that moves without a person's doing, by the start of its text. */
async function watchShifts(page: Page): Promise<() => Promise<string[]>> {
  const moved: string[] = []
  await page.exposeFunction('noteShift', (text: string) => moved.push(text))
  await page.addInitScript(() => {
    const note = (window as unknown as { noteShift(text: string): void }).noteShift
    new PerformanceObserver((list) => {
      for (const entry of list.getEntries() as Shift[]) {
        for (const { node } of entry.sources) note((node?.textContent ?? '').slice(0, 60))
      }
    }).observe({ type: 'layout-shift', buffered: true })
  })
  return async () => {
    // The observer reports after the next frame.
    await page.evaluate(
      () => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(done))),
    )
    return moved.splice(0)
  }
}

test('[U-24] no button moves while a page fills', async ({ computer, server }) => {
  test.setTimeout(120_000)
  const { page } = computer
  const movedSince = await watchShifts(page)
  const frame = await signInAs(computer, server, 'ar')
  const today = new Date().toISOString().slice(0, 10)
  const [living] = (await rowsOnServer(server, 'paymentCode')).filter(
    ({ code, status, validUntil }) =>
      String(code).startsWith('1') && status === 'ACTIVE' && String(validUntil) >= today,
  )
  const [member] = await rowsOnServer(server, 'bpuMember')
  const [unpaid] = (await rowsOnServer(server, 'bill')).filter(
    ({ status }) => status === 'FINALIZED',
  )
  const pages = [
    { route: `/perusahaan/${living!['employerId']}`, last: page.getByTestId('payment-code') },
    { route: `/perusahaan/${member!.id}`, last: page.getByText('Hak menerbitkan kode') },
    {
      route: '/status-kirim',
      last: page.getByText('Belum ada pekerjaan dari komputer ini yang dipastikan server.'),
    },
    {
      route: '/bpu-proyek',
      last: page.getByRole('row').filter({ hasText: String(member!['fullName']) }),
    },
    { route: '/kunjungan', last: page.getByTestId('readiness') },
    { route: `/perusahaan/${unpaid!['employerId']}/kode-baru`, last: page.getByTestId('right') },
  ]
  // A slow computer, where what is read appears late.
  const devtools = await page.context().newCDPSession(page)
  await devtools.send('Emulation.setCPUThrottlingRate', { rate: 4 })
  for (const { route, last } of pages) {
    await movedSince()
    await frame.go(route)
    await expect(last).toBeVisible()
    await page.waitForTimeout(1_500)
    expect(await movedSince(), route).toEqual([])
  }
  // It would have been noticed.
  await page.evaluate(() => document.querySelector('h1')!.before('moves the page'))
  await expect.poll(movedSince).not.toEqual([])
})
