import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { readSheet } from 'read-excel-file/node'
import { expect, test, type Computer } from '../support/e2e'
import { picturesOfPdf, textOfPdf } from '../support/e2ePdf'
import { payAtBank, rowsOnServer } from '../support/e2eServerView'
import { EmployerForm, employerTyped, nameOf } from './pages/employerForm'
import type { Frame } from './pages/frame'
import { ImportPage } from './pages/importPage'
import { LetterPage } from './pages/letterPage'
import { signInAs } from './signIn'

// The branch's main job on real input, from sign-in to a paid bill, with the cable out in between.

const SAMPLE = fileURLToPath(
  new URL('../../resources/samples/tenaga-kerja-contoh-250.xlsx', import.meta.url),
)
const EMPLOYER = employerTyped()
const NAME = nameOf(EMPLOYER)

test('[U-1] [S-80] the main job offline and back: nothing lost, nothing doubled', async ({
  computer,
  newComputer,
  server,
}, info) => {
  test.setTimeout(240_000)
  const { page } = computer
  const frame = await signInAs(computer, server, 'ar')
  await frame.readyToWorkOffline()
  const sentBefore = computer.commandsSent()
  await computer.unplug()

  await test.step('register an employer with keys only', async () => {
    await page.keyboard.press('Control+n')
    await new EmployerForm(page).typeWithKeysOnly(EMPLOYER)
    await expect(frame.heading).toHaveText(NAME)
    expect(await computer.pointerPresses()).toBe(0)
  })

  await test.step('import the list of 250: 243 in, 7 back with reasons', async () => {
    const importing = new ImportPage(page)
    await importing.open()
    // The counter of the step before does count: this was a press.
    expect(await computer.pointerPresses()).toBeGreaterThan(0)
    await importing.choose(SAMPLE)
    expect(await importing.counts()).toEqual({ imported: 0, good: 243, bad: 7, total: 250 })
    await importing.importGood()
    await expect(page.getByText(/243 tenaga kerja sudah masuk/)).toBeVisible({ timeout: 30_000 })
    expect(await importing.counts()).toEqual({ imported: 243, good: 0, bad: 7, total: 250 })
    await expect(page.getByRole('button', { name: 'Buka perusahaan' })).toBeFocused()
    const [header, ...rows] = await readSheet(await readFile(await importing.saveBad()))
    const reason = header?.indexOf('ALASAN') ?? -1
    expect(header).toContain('NO_IDENTITAS')
    expect(rows).toHaveLength(7)
    const reasons = rows.map((row) => String(row[reason] ?? ''))
    expect(reasons.every((text) => text.length > 15)).toBe(true)
    expect(new Set(reasons).size).toBe(7)
  })

  const billed = await test.step('finalise the bill', async () => {
    await frame.openEmployer(NAME)
    await expect(page.getByRole('heading', { name: 'Tenaga kerja (243)' })).toBeVisible()
    await page.getByRole('button', { name: 'Buat tagihan' }).click()
    await page.getByRole('button', { name: 'Jelaskan angka' }).click()
    const receipt = page.getByRole('dialog')
    await expect(receipt).toContainText('PP')
    const explained = rupiah(await receipt.getByText(/^Rp/).last().textContent())
    await page.keyboard.press('Escape')
    await page.getByRole('button', { name: 'Finalkan tagihan' }).click()
    await expect(frame.heading).toHaveText(/^Tagihan \w+ \d{4}$/)
    const payable = rupiah(await factOf(page, 'Harus dibayar hari ini'))
    expect(payable).toBe(explained)
    expect(payable).toBeGreaterThan(1_000_000)
    return { payable, address: page.url() }
  })

  const code = await test.step('issue a code', async () => {
    await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
    await expect(page.getByText('Nomor kode di komputer ini: 500')).toBeVisible()
    await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
    const card = page.getByTestId('payment-code')
    await expect(card).toContainText('Sementara')
    await expect(card.getByRole('img', { name: /^Kode QR/ })).toBeVisible()
    const text = (await card.locator('strong').first().textContent()) ?? ''
    expect(text).toMatch(/^\d{4} \d{4} \d{4}$/)
    return text
  })

  let letterAddress = ''
  await test.step('letter and statement on paper, with the figures of the screen', async () => {
    for (const kind of ['Rincian tagihan', 'Surat penagihan']) {
      await frame.openEmployer(NAME)
      await page.getByTestId('payment-code').getByRole('link', { name: kind }).click()
      await expect(frame.heading).toHaveText(`${kind} — ${NAME}`)
      const paper = new LetterPage(page)
      expect(await paper.pagesDrawn()).toBeGreaterThan(0)
      const path = info.outputPath(`${kind.split(' ')[0]}.pdf`)
      await paper.saveAs(path)
      await picturesOfPdf(path)
      const text = await textOfPdf(path)
      expect(text).toContain(NAME)
      expect(text).toContain(grouped(billed.payable))
      expect(text.replace(/\D/g, '')).toContain(code.replaceAll(' ', ''))
      letterAddress = page.url()
    }
  })

  await test.step('reload, still offline: everything is there', async () => {
    expect((await computer.statusTexts()).join('\n')).toContain('Menunggu dikirim')
    await page.reload()
    await expect(frame.heading).toHaveText(`Surat penagihan — ${NAME}`)
    await frame.openEmployer(NAME)
    await expect(page.getByRole('heading', { name: 'Tenaga kerja (243)' })).toBeVisible()
    await expect(page.getByTestId('payment-code')).toContainText(code)
    await expect(page.getByRole('link', { name: /^Surat penagihan/ })).toHaveCount(2)
    await expect(frame.status).toContainText(/Menunggu dikirim \(\d+\)/)
    await expect(frame.status).toContainText('Tanpa jaringan')
    expect((await computer.statusTexts()).join('\n')).not.toContain('Terkirim semua')
    expect(computer.commandsSent()).toBe(sentBefore)
  })

  await test.step('reconnect: the server holds each thing once', async () => {
    await computer.plugIn()
    await frame.everythingSent()
    const employers = (await rowsOnServer(server, 'employer')).filter(
      ({ legalName }) => legalName === NAME,
    )
    expect(employers).toHaveLength(1)
    const ofEmployer = async (entity: string) =>
      (await rowsOnServer(server, entity)).filter(
        ({ employerId }) => employerId === employers[0]?.id,
      )
    expect(await ofEmployer('membership')).toHaveLength(243)
    const bills = await ofEmployer('bill')
    expect(bills).toHaveLength(1)
    expect(bills[0]).toMatchObject({ total: billed.payable, workerCount: 243 })
    const codes = await ofEmployer('paymentCode')
    expect(codes).toHaveLength(1)
    expect(codes[0]).toMatchObject({ code: code.replaceAll(' ', ''), status: 'ACTIVE' })
  })

  await test.step('syncing again sends nothing', async () => {
    const [sent, pushes] = [computer.commandsSent(), computer.pushes()]
    expect(sent).toBeGreaterThan(sentBefore)
    await frame.go('/status-kirim')
    const pulled = page.waitForResponse((response) => response.url().endsWith('/sync/pull'))
    await page.getByRole('button', { name: 'Kirim sekarang' }).click()
    await pulled
    await frame.everythingSent()
    expect([computer.commandsSent(), computer.pushes()]).toEqual([sent, pushes])
  })

  const second = await newComputer()
  const secondFrame = await signInAs(second, server, 'piutang')
  await test.step('a second officer sees it', async () => {
    await secondFrame.openEmployer(NAME)
    await expect(second.page.getByRole('heading', { name: 'Tenaga kerja (243)' })).toBeVisible()
    await expect(second.page.getByTestId('payment-code')).toContainText(code)
  })

  await test.step('the bank pays: code gone on both, bill settled, no more paper', async () => {
    await frame.openEmployer(NAME)
    await expect(page.getByTestId('payment-code')).toContainText('Aktif')
    await payAtBank(server, code, billed.payable)
    for (const each of [computer, second]) await expectCodeGone(each)
    await page.goto(billed.address)
    await expect(page.getByText(/^lunas \d{2}\/\d{2}\/\d{4}$/)).toBeVisible()
    await expectPrintRefused(frame, letterAddress)
    await second.page.goto(letterAddress.replace(computer.address, second.address))
    await expect(second.page.getByRole('alert')).toContainText('sudah lunas pada')
  })
  expect(await computer.offences()).toEqual([])
})

async function expectCodeGone({ page }: Computer): Promise<void> {
  await expect(page.getByTestId('payment-code')).toHaveCount(0, { timeout: 30_000 })
  await expect(page.getByText('Tidak ada kode bayar aktif.')).toBeVisible()
}

async function expectPrintRefused({ page }: Frame, address: string): Promise<void> {
  await page.goto(address)
  const today = new Intl.DateTimeFormat('id-ID', {
    day: '2-digit',
    month: '2-digit',
    year: 'numeric',
    timeZone: 'Asia/Jakarta',
  }).format(new Date())
  await expect(page.getByRole('alert')).toContainText('sudah lunas pada')
  await expect(page.getByRole('alert')).toContainText(today)
  await expect(page.getByRole('button', { name: 'Cetak' })).toHaveCount(0)
}

/** The value beside a label in a list of facts. */
async function factOf(page: Computer['page'], label: string): Promise<string | null> {
  return page
    .locator('dt', { hasText: label })
    .locator('xpath=following-sibling::dd[1]')
    .textContent()
}

function rupiah(text: string | null): number {
  return Number((text ?? '').replace(/[^\d]/g, ''))
}

function grouped(amount: number): string {
  return String(amount).replace(/\B(?=(\d{3})+$)/g, '.')
}
