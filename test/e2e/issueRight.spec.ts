import type { Page, TestInfo } from '@playwright/test'
import { formatDateLong, localDateOfInstant, addDays } from '#shared/domain/calendar/localDate'
import { findViolations } from '../support/axe'
import { expect, test } from '../support/e2e'
import { textOfPdf } from '../support/e2ePdf'
import { payAtBank, rowsOnServer, userOf } from '../support/e2eServerView'
import type { PracticeServer } from '../support/practiceServer'
import { LetterPage } from './pages/letterPage'
import { VisitsPage } from './pages/visitsPage'
import { signInAs } from './signIn'

// Journey J6: two laptops, one employer. Only the holder of the right makes a code offline.

interface Unpaid {
  readonly employerId: string
  readonly name: string
}

/** Employers with an unpaid month that no code is out for. */
async function unpaidEmployers(server: PracticeServer): Promise<Unpaid[]> {
  const bills = (await rowsOnServer(server, 'bill')).filter(({ segment }) => segment === 'PU')
  const statesOf = new Map<string, string[]>()
  for (const { employerId, status } of bills) {
    const key = String(employerId)
    statesOf.set(key, [...(statesOf.get(key) ?? []), String(status)])
  }
  const wanted = [...statesOf].filter(
    ([, states]) => states.includes('FINALIZED') && !states.includes('CODE_ISSUED'),
  )
  const employers = new Map((await rowsOnServer(server, 'employer')).map((row) => [row.id, row]))
  return wanted.map(([employerId]) => ({
    employerId,
    name: String(employers.get(employerId)?.['legalName']),
  }))
}

/** A picture for people, and nothing that axe can find. */
async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await page.screenshot({ path: info.outputPath(`${name}.png`), fullPage: true })
  expect(await findViolations(page), `axe on ${name}`).toEqual([])
}

const tomorrow = () => addDays(localDateOfInstant(new Date().toISOString()), 1)

test('[C-115] [C-120] [C-121] two laptops, one employer: only the holder makes a code offline', async ({
  computer: holder,
  newComputer,
  server,
}, info) => {
  test.setTimeout(240_000)
  const [unpaid, second] = await unpaidEmployers(server)
  if (!unpaid || !second) throw new Error('the practice branch has no unpaid employers')
  const { employerId, name } = unpaid
  const frame = await signInAs(holder, server, 'ar')
  await frame.readyToWorkOffline()
  const other = await newComputer()
  const otherFrame = await signInAs(other, server, 'piutang')
  const holderName = userOf(server, 'ar').name
  const otherName = userOf(server, 'piutang').name
  const visits = new VisitsPage(holder.page)

  await test.step('prepare the visit: two rights in one go, with keys only', async () => {
    await visits.open()
    await expect(visits.readiness).toContainText('belum')
    await expect(visits.readiness).toContainText('Belum ada hak yang dipegang')
    const presses = await holder.pointerPresses()
    await visits.take([name, second.name])
    await expect(visits.readiness).toContainText('Siap bekerja tanpa jaringan: ya', {
      timeout: 30_000,
    })
    await expect(visits.readiness).toContainText('500 nomor kode; hak untuk 2 perusahaan')
    expect(await holder.pointerPresses()).toBe(presses)
    await look(holder.page, info, 'siapkan-kunjungan')
  })

  await test.step('the colleague sees who holds it', async () => {
    await otherFrame.openEmployer(name)
    await expect(other.page.getByTestId('issue-right')).toContainText(
      `dipegang ${holderName} s.d. ${formatDateLong(tomorrow())}`,
      { timeout: 30_000 },
    )
    await look(other.page, info, 'perusahaan-rekan')
    await otherFrame.go('/perusahaan')
    await other.page.getByLabel('Cari perusahaan').fill(name)
    await expect(other.page.getByRole('grid')).toContainText(`hak ${holderName}`)
    await look(other.page, info, 'daftar-rekan')
  })

  await holder.unplug()
  await other.unplug()
  await test.step('offline: the other cannot issue, sees why and asks', async () => {
    const { page } = other
    await otherFrame.go(`/perusahaan/${employerId}/kode-baru`)
    await expect(page.getByTestId('right')).toContainText(`dipegang ${holderName}`)
    await expect(page.getByRole('button', { name: 'Terbitkan kode bayar' })).toBeDisabled()
    await look(page, info, 'tidak-boleh')
    await page.getByRole('button', { name: 'Minta hak' }).click()
    await expect(page.getByText(`Sudah diminta; ${holderName}`)).toBeVisible()
  })

  const code =
    await test.step('offline: the holder makes a code, until the right ends', async () => {
      const { page } = holder
      await frame.go(`/perusahaan/${employerId}/kode-baru`)
      await expect(page.getByTestId('right')).toContainText('dipegang komputer ini')
      await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
      const card = page.getByTestId('payment-code')
      await expect(card).toContainText('Sementara — aktif setelah terkirim ke server')
      await look(page, info, 'sementara')
      const shown = (await card.locator('strong').first().textContent()) ?? ''
      await card.getByRole('link', { name: 'Rincian tagihan' }).click()
      const paper = new LetterPage(page)
      expect(await paper.pagesDrawn()).toBeGreaterThan(0)
      const path = info.outputPath('rincian.pdf')
      await paper.saveAs(path)
      const text = (await textOfPdf(path)).replace(/\s+/g, ' ')
      expect(text).toContain('SEMENTARA')
      expect(text).toContain(`Berlaku s.d. ${formatDateLong(tomorrow())}`)
      await frame.go(`/perusahaan/${employerId}`)
      return shown
    })

  await test.step('back in the network: active, seen by both, and the holder is asked', async () => {
    await other.plugIn()
    await otherFrame.everythingSent()
    await holder.plugIn()
    await frame.everythingSent()
    await expect(holder.page.getByTestId('payment-code')).toContainText('Aktif')
    const notice = holder.page.getByTestId('ask-notice')
    await expect(notice).toContainText(`${otherName} meminta hak`, { timeout: 60_000 })
    await look(holder.page, info, 'diminta')
    await otherFrame.go(`/perusahaan/${employerId}`)
    await expect(other.page.getByTestId('payment-code')).toContainText(code, { timeout: 60_000 })
  })

  await test.step('one key gives the right back', async () => {
    await holder.page.keyboard.press('Alt+l')
    await expect(holder.page.getByTestId('ask-notice')).toHaveCount(0)
    await expect(other.page.getByText('Tidak ada yang memegang hak.')).toBeVisible({
      timeout: 60_000,
    })
  })

  await test.step('payment: gone within 30 seconds online, with the next sync offline', async () => {
    const codes = await rowsOnServer(server, 'paymentCode')
    const row = codes.find((one) => one['code'] === code.replaceAll(' ', ''))
    await holder.unplug()
    await payAtBank(server, code, Number(row?.['amount']))
    await expect(other.page.getByTestId('payment-code')).toHaveCount(0, { timeout: 30_000 })
    await expect(holder.page.getByTestId('payment-code')).toHaveCount(1)
    await holder.plugIn()
    await expect(holder.page.getByTestId('payment-code')).toHaveCount(0, { timeout: 60_000 })
    for (const each of [holder, other]) {
      await each.page.goto(`${each.address}#/surat/${row?.id}/rincian`)
      await expect(each.page.getByRole('alert')).toContainText('sudah lunas pada')
      await expect(each.page.getByRole('button', { name: 'Cetak' })).toHaveCount(0)
    }
  })
  for (const each of [holder, other]) expect(await each.offences()).toEqual([])
})

test('[C-114] online without a right: shown only after the server’s word, also when the line breaks', async ({
  computer,
  server,
}, info) => {
  test.setTimeout(120_000)
  const unpaid = (await unpaidEmployers(server)).at(-1)
  if (!unpaid) throw new Error('the practice branch has no unpaid employer')
  const { page, context } = computer
  const frame = await signInAs(computer, server, 'piutang')
  await frame.readyToWorkOffline()
  await frame.go(`/perusahaan/${unpaid.employerId}/kode-baru`)
  await expect(page.getByTestId('right')).toContainText('Tidak ada yang memegang hak')

  // The line breaks between the question and the answer.
  await context.route('**/sync/push', (route) => route.abort())
  await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
  await expect(page.getByText('Jaringan terputus sebelum server menjawab')).toBeVisible({
    timeout: 30_000,
  })
  await look(page, info, 'terputus')
  await frame.go(`/perusahaan/${unpaid.employerId}`)
  await expect(page.getByTestId('unseen-code')).toContainText('Menunggu server')
  await expect(page.getByTestId('payment-code')).toHaveCount(0)
  await look(page, info, 'menunggu')

  await context.unroute('**/sync/push')
  await frame.go('/status-kirim')
  await expect(page.getByText('Permintaan kode bayar')).toBeVisible()
  await page.getByRole('button', { name: 'Kirim sekarang' }).click()
  await frame.everythingSent()
  await frame.go(`/perusahaan/${unpaid.employerId}`)
  await expect(page.getByTestId('payment-code')).toContainText('Aktif')
})
