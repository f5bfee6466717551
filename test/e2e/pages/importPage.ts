import { expect, type Locator, type Page } from '@playwright/test'

/** Good, bad and all rows of a list as the screen counts them. */
export interface Counts {
  readonly imported: number
  readonly good: number
  readonly bad: number
  readonly total: number
}

export class ImportPage {
  constructor(readonly page: Page) {}

  /** From the employer's page. */
  async open(): Promise<void> {
    await this.page.getByRole('button', { name: 'Impor daftar Excel' }).click()
    await expect(this.chooser).toBeVisible()
  }

  get chooser(): Locator {
    return this.page.getByRole('button', { name: 'Pilih berkas…' })
  }

  /** @param file path, or name and content */
  async choose(file: string | { name: string; mimeType: string; buffer: Buffer }): Promise<void> {
    const choosing = this.page.waitForEvent('filechooser')
    await this.chooser.click()
    await (await choosing).setFiles(file)
  }

  async counts(): Promise<Counts> {
    const line = this.page.getByTestId('import-counts')
    await expect(line).toBeVisible({ timeout: 30_000 })
    const figures = [...((await line.textContent()) ?? '').matchAll(/[\d.]+/g)].map(([text]) =>
      Number(text.replaceAll('.', '')),
    )
    const [total = 0, bad = 0, good = 0, imported = 0] = figures.reverse()
    return { imported, good, bad, total }
  }

  async importGood(): Promise<void> {
    await this.page.getByRole('button', { name: /^Masukkan \d/ }).click()
  }

  /** Saves the rows that did not go in; the path of the file. */
  async saveBad(): Promise<string> {
    const downloading = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: /^Simpan \d+ baris bermasalah/ }).click()
    const download = await downloading
    expect(download.suggestedFilename()).toMatch(/-perlu-diperbaiki\.xlsx$/)
    return download.path()
  }

  /** The message about a file that cannot be used. */
  get problem(): Locator {
    return this.page.getByRole('alert')
  }
}
