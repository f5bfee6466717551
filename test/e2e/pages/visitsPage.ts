import { expect, type Locator, type Page } from '@playwright/test'
import { Frame } from './frame'

/** "Siapkan kunjungan": rights to issue codes without a network. */
export class VisitsPage {
  constructor(readonly page: Page) {}

  get readiness(): Locator {
    return this.page.getByTestId('readiness')
  }

  async open(): Promise<void> {
    await new Frame(this.page).go('/kunjungan')
  }

  /** Picks employers with keys only and takes all their rights. */
  async take(names: readonly string[]): Promise<void> {
    const search = this.page.getByLabel('Cari perusahaan untuk dikunjungi')
    for (const name of names) {
      await search.fill(name)
      await expect(this.page.getByRole('button', { name: `Tambahkan ${name}` })).toBeVisible()
      await search.press('Enter')
      await expect(
        this.page.getByRole('button', { name: `Hapus ${name} dari pilihan` }),
      ).toBeVisible()
    }
    await this.page.keyboard.press('Control+s')
    await expect(this.page.getByText(`${names.length} permintaan hak disimpan`)).toBeVisible()
  }
}
