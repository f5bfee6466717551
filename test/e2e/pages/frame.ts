import { expect, type Locator, type Page } from '@playwright/test'

/** Stands in no heading. */
const NOWHERE = '\u0000'

/** What stands around every screen after the sign-in. */
export class Frame {
  constructor(readonly page: Page) {}

  get status(): Locator {
    return this.page.getByTestId('status-line')
  }

  get heading(): Locator {
    return this.page.getByRole('heading', { level: 1 })
  }

  /** Opens a screen by its address, as its links do, and waits until it stands there. */
  async go(route: string): Promise<void> {
    const left = await this.page.evaluate((hash) => {
      const title = document.querySelector('h1')
      if (location.hash === `#${hash}`) return undefined
      title?.setAttribute('data-left', '')
      location.hash = hash
      return title?.textContent ?? undefined
    }, route)
    // Another heading, or the same one with another text.
    const arrived = this.page
      .locator('h1:not([data-left])')
      .or(this.page.locator('h1').filter({ hasNotText: left ?? NOWHERE }))
    await expect(arrived).toBeVisible()
  }

  /** Waits until the server has confirmed everything. */
  async everythingSent(): Promise<void> {
    await expect(this.status).toContainText('Terkirim semua', { timeout: 60_000 })
  }

  /** Waits until the browser can open the program without the server. */
  async opensOffline(): Promise<void> {
    const isControlled = () => navigator.serviceWorker.controller !== null
    await this.page.waitForFunction(isControlled, undefined, { timeout: 60_000 })
  }

  /** Waits until the computer can work alone: data, code numbers, service worker. */
  async readyToWorkOffline(): Promise<void> {
    await this.everythingSent()
    await this.opensOffline()
    await this.go('/pengaturan')
    await expect(this.page.getByText('Sisa nomor kode bayar')).toBeVisible()
    await expect(this.page.getByText('500', { exact: true })).toBeVisible({ timeout: 30_000 })
  }

  /** Signs out, and waits until the device has forgotten the session. */
  async signOut(): Promise<void> {
    await this.page.getByRole('button', { name: /^Menu / }).click()
    await this.page.getByRole('menuitem', { name: 'Keluar' }).click()
    await expect(this.page.getByLabel('Nama pengguna')).toBeVisible()
  }

  /** Opens an employer from the list, found by a part of its name. */
  async openEmployer(name: string): Promise<void> {
    await this.go('/perusahaan')
    const search = this.page.getByLabel('Cari perusahaan')
    await search.fill(name)
    await expect(this.page.getByRole('row').filter({ hasText: name })).toHaveCount(1)
    await search.press('Enter')
    await expect(this.heading).toHaveText(name)
  }
}
