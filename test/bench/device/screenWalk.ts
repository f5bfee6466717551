import type { Page } from '@playwright/test'
import { Frame } from '../../e2e/pages/frame'

const everywhere = [
  ...['/', '/pendaftaran', '/bpu-proyek', '/perusahaan', '/kunjungan', '/tagihan'],
  ...['/keputusan', '/status-kirim', '/pengaturan', '/simulasi', '/admin/tarif'],
] as const

/**
 * One walk: every screen by its address, the first employers with their forms, a search. Nothing is
 * saved. @returns the number of screens that stood there
 */
export async function walkScreens(page: Page): Promise<number> {
  const frame = new Frame(page)
  let visited = 0
  const go = async (route: string): Promise<void> => {
    await frame.go(route)
    // As long as a quick person looks at it; lists have filled by then.
    await page.waitForTimeout(150)
    visited += 1
  }
  for (const route of everywhere) await go(route)
  for (let nth = 0; nth < 3; nth++) {
    await go('/perusahaan')
    await page
      .getByRole('row')
      .nth(nth + 1)
      .click()
    await page.waitForURL(/perusahaan\/./)
    const employer = new URL(page.url()).hash.slice(1)
    for (const form of ['ubah', 'impor', 'tagihan-baru', 'kode-baru']) {
      await go(`${employer}/${form}`)
    }
  }
  await go('/perusahaan')
  await page.getByLabel('Cari perusahaan').fill('pt')
  await page.getByLabel('Cari perusahaan').fill('')
  return visited
}
