import { writeFile } from 'node:fs/promises'
import { basename } from 'node:path'
import type { Page } from '@playwright/test'
import { strToU8, zipSync } from 'fflate'
import { employerProfile, workerEntry } from '../support/samples'
import { TestDevice } from '../support/device'
import { expect, test } from '../support/e2e'
import { textOfPdf } from '../support/e2ePdf'
import { rowsOnServer, userOf } from '../support/e2eServerView'
import type { PracticeServer } from '../support/practiceServer'
import { makeXlsx } from '../unit/import/makeXlsx'
import { goodRow, tableOf } from '../unit/import/workerRows'
import { EmployerForm, employerTyped, nameOf, npwpOf } from './pages/employerForm'
import { Frame } from './pages/frame'
import { ImportPage } from './pages/importPage'
import { LetterPage } from './pages/letterPage'
import { signInAs } from './signIn'

// What people bring by mistake or on purpose: clear words, nothing lost, nothing executed.

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet'
const ATTACK = '<img src=x onerror="window.attacked=1">'

const PICTURE = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNkYPhfDwAChwGA60e6kgAAAABJRU5ErkJggg==',
  'base64',
)

const file = (name: string, content: Uint8Array | string) => ({
  name,
  mimeType: XLSX,
  buffer: Buffer.from(content),
})

test('[R-24] [U-5] files that cannot be used are refused in words, and the next one works', async ({
  computer,
  server,
}, info) => {
  // From the disk: content handed over by the test itself would hold up the page.
  const file = async (name: string, content: Uint8Array | string): Promise<string> => {
    const path = info.outputPath(name)
    await writeFile(path, content)
    return path
  }
  const { page } = computer
  const importing = await startImport(computer, server, 'PT Sawah Hijau Contoh', npwpOf(51))
  const cases: [string, string | RegExp][] = [
    [await file('foto.xlsx', PICTURE), 'Ini bukan berkas Excel. Pilih .xlsx atau .csv.'],
    [
      await file('catatan.csv', 'belanja;jumlah\nkertas;3'),
      'Judul kolom templat SIPP tidak ditemukan',
    ],
    [await file('daftar.docx', 'x'), 'Ini bukan berkas Excel. Pilih .xlsx atau .csv.'],
    [await file('besar.xlsx', workbookOf30Megabytes()), 'paling besar 10 MB'],
    [await file('panjang.xlsx', listOf100000()), /Daftar ini lebih dari 10\.?000 baris/],
    [await file('kosong.xlsx', ''), 'Berkas ini kosong'],
  ]
  for (const [bad, words] of cases) {
    await test.step(basename(bad), async () => {
      await startPulse(page)
      await importing.choose(bad)
      await expect(importing.problem).toContainText(words, { timeout: 30_000 })
      await expect(importing.problem).toContainText('Tidak ada data yang berubah')
      expect(await longestPause(page), 'longest pause of the page in ms').toBeLessThan(1_000)
    })
  }
  await importing.choose(await file('baik.xlsx', listOf([goodRow(5101)])))
  expect(await importing.counts()).toEqual({ imported: 0, good: 1, bad: 0, total: 1 })
  expect(await computer.offences()).toEqual([])
})

test('[R-22] formula cells are not believed: row returned, corrected here, then in', async ({
  computer,
  server,
}) => {
  const { page } = computer
  const importing = await startImport(computer, server, 'PT Batu Kali Contoh', npwpOf(52))
  const [header = [], first = [], second = []] = tableOf([goodRow(5201), goodRow(5202)])
  const wage = header.indexOf('UPAH')
  const rows = [
    header,
    first,
    second.map((cell, place) =>
      place === wage ? { formula: 'HYPERLINK("http://x.example")', cached: '9000000' } : cell,
    ),
  ]
  await importing.choose(file('rumus.xlsx', makeXlsx({ sheets: [{ name: 'data', rows }] })))
  expect(await importing.counts()).toEqual({ imported: 0, good: 1, bad: 1, total: 2 })
  await expect(page.getByText('Sel berisi rumus. Rumus tidak dihitung').first()).toBeVisible()
  await importing.importGood()
  await expect(page.getByText('1 tenaga kerja sudah masuk')).toBeVisible()

  // The correction survives a reload: the list is taken up again where it was.
  await page.reload()
  expect(await importing.counts()).toEqual({ imported: 1, good: 0, bad: 1, total: 2 })
  const cell = page.getByLabel('Baris 3, UPAH')
  await cell.fill('4750000')
  await cell.press('Enter')
  await importing.importGood()
  await expect(page.getByText('Semua 2 baris sudah masuk')).toBeVisible()
  await new Frame(page).everythingSent()
  const wages = (await rowsOnServer(server, 'membership'))
    .filter(({ nik }) => String(nik).endsWith('5202'))
    .map((row) => row['wage'])
  expect(wages).toEqual([4_750_000])
})

test('[U-6] markup in names is text: in forms, lists, pages, search and on paper', async ({
  computer,
  newComputer,
  server,
}, info) => {
  test.setTimeout(180_000)
  const { page } = computer
  const frame = await signInAs(computer, server, 'ar')
  const typed = employerTyped({
    npwp: npwpOf(53),
    legalName: `PT ${ATTACK} Contoh`,
    address: `Jalan ${ATTACK} Nomor 3`,
  })
  await new EmployerForm(page).register(typed)
  await page.getByRole('button', { name: 'Impor daftar Excel' }).click()
  const importing = new ImportPage(page)
  const people = [goodRow(5301), goodRow(5302, { NAMA_LENGKAP: ATTACK, ALAMAT: `Jl. ${ATTACK}` })]
  await importing.choose(file('markup.xlsx', listOf(people)))
  expect(await importing.counts()).toEqual({ imported: 0, good: 1, bad: 1, total: 2 })
  await expect(page.getByText(ATTACK).first()).toBeVisible()
  await importing.importGood()
  await expect(page.getByText('1 tenaga kerja sudah masuk')).toBeVisible()

  await frame.openEmployer(nameOf(typed))
  await page.getByRole('button', { name: 'Buat tagihan' }).click()
  await page.getByRole('button', { name: 'Finalkan tagihan' }).click()
  await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
  await page.getByRole('button', { name: 'Terbitkan kode bayar' }).click()
  await page.getByTestId('payment-code').getByRole('link', { name: 'Rincian tagihan' }).click()
  const paper = new LetterPage(page)
  await paper.pagesDrawn()
  const path = info.outputPath('markup.pdf')
  await paper.saveAs(path)
  expect((await textOfPdf(path)).replace(/\s/g, '')).toContain(nameOf(typed).replace(/\s/g, ''))
  await page.keyboard.press('Control+k')
  await page.keyboard.type('onerror')
  await page.keyboard.press('Escape')
  await frame.everythingSent()

  await test.step('what another program sends is text, too', async () => {
    const device = new TestDevice(server.url)
    await device.signIn(userOf(server, 'pad'))
    await device.pull()
    const employerId = crypto.randomUUID()
    const profile = employerProfile({ npwp: npwpOf(54), legalName: `CV ${ATTACK} SISIPAN` })
    const entry = workerEntry(5401, { fullName: `Sisipan ${ATTACK}` })
    const answer = await device.push([
      device.command(1, 'employer.register', { employerId, profile, acceptedFindings: [] }),
      device.command(2, 'worker.register', { employerId, entry }),
    ] as Parameters<TestDevice['push']>[0])
    expect(answer.status).toBe(200)
    const outcomes = answer.body.outcomes.map(({ outcome }) => outcome)
    expect(outcomes[0]).toBe('accepted')
    const other = await newComputer()
    const otherFrame = await signInAs(other, server, 'kabid')
    await otherFrame.openEmployer(`CV ${ATTACK} SISIPAN`)
    if (outcomes[1] === 'accepted') {
      await expect(other.page.getByText(`Sisipan ${ATTACK}`)).toBeVisible()
    }
    await expectNothingExecuted(other.page)
    expect(await other.offences()).toEqual([])
  })
  await expectNothingExecuted(page)
  expect(await computer.offences()).toEqual([])
})

async function startImport(
  computer: Parameters<typeof signInAs>[0],
  server: PracticeServer,
  legalName: string,
  npwp: string,
): Promise<ImportPage> {
  await signInAs(computer, server, 'ar')
  await new EmployerForm(computer.page).register(employerTyped({ legalName, npwp }))
  const importing = new ImportPage(computer.page)
  await importing.open()
  return importing
}

async function expectNothingExecuted(page: Page): Promise<void> {
  expect(await page.evaluate(() => 'attacked' in window)).toBe(false)
  await expect(page.locator('img[src="x"]')).toHaveCount(0)
}

function listOf(rows: readonly Map<string, string>[]): Uint8Array {
  return makeXlsx({ sheets: [{ name: 'data_tk_baru', rows: tableOf(rows) }] })
}

/** 100,000 workers in a real workbook; small on the disk because every row is alike. */
function listOf100000(): Uint8Array {
  const [header = [], row = []] = tableOf([goodRow(1)])
  const cells = (texts: readonly string[]): string =>
    texts.map((text) => `<c t="inlineStr"><is><t>${text}</t></is></c>`).join('')
  const body = `<row>${cells(row)}</row>`.repeat(100_000)
  const ns = 'xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"'
  const sheet = `<worksheet ${ns}><sheetData><row>${cells(header)}</row>${body}</sheetData></worksheet>`
  const rel = 'http://schemas.openxmlformats.org/officeDocument/2006/relationships'
  return zipSync({
    'xl/workbook.xml': strToU8(
      `<workbook ${ns} xmlns:r="${rel}"><sheets><sheet name="data" sheetId="1" r:id="rId1"/></sheets></workbook>`,
    ),
    'xl/_rels/workbook.xml.rels': strToU8(
      `<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship Id="rId1" Type="${rel}/worksheet" Target="worksheets/sheet1.xml"/></Relationships>`,
    ),
    'xl/worksheets/sheet1.xml': strToU8(sheet),
  })
}

/** A list with pictures in it, as companies send. */
function workbookOf30Megabytes(): Uint8Array {
  const picture = new Uint8Array(30 * 1024 * 1024)
  return zipSync(
    { 'xl/media/image1.bin': picture, 'xl/workbook.xml': strToU8('<workbook/>') },
    { level: 0 },
  )
}

/** Lets the page tick, so that standing still can be measured. */
async function startPulse(page: Page): Promise<void> {
  await page.evaluate(() => {
    const pulse = { last: performance.now(), longest: 0, timer: 0 }
    const before = (window as unknown as { pulse?: typeof pulse }).pulse
    if (before) clearInterval(before.timer)
    pulse.timer = setInterval(() => {
      const now = performance.now()
      pulse.longest = Math.max(pulse.longest, now - pulse.last)
      pulse.last = now
    }, 20) as unknown as number
    Object.assign(window, { pulse })
  })
}

async function longestPause(page: Page): Promise<number> {
  return page.evaluate(() => (window as unknown as { pulse: { longest: number } }).pulse.longest)
}
