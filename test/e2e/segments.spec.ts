import type { Page, TestInfo } from '@playwright/test'
import { expect, test } from '../support/e2e'
import { picturesOfPdf, textOfPdf } from '../support/e2ePdf'
import { rowsOnServer, userOf } from '../support/e2eServerView'
import type { Frame } from './pages/frame'
import { LetterPage } from './pages/letterPage'
import { bpuTyped, projectTyped, registerSegment } from './pages/segmentForms'
import { SignInPage } from './pages/signInPage'
import { signInAs } from './signIn'

// A self-employed member and a construction project, from the form to the paper: the desk registers
// and bills with the cable out, the officer of receivables issues the codes, out again.

const MEMBER = 'Bayu Awanputih'
const PROJECT = 'Pembangunan Balai Contoh'

test('[U-1] [B-70] [B-73] [B-76] a member and a project offline: form, bill, steps, code, paper', async ({
  computer,
  server,
}, info) => {
  test.setTimeout(180_000)
  const { page } = computer
  const frame = await signInAs(computer, server, 'pad')
  await computer.unplug()

  const month = await test.step('self-employed: register, bill, explain', async () => {
    await registerSegment(page, 'bpu', bpuTyped(8801))
    await page.screenshot({ path: info.outputPath('peserta-baru.png') })
    await page.getByRole('button', { name: 'Buat tagihan' }).click()
    const explained = await explain(page, info, 'bpu', ['3.450.000', 'PP'])
    await page.getByRole('button', { name: 'Finalkan tagihan' }).click()
    await expect(frame.heading).toHaveText(/^Tagihan \w+ \d{4}$/)
    const payable = await payableOf(page)
    expect(payable).toBe(explained)
    expect(await explain(page, info, 'bpu-final', ['3.450.000'])).toBe(payable)
    return payable
  })

  await test.step('project: register, bill a term, explain', async () => {
    await registerSegment(page, 'proyek', projectTyped())
    await page.screenshot({ path: info.outputPath('proyek-baru.png') })
    await page.getByRole('button', { name: 'Buat tagihan' }).click()
    // 1 billion without VAT costs 1,750,000; the first term is 40 %.
    const explained = await explain(page, info, 'proyek', ['1.750.000', '1.000.000.000'])
    expect(explained).toBe(700_000)
    await page.getByRole('button', { name: 'Finalkan tagihan' }).click()
    await expect(frame.heading).toHaveText(/termin 1 dari 2/)
    expect(await payableOf(page)).toBe(700_000)
    await explain(page, info, 'proyek-final', ['1.750.000'])
  })

  await test.step('the officer of receivables takes the rights along', async () => {
    await computer.plugIn()
    await frame.everythingSent()
    await frame.signOut()
    await new SignInPage(page).submit(userOf(server, 'ar'))
    await expect(page.getByRole('heading', { name: /^Selamat / })).toBeVisible()
    for (const name of [MEMBER, PROJECT]) {
      await openSegment(frame, name)
      await page.getByRole('button', { name: /^Ambil hak/ }).click()
      await expect(page.getByTestId('issue-right')).toBeVisible()
    }
    await frame.readyToWorkOffline()
    await computer.unplug()
  })
  const papers = [
    { name: MEMBER, due: month, digit: '2', says: 'Pedagang keliling' },
    { name: PROJECT, due: 700_000, digit: '3', says: 'Termin 1 dari 2' },
  ]
  for (const { name, due, digit, says } of papers) {
    await test.step(`code and statement of ${name}`, async () => {
      await openSegment(frame, name)
      await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
      await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
      const card = page.getByTestId('payment-code')
      await expect(card).toContainText('Sementara')
      const code = (await card.locator('strong').first().textContent()) ?? ''
      expect(code.startsWith(digit)).toBe(true)
      await page.screenshot({ path: info.outputPath(`halaman-${digit}.png`) })
      await card.getByRole('link', { name: 'Rincian tagihan' }).click()
      await expect(frame.heading).toHaveText(`Rincian tagihan — ${name}`)
      const paper = new LetterPage(page)
      expect(await paper.pagesDrawn()).toBeGreaterThan(0)
      await page.screenshot({ path: info.outputPath(`surat-${digit}.png`) })
      const path = info.outputPath(`rincian-${digit}.pdf`)
      await paper.saveAs(path)
      await picturesOfPdf(path)
      const text = await textOfPdf(path)
      for (const part of [name, says, grouped(due)]) expect(text).toContain(part)
      expect(text).not.toContain(bpuTyped(8801)['nik'])
      expect(text.replace(/\D/g, '')).toContain(code.replaceAll(' ', ''))
    })
  }

  await test.step('reconnect: the server holds each thing once', async () => {
    await computer.plugIn()
    await frame.everythingSent()
    const members = (await rowsOnServer(server, 'bpuMember')).filter(
      ({ fullName }) => fullName === MEMBER,
    )
    const projects = (await rowsOnServer(server, 'project')).filter(
      ({ projectName }) => projectName === PROJECT,
    )
    expect([members.length, projects.length]).toEqual([1, 1])
    const payers = [members[0]?.id, projects[0]?.id]
    const codes = (await rowsOnServer(server, 'paymentCode')).filter(({ employerId }) =>
      payers.includes(String(employerId)),
    )
    expect(codes.map(({ amount, status }) => [amount, status]).sort()).toEqual(
      [
        [month, 'ACTIVE'],
        [700_000, 'ACTIVE'],
      ].sort(),
    )
  })
  expect(await computer.offences()).toEqual([])
})

/** Opens the steps, checks that these texts stand there, closes them; the total in rupiah. */
async function explain(
  page: Page,
  info: TestInfo,
  name: string,
  texts: readonly string[],
): Promise<number> {
  await page.screenshot({ path: info.outputPath(`tagihan-${name}.png`) })
  await page.getByRole('button', { name: 'Jelaskan angka' }).click()
  const sheet = page.getByRole('dialog')
  for (const text of texts) await expect(sheet).toContainText(text)
  await page.screenshot({ path: info.outputPath(`jelaskan-${name}.png`) })
  const total = rupiah(await sheet.getByText(/^Rp/).last().textContent())
  await page.keyboard.press('Escape')
  await expect(sheet).toHaveCount(0)
  return total
}

async function openSegment(frame: Frame, name: string): Promise<void> {
  await frame.go('/bpu-proyek')
  await frame.page.getByLabel('Cari nama, proyek').fill(name)
  const row = frame.page.getByRole('row').filter({ hasText: name })
  await expect(row).toHaveCount(1)
  await row.click()
  await expect(frame.heading).toHaveText(name)
}

async function payableOf(page: Page): Promise<number> {
  const fact = page.locator('dt', { hasText: 'Harus dibayar hari ini' })
  return rupiah(await fact.locator('xpath=following-sibling::dd[1]').textContent())
}

function rupiah(text: string | null): number {
  return Number((text ?? '').replace(/[^\d]/g, ''))
}

/** `1234567` → `1.234.567` */
function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.')
}
