import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { promisify } from 'node:util'
import { expect, test, type Page } from '@playwright/test'
import { watchPolicy } from '../support/policyViolations'
import { startPracticeServer } from '../support/practiceServer'
import { launchShell } from './standIn/launch'

// The main job in the desktop form: sign in, cable out, register, code, paper to disk, cable in.
// Built main, preload, pages and server; a real Chromium; every person and firm is fictional.

const run = promisify(execFile)

const EMPLOYER = {
  legalName: 'PT Lentera Rimba Contoh',
  legalForm: 'PT',
  npwp: '0900000001351000',
  nib: '0220101234567',
  address: 'Jalan Contoh Nomor 1',
  regency: 'Kabupaten Contoh',
  postcode: '61999',
  phone: '0210000001',
  email: 'kantor@lentera.example',
  ownerName: 'Arif Contoh',
  ownerNik: '3516990101800001',
  ownerPosition: 'Direktur',
  picName: 'Dewi Contoh',
  picPosition: 'HRD',
  picPhone: '081200000001',
  picEmail: 'hrd@lentera.example',
} as const

test('[H-24] [S-321] the main job in the desktop shell, with the cable out, down to the disk, and with its database lost', async ({
  page,
  browser,
}) => {
  // Half a minute on a quiet machine; the practice branch alone takes ten seconds of it.
  test.setTimeout(240_000)
  const server = await startPracticeServer()
  const folder = await mkdtemp(join(tmpdir(), 'loket-journey-'))
  const offences = await watchPolicy(page)
  const shell = await launchShell({ serverUrl: server.url })
  try {
    await shell.openIn(page)
    await signIn(
      page,
      server.info.users.find(({ username }) => username === 'ar'),
    )
    await expect(page.getByText('Terkirim semua').first()).toBeVisible({ timeout: 60_000 })
    // Numbers for codes come after the data; without them nothing can be issued offline.
    await go(page, '/pengaturan')
    await expect(page.getByText('500', { exact: true })).toBeVisible({ timeout: 30_000 })
    const employerPage = await takeRight(page)

    shell.cutNetwork()
    await registerEmployer(page)
    // Something waits now, and the status line must not claim otherwise.
    await expect(page.getByText('Terkirim semua')).toHaveCount(0)
    // The shell's own files need no network: everything is there after a reload.
    await page.reload()
    await go(page, '/perusahaan')
    await page.getByLabel('Cari perusahaan').fill('Lentera')
    await expect(page.getByText(EMPLOYER.legalName).first()).toBeVisible()

    await go(page, employerPage)
    const { name, code } = await issueCode(page)
    const target = join(folder, 'rincian.pdf')
    await shell.answerNextDialog(target)
    await page.getByRole('link', { name: 'Rincian tagihan' }).first().click()
    await page.getByRole('button', { name: 'Simpan PDF' }).click()
    await expect(page.getByText('PDF tersimpan.')).toBeVisible({ timeout: 30_000 })
    expect((await readFile(target)).subarray(0, 5).toString()).toBe('%PDF-')
    const paper = await textOf(target)
    expect(paper).toContain(name)
    expect(paper.replace(/\s/g, '')).toContain(code)

    expect(await offences()).toEqual([])

    // Another browser profile has no database: only the shell's own journal is left of the work.
    await go(page, '/')
    const line = await page
      .getByRole('link', { name: /^[1-9]\d* data menunggu dikirim/ })
      .textContent()
    const waiting = Number.parseInt(line ?? '', 10)
    await page.close()
    const anew = await (await browser.newContext()).newPage()
    await shell.openIn(anew)
    await expect(anew.getByText(`${waiting} data menunggu dikirim`)).toBeVisible()
    shell.restoreNetwork()
    await signIn(
      anew,
      server.info.users.find(({ username }) => username === 'ar'),
    )
    await expect(
      anew.getByText(`Tidak ada pekerjaan Anda yang hilang: ${waiting} data`),
    ).toBeVisible({
      timeout: 60_000,
    })
    await expect(anew.getByText('Terkirim semua').first()).toBeVisible({ timeout: 60_000 })
    await go(anew, employerPage)
    await expect(anew.getByText(/^\d{4}\s\d{4}\s\d{4}$/).first()).toHaveText(
      code.replace(/(\d{4})(?=\d)/g, '$1 '),
    )
  } finally {
    await shell.stop()
    await server.dispose()
    await rm(folder, { recursive: true, force: true })
  }
})

async function signIn(
  page: Page,
  user: { username: string; password: string } | undefined,
): Promise<void> {
  if (!user) throw new Error('the practice branch has no such user')
  await page.getByLabel('Nama pengguna').fill(user.username)
  await page.locator('input[type=password]').fill(user.password)
  await page.keyboard.press('Enter')
  await expect(page.getByRole('heading', { level: 1 })).toBeVisible()
}

async function registerEmployer(page: Page): Promise<void> {
  await go(page, '/pendaftaran')
  await page.getByRole('button', { name: /Pendaftaran perusahaan baru/ }).click()
  const field = (name: string) => page.locator(`[name="${name}"]`)
  const { legalForm, ...texts } = EMPLOYER
  await field('legalName').waitFor()
  for (const [name, text] of Object.entries(texts)) await field(name).fill(text)
  await field('legalForm').selectOption(legalForm)
  await page.getByRole('combobox', { name: 'Jenis usaha' }).fill('toko')
  await page.locator('[role=option]', { hasText: /toko/i }).first().click()
  await field('sizeBasis').selectOption('CAPITAL')
  await field('sizeAmount').fill('10.000.000.000')
  await field('sizeAmount').blur()
  await field('workerCountDeclared').fill('2')
  await field('wageTotalDeclared').fill('9000000')
  await page.keyboard.press('Control+s')
  await expect(page.getByRole('heading', { name: EMPLOYER.legalName })).toBeVisible()
}

/**
 * Takes the right to issue codes for the employer of the first late bill, while there is a network.
 * @returns the route of its page
 */
async function takeRight(page: Page): Promise<string> {
  await go(page, '/tagihan')
  // Self-employed members and projects have bills, too.
  await page
    .getByRole('row')
    .filter({ hasText: /\b(CV|PT|UD) / })
    .first()
    .click()
  await page.keyboard.press('Enter')
  await page
    .getByRole('link', { name: /^(CV|PT|UD) / })
    .first()
    .click()
  await page.getByRole('button', { name: 'Ambil hak sampai besok' }).click()
  await expect(page.getByTestId('issue-right')).toContainText('dipegang komputer ini', {
    timeout: 30_000,
  })
  return new URL(page.url()).hash.slice(1)
}

/** Makes a code on the page of an employer, from a leased number. */
async function issueCode(page: Page): Promise<{ name: string; code: string }> {
  const name = (await page.getByRole('heading', { level: 1 }).textContent()) ?? ''
  await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
  await expect(page.getByTestId('right')).toContainText('dipegang komputer ini')
  await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
  const shown = page.getByText(/^\d{4}\s\d{4}\s\d{4}$/).first()
  await expect(shown).toBeVisible()
  return { name, code: ((await shown.textContent()) ?? '').replace(/\s/g, '') }
}

/** Inside the program by its own hash routes, as its links do. */
async function go(page: Page, route: string): Promise<void> {
  await page.evaluate((hash) => (location.hash = hash), route)
}

async function textOf(pdf: string): Promise<string> {
  return (await run('pdftotext', ['-layout', pdf, '-'])).stdout
}
