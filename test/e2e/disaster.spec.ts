import { readFile, rm } from 'node:fs/promises'
import { findViolations } from '../support/axe'
import { expect, test, type Computer } from '../support/e2e'
import { OwnComputer, type StorageEngine } from '../support/e2eProfile'
import { rowsOnServer, userOf } from '../support/e2eServerView'
import type { PracticeServer } from '../support/practiceServer'
import {
  EmployerForm,
  employerTyped,
  nameOf,
  npwpOf,
  type EmployerTyped,
} from './pages/employerForm'
import { Frame } from './pages/frame'
import { SignInPage } from './pages/signInPage'
import { signInAs } from './signIn'

// Everything that can happen to one computer, one thing after the other. The browser's quota stands
// in for a small disk; real disks are filled by npm run test:disk.

let serial = 900

for (const engine of ['LevelDB', 'SQLite'] as const) {
  test(`[J9] full disk, restart, lost database, new computer: nothing is lost (${engine})`, async ({
    server,
    newComputer,
  }, info) => {
    test.setTimeout(300_000)
    const own = await OwnComputer.setUp(server.url, engine)
    const [first, second, third, fourth] = [1, 2, 3, 4].map((n) => typedBy(engine, n))
    if (!first || !second || !third || !fourth) throw new Error('four are needed')
    try {
      let computer = await own.start()
      await signInAs(computer, server, 'ar')
      await computer.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
      await computer.unplug()
      await new EmployerForm(computer.page).register(first)
      await new EmployerForm(computer.page).register(second)

      await test.step('the disk is full during work', async () => {
        const { page } = computer
        const form = new EmployerForm(page)
        await form.open()
        await form.fill(third)
        await setDisk(computer, 'full')
        await page.keyboard.press('Control+s')
        const notice = page.getByTestId('guard-notice')
        await expect(notice).toContainText('Komputer ini tidak dapat menyimpan lagi')
        await expect(notice).toContainText('Yang baru saja diketik tetap di formulir')
        await expect(form.field('legalName')).toHaveValue(third['legalName'] ?? '')
        await expect(new Frame(page).status).toContainText('Menunggu dikirim (2)')
        await page.screenshot({ path: info.outputPath('1-penuh.png') })
        expect(await findViolations(page)).toEqual([])
      })

      await test.step('it starts while the disk is full', async () => {
        await own.switchOff()
        computer = await own.start()
        await setDisk(computer, 'full')
        await computer.unplug()
        const { page } = computer
        await page.goto(computer.address)
        await expect(new Frame(page).status).toContainText('Menunggu dikirim (2)')
        // Only now there is a page that can be asked whether the browser has taken it in.
        await setDisk(computer, 'full')
        await new Frame(page).openEmployer(nameOf(second))
        await page.screenshot({ path: info.outputPath('2-mulai-saat-penuh.png') })
        const form = new EmployerForm(page)
        await form.open()
        await form.fill(third)
        await page.keyboard.press('Control+s')
        await expect(page.getByTestId('guard-notice')).toContainText('tidak dapat menyimpan lagi')
        await expect(new Frame(page).status).toContainText('Menunggu dikirim (2)')
      })

      await test.step('what was saved is sent while the disk is full', async () => {
        const { page } = computer
        await computer.plugIn()
        await expect
          .poll(() => namesOnServer(server), { timeout: 60_000 })
          .toEqual(expect.arrayContaining([first, second].map(nameOf)))
        // Its answer cannot be kept: the computer goes on saying that it waits.
        await expect(new Frame(page).status).toContainText('Data dari server belum dapat disimpan')
        await expect(new Frame(page).status).toContainText('Menunggu dikirim (2)')
        await page.screenshot({ path: info.outputPath('3-terkirim-saat-penuh.png') })
        await computer.unplug()
        // An answer that was on its way may still be kept once there is room: this one has ended.
        await expect(new Frame(page).status).toContainText('Tanpa jaringan')
      })

      await test.step('there is room again: the form that was refused is saved', async () => {
        const { page } = computer
        await setDisk(computer, 'free')
        await page.getByRole('button', { name: 'Periksa lagi' }).click()
        await expect(page.getByTestId('guard-notice')).toBeHidden()
        await page.keyboard.press('Control+s')
        await expect(new Frame(page).heading).toHaveText(nameOf(third))
        await expect(new Frame(page).status).toContainText('Menunggu dikirim (3)')
      })

      await test.step('its database is deleted while it is off', async () => {
        await own.switchOff()
        await rm(own.databaseFolder, { recursive: true })
        own.cable.restore()
        computer = await own.start()
        const { page } = computer
        await page.goto(computer.address)
        await expect(page.getByText('catatan cadangan yang terkunci')).toBeVisible()
        await page.screenshot({ path: info.outputPath('4-terkunci.png') })
        await new SignInPage(page).submit(userOf(server, 'ar'))
        await expect(
          page.getByText('Tidak ada pekerjaan Anda yang hilang: 3 data menunggu dikirim'),
        ).toBeVisible({ timeout: 60_000 })
        await page.screenshot({ path: info.outputPath('5-dipulihkan.png') })
        await new Frame(page).everythingSent()
      })

      const stick = await test.step('work without a line is kept on a stick', async () => {
        await computer.unplug()
        await new EmployerForm(computer.page).register(fourth)
        return saveToStick(computer)
      })

      await test.step('a new computer takes its place', async () => {
        await own.switchOff()
        const next = await newComputer()
        await signInAs(next, server, 'ar')
        await takeFromStick(next, stick)
        await expect(next.page.getByTestId('carried-file')).toContainText('1 diterima, 0 ditolak', {
          timeout: 60_000,
        })
        await next.page.screenshot({ path: info.outputPath('6-komputer-baru.png') })
        for (const typed of [first, second, third, fourth]) {
          await new Frame(next.page).openEmployer(nameOf(typed))
        }
      })

      const ours = [first, second, third, fourth].map(nameOf)
      const there = await namesOnServer(server)
      expect(there.filter((name) => ours.includes(name)).sort()).toEqual(ours)
    } finally {
      await own.scrap()
    }
  })
}

async function namesOnServer(server: PracticeServer): Promise<string[]> {
  return (await rowsOnServer(server, 'employer')).map(({ legalName }) => String(legalName))
}

function typedBy(engine: StorageEngine, n: number): EmployerTyped {
  serial += 1
  return employerTyped({
    npwp: npwpOf(serial),
    legalName: `PT ${engine} Bencana ${n}`.toUpperCase(),
  })
}

/**
 * The browser takes no more, or does again. It goes by an older answer for half a minute: what it
 * still takes meanwhile is not the program's.
 */
async function setDisk(
  { page, context, address }: Computer,
  state: 'full' | 'free',
): Promise<void> {
  const session = await context.newCDPSession(page)
  const { origin } = new URL(address)
  await session.send('Storage.overrideQuotaForOrigin', {
    origin,
    ...(state === 'full' && { quotaSize: 1 }),
  })
  if (!page.url().startsWith(origin)) return
  await expect
    .poll(() => page.evaluate(takesAWrite), { timeout: 60_000, intervals: [1_000] })
    .toBe(state === 'free')
}

/** Runs in the page, on a database of its own. */
function takesAWrite(): Promise<boolean> {
  return new Promise((resolve) => {
    const opening = indexedDB.open('probe-of-the-test', 1)
    opening.onupgradeneeded = () => opening.result.createObjectStore('rows')
    opening.onerror = () => resolve(false)
    opening.onsuccess = () => {
      const db = opening.result
      const writing = db.transaction('rows', 'readwrite')
      writing.objectStore('rows').put('x'.repeat(1_000), 'row')
      writing.oncomplete = () => resolve((db.close(), true))
      writing.onabort = () => resolve((db.close(), false))
    }
  })
}

async function saveToStick({ page }: Computer): Promise<Buffer> {
  await new Frame(page).go('/status-kirim')
  // The button moves while what waits is read: a key press cannot miss it.
  const download = page.waitForEvent('download', { timeout: 60_000 })
  await page.getByRole('button', { name: 'Simpan ke USB' }).press('Enter')
  // Also names what went wrong, should it.
  await expect(page.getByText('1 pekerjaan disimpan ke berkas')).toBeVisible({ timeout: 60_000 })
  return readFile(await (await download).path())
}

async function takeFromStick({ page }: Computer, buffer: Buffer): Promise<void> {
  await new Frame(page).go('/status-kirim')
  const chooser = page.waitForEvent('filechooser')
  await page.getByRole('button', { name: 'Ambil dari USB' }).click()
  const file = { name: 'kerja.loket', mimeType: 'application/octet-stream', buffer }
  await (await chooser).setFiles(file)
  await expect(page.getByText('Diambil: 1 pekerjaan.')).toBeVisible()
}
