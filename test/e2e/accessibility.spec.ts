import type { Page, TestInfo } from '@playwright/test'
import { findViolations } from '../support/axe'
import { expect, test, type Computer } from '../support/e2e'
import { rowsOnServer } from '../support/e2eServerView'
import type { PracticeServer } from '../support/practiceServer'
import { DecisionsPage } from './pages/decisionsPage'
import { EmployerForm, employerTyped, npwpOf } from './pages/employerForm'
import { Frame } from './pages/frame'
import { signInAs } from './signIn'

// Every screen in both languages: no violation that axe can find, nothing that sticks out at
// 1366×768 or at 150 % zoom. PICTURES=1 also takes a picture of each, for people to look at.

const NORMAL = { width: 1366, height: 768 }
/** What is left of that screen at 150 % zoom. */
const ZOOMED = { width: 911, height: 512 }
/** Goes on after a failure, so that one run tells everything. */
const softly = expect.configure({ soft: true })
const LANGUAGES = ['id', 'en'] as const

// Recording every scan would take minutes.
test.use({ trace: 'off', contextOptions: { reducedMotion: 'reduce' } })

test('[U-4] the check finds what is wrong', async ({ page }) => {
  await page.setContent('<html lang="id"><title>A</title><main><h1>A</h1><input></main></html>')
  expect((await findViolations(page)).map(({ rule }) => rule)).toEqual(['label'])
  await page.setContent('<main><iframe title="a" srcdoc="<input>"></iframe></main>')
  await expect(findViolations(page)).rejects.toThrow('frames')
})

for (const language of LANGUAGES) {
  test(`[U-4] every screen with data is accessible (${language})`, async ({
    computer,
    server,
  }, info) => {
    test.setTimeout(240_000)
    const { page } = computer
    await page.goto(computer.address)
    await expect(page.getByRole('button', { name: 'Masuk' })).toBeVisible()
    await look(page, info, 'masuk')
    const frame = await signInAs(computer, server, 'ar')
    await setLanguage(frame, language)
    const { employerId, membershipId, billId, codeId, paidCodeId } = await exampleIds(server)
    const { member, project } = await segmentIds(server)
    const routes: Record<string, string> = {
      'hari-ini': '/',
      pendaftaran: '/pendaftaran',
      'perusahaan-baru': '/pendaftaran/perusahaan/baru',
      perusahaan: '/perusahaan',
      'halaman-perusahaan': `/perusahaan/${employerId}`,
      'ubah-perusahaan': `/perusahaan/${employerId}/ubah`,
      'ubah-tenaga-kerja': `/perusahaan/${employerId}/orang/${membershipId}`,
      'tenaga-kerja-baru': `/perusahaan/${employerId}/tenaga-kerja/baru`,
      impor: `/perusahaan/${employerId}/impor`,
      'tagihan-baru': `/perusahaan/${employerId}/tagihan-baru`,
      'kode-baru': `/perusahaan/${employerId}/kode-baru`,
      kunjungan: '/kunjungan',
      tagihan: '/tagihan',
      'halaman-tagihan': `/tagihan/${billId}`,
      rincian: `/surat/${codeId}/rincian`,
      penagihan: `/surat/${codeId}/penagihan`,
      'surat-lunas': `/surat/${paidCodeId}/rincian`,
      'bpu-proyek': '/bpu-proyek',
      'halaman-bpu': `/perusahaan/${member.id}`,
      'halaman-proyek': `/perusahaan/${project.id}`,
      'tagihan-bpu-baru': `/perusahaan/${member.id}/tagihan-baru`,
      'tagihan-proyek-baru': `/perusahaan/${project.id}/tagihan-baru`,
      'tagihan-bpu': `/tagihan/${member.billId}`,
      'tagihan-proyek': `/tagihan/${project.billId}`,
      keputusan: '/keputusan',
      'status-kirim': '/status-kirim',
      pengaturan: '/pengaturan',
      simulasi: '/simulasi',
      parameter: '/admin/tarif',
      'usulan-baru': '/admin/tarif/usulan-baru',
      'usulan-tidak-ada': '/admin/tarif/usulan/tidak-ada',
      'perusahaan-tidak-ada': '/perusahaan/tidak-ada',
      'tagihan-tidak-ada': '/tagihan/tidak-ada',
      'surat-tidak-ada': '/surat/tidak-ada/rincian',
      'halaman-tidak-ada': '/tidak-ada',
    }
    for (const [name, route] of Object.entries(routes)) {
      await test.step(name, async () => {
        await frame.go(route)
        if (route.startsWith(`/surat/${codeId}`)) {
          await expect(page.getByTestId('pdf-pages').locator('canvas').first()).toBeVisible()
        }
        await look(page, info, name)
      })
    }
  })

  test(`[U-4] dialogs, sheets and messages are accessible (${language})`, async ({
    computer,
    server,
  }, info) => {
    test.setTimeout(180_000)
    const { page } = computer
    const frame = await signInAs(computer, server, 'ar')
    await setLanguage(frame, language)
    const { billId, codeEmployerId } = await exampleIds(server)

    await test.step('keys', async () => {
      await frame.go('/')
      await frame.heading.click()
      await page.keyboard.press('?')
      await lookAtDialog(page, info, 'tombol-cepat')
    })
    await test.step('menu and search', async () => {
      await page.getByRole('button', { name: /^Menu / }).click()
      await expect(page.getByRole('menuitem').first()).toBeVisible()
      await look(page, info, 'menu-pengguna')
      await page.keyboard.press('Escape')
      await page.keyboard.press('Control+k')
      await page.keyboard.type('sekar')
      await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
      await look(page, info, 'cari')
      await page.keyboard.press('Escape')
    })
    await test.step('bill: explain and cancel', async () => {
      await frame.go(`/tagihan/${billId}`)
      await page.getByRole('button', { name: /^(Jelaskan angka|Explain)/ }).click()
      const sheet = page.getByRole('dialog')
      await expect(sheet).toBeVisible()
      await sheet
        .getByRole('button', { name: /^(Per tenaga kerja|Per worker)/ })
        .first()
        .click()
      await lookAtDialog(page, info, 'jelaskan-angka')
      await page.getByRole('button', { name: /^(Batalkan|Cancel) finalis/ }).click()
      await lookAtDialog(page, info, 'batalkan-tagihan')
    })
    await test.step('bills of a member and a project: explain', async () => {
      const { member, project } = await segmentIds(server)
      for (const [name, id] of [
        ['jelaskan-bpu', member.billId],
        ['jelaskan-proyek', project.billId],
      ] as const) {
        await frame.go(`/tagihan/${id}`)
        await page.getByRole('button', { name: /^(Jelaskan angka|Explain)/ }).click()
        await lookAtDialog(page, info, name)
      }
    })
    await test.step('code: cancel', async () => {
      await frame.go(`/perusahaan/${codeEmployerId}`)
      await page
        .getByTestId('payment-code')
        .getByRole('button', { name: /^(Batalkan kode|Cancel code)/ })
        .first()
        .click()
      await lookAtDialog(page, info, 'batalkan-kode')
    })
    await test.step('documents: refused, waiting, looked at, taken off', async () => {
      await frame.go(`/perusahaan/${codeEmployerId}`)
      const panel = page.getByRole('region', { name: /^(Dokumen|Documents)$/ })
      const attach = async (name: string, text: string): Promise<void> => {
        const choosing = page.waitForEvent('filechooser')
        await panel.getByRole('button', { name: /^(Lampirkan Izin|Attach Other licence)/ }).click()
        await (
          await choosing
        ).setFiles({ name, mimeType: 'application/pdf', buffer: Buffer.from(text) })
      }
      await attach('catatan.pdf', 'bukan PDF')
      await expect(panel.getByRole('alert')).toBeVisible()
      await look(page, info, 'dokumen-salah')
      // Bytes of its own in each language: the same file counts once.
      await attach('izin.pdf', `%PDF-1.4 ${language}`)
      await panel
        .getByRole('button', { name: /^(Lihat|View) izin.pdf$/ })
        .first()
        .click()
      await lookAtDialog(page, info, 'lihat-dokumen')
      await panel
        .getByRole('button', { name: /^(Hapus|Remove)$/ })
        .first()
        .click()
      await lookAtDialog(page, info, 'hapus-dokumen')
    })
    await test.step('form with mistakes', async () => {
      await frame.go('/pendaftaran/perusahaan/baru')
      const form = new EmployerForm(page)
      await expect(form.field('legalName')).toBeFocused()
      await form.fill({ legalName: 'PT PT Contoh', npwp: '123', picPhone: '0', ownerNik: '3516' })
      await page.keyboard.press('Control+s')
      await expect(page.getByRole('alert')).toBeVisible()
      await look(page, info, 'isian-salah')
      // The draft stands in the list, with its own dialog.
      await page.keyboard.press('Escape')
      await page
        .getByRole('button', { name: /^(Hapus draf|Delete draft)/ })
        .first()
        .click()
      await lookAtDialog(page, info, 'hapus-draf')
    })
    await test.step('file that cannot be used', async () => {
      await frame.go(`/perusahaan/${codeEmployerId}/impor`)
      const choosing = page.waitForEvent('filechooser')
      await page.getByRole('button', { name: /^(Pilih berkas|Choose)/ }).click()
      await (
        await choosing
      ).setFiles({
        name: 'catatan.xlsx',
        mimeType: 'text/plain',
        buffer: Buffer.from('bukan Excel'),
      })
      await expect(page.getByRole('alert')).toBeVisible()
      await look(page, info, 'berkas-salah')
    })
  })

  test(`[U-4] screens without data and without network are accessible (${language})`, async ({
    computer,
    newComputer,
    server,
  }, info) => {
    test.setTimeout(180_000)
    const { page, context } = computer
    await context.route('**/sync/pull', (route) => route.abort())
    await page.goto(computer.address)
    await page.getByLabel('Nama pengguna').fill('pad')
    await page.getByLabel('Kata sandi', { exact: true }).fill('salah')
    await page.keyboard.press('Enter')
    await expect(page.getByRole('alert')).toBeVisible()
    await look(page, info, 'masuk-salah')
    await page.getByLabel('Kata sandi', { exact: true }).fill(passwordOf(server, 'pad'))
    await page.keyboard.press('Enter')
    const frame = new Frame(page)
    await expect(page.getByRole('heading', { name: /^Selamat / })).toBeVisible()
    await setLanguage(frame, language)
    for (const [name, route] of Object.entries({
      'hari-ini': '/',
      pendaftaran: '/pendaftaran',
      perusahaan: '/perusahaan',
      kunjungan: '/kunjungan',
      tagihan: '/tagihan',
      keputusan: '/keputusan',
      'status-kirim': '/status-kirim',
      pengaturan: '/pengaturan',
      'bpu-proyek': '/bpu-proyek',
      'bpu-baru': '/pendaftaran/bpu/baru',
      'proyek-baru': '/pendaftaran/proyek/baru',
    })) {
      await frame.go(route)
      await look(page, info, `kosong-${name}`)
    }
    await test.step('a role that may not register', async () => {
      const other = await newComputer()
      const otherFrame = await signInAs(other, server, 'piutang')
      await setLanguage(otherFrame, language)
      await otherFrame.go('/pendaftaran/perusahaan/baru')
      await look(other.page, info, 'tanpa-hak')
    })
  })
}

test('[U-4] a card to decide is accessible in both languages', async ({
  newComputer,
  server,
}, info) => {
  test.setTimeout(180_000)
  const npwp = npwpOf(40)
  const [first, second]: [Computer, Computer] = [await newComputer(), await newComputer()]
  await signInAs(first, server, 'ar')
  await signInAs(second, server, 'pad')
  await second.unplug()
  await new EmployerForm(first.page).register(employerTyped({ npwp, legalName: 'PT Puspa Satu' }))
  await new EmployerForm(second.page).register(employerTyped({ npwp, legalName: 'PT Puspa Dua' }))
  await new Frame(first.page).everythingSent()
  const frame = new Frame(second.page)
  await frame.go('/status-kirim')
  await look(second.page, info, 'menunggu-id')
  await second.plugIn()
  await expect(frame.status).toContainText('Perlu keputusan Anda', { timeout: 60_000 })
  for (const language of LANGUAGES) {
    await setLanguage(frame, language)
    await frame.go('/keputusan')
    await expect(second.page.getByTestId('decision-card')).toBeVisible()
    await look(second.page, info, `kartu-${language}`)
    await second.page.getByRole('button', { name: /(Singkirkan dengan|Put aside with)/ }).click()
    await lookAtDialog(second.page, info, `singkirkan-${language}`)
  }
  // Nobody else's test finds the card.
  await setLanguage(frame, 'id')
  await new DecisionsPage(second.page).putAside('Sudah didaftarkan rekan')
  await frame.everythingSent()
})

/** axe, width at both sizes, picture. */
async function look(page: Page, info: TestInfo, name: string): Promise<void> {
  await expect(page.getByText('Memuat…')).toHaveCount(0)
  await takePicture(page, info, name)
  softly(await findViolations(page), `axe on ${name}`).toEqual([])
  await page.setViewportSize(ZOOMED)
  await expectFits(page, `${name} at 150 %`)
  await takePicture(page, info, `${name}-150`)
  await page.setViewportSize(NORMAL)
  await expectFits(page, name)
}

async function takePicture(page: Page, info: TestInfo, name: string): Promise<void> {
  if (process.env['PICTURES']) await page.screenshot({ path: info.outputPath(`${name}.png`) })
}

/** Nothing to scroll sideways; open menus need a moment to find their new place. */
async function expectFits(page: Page, name: string): Promise<void> {
  const sticksOut = (): Promise<number> =>
    page.evaluate(() => {
      const { scrollWidth, clientWidth } = document.documentElement
      return scrollWidth - clientWidth
    })
  await softly.poll(sticksOut, { message: `${name} sticks out (px)` }).toBeLessThanOrEqual(0)
}

async function lookAtDialog(page: Page, info: TestInfo, name: string): Promise<void> {
  const dialog = page.getByRole('dialog')
  await expect(dialog).toBeVisible()
  await look(page, info, name)
  await page.keyboard.press('Escape')
  await expect(dialog).toHaveCount(0)
}

async function setLanguage(frame: Frame, language: 'id' | 'en'): Promise<void> {
  await frame.go('/pengaturan')
  const name = language === 'en' ? 'English' : 'Bahasa Indonesia'
  await frame.page.getByRole('radiogroup').getByText(name, { exact: true }).click()
  await expect(frame.page.locator('html')).toHaveAttribute('lang', language)
}

async function exampleIds(server: PracticeServer) {
  const codes = await rowsOnServer(server, 'paymentCode')
  const bills = await rowsOnServer(server, 'bill')
  const today = new Date().toISOString().slice(0, 10)
  const ofEmployer = codes.filter(({ code }) => String(code).startsWith('1'))
  const live = get(
    ofEmployer.find(({ status, validUntil }) => status === 'ACTIVE' && String(validUntil) >= today),
  )
  const paid = get(ofEmployer.find(({ status }) => status === 'PAID'))
  const open = get(bills.find(({ status, segment }) => status === 'FINALIZED' && segment === 'PU'))
  const members = await rowsOnServer(server, 'membership')
  const member = get(members.find((row) => row['employerId'] === open['employerId']))
  return {
    codeId: live.id,
    codeEmployerId: String(live['employerId']),
    paidCodeId: paid.id,
    billId: open.id,
    employerId: String(open['employerId']),
    membershipId: member.id,
  }
}

/** A self-employed member, and a project that pays in terms, each with a bill. */
async function segmentIds(server: PracticeServer) {
  const bills = await rowsOnServer(server, 'bill')
  const projects = await rowsOnServer(server, 'project')
  const inTerms = projects.find(({ terms }) => Array.isArray(terms) && terms.length > 2)
  const projectBill = get(bills.find(({ employerId }) => employerId === inTerms?.id))
  const memberBill = get(
    bills.find(({ segment, status }) => segment === 'BPU' && status === 'FINALIZED'),
  )
  return {
    member: { id: String(memberBill['employerId']), billId: memberBill.id },
    project: { id: get(inTerms).id, billId: projectBill.id },
  }
}

function get<T>(value: T | undefined): T {
  if (value === undefined) throw new Error('the practice branch has no such example')
  return value
}

function passwordOf(server: PracticeServer, username: string): string {
  return get(server.info.users.find((user) => user.username === username)).password
}
