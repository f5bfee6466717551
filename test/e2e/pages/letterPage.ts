import { expect, type Page } from '@playwright/test'

export class LetterPage {
  constructor(readonly page: Page) {}

  /** Number of pages drawn, each looked at: an empty canvas counts as not drawn. */
  async pagesDrawn(): Promise<number> {
    const pages = this.page.getByTestId('pdf-pages').locator('canvas')
    await expect(pages.first()).toBeVisible({ timeout: 30_000 })
    const dark = (): Promise<number[]> =>
      pages.evaluateAll((canvases) =>
        canvases.map((canvas) => {
          const { width, height } = canvas as HTMLCanvasElement
          const picture = (canvas as HTMLCanvasElement).getContext('2d')
          const bytes = picture?.getImageData(0, 0, width, height).data ?? []
          let count = 0
          for (let at = 0; at < bytes.length; at += 4) if ((bytes[at] ?? 255) < 100) count += 1
          return count
        }),
      )
    await expect
      .poll(async () => Math.min(...(await dark())), { timeout: 30_000 })
      .toBeGreaterThan(300)
    return pages.count()
  }

  /** Saves the PDF under a path. */
  async saveAs(path: string): Promise<void> {
    const downloading = this.page.waitForEvent('download')
    await this.page.getByRole('button', { name: 'Simpan PDF' }).click()
    await (await downloading).saveAs(path)
    await expect(this.page.getByText('PDF tersimpan.')).toBeVisible()
  }
}
