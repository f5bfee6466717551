import { readdir, rm, stat, truncate, writeFile } from 'node:fs/promises'
import { randomBytes } from 'node:crypto'
import { join } from 'node:path'
import { expect, test } from '../support/e2e'
import { OwnComputer } from '../support/e2eProfile'
import { rowsOnServer, userOf } from '../support/e2eServerView'
import { EmployerForm, employerTyped, npwpOf } from './pages/employerForm'
import { Frame } from './pages/frame'
import { SignInPage } from './pages/signInPage'
import { signInAs } from './signIn'

// While the program is closed its database is deleted or spoilt. The journal lies elsewhere in the
// same profile.

const accidents = {
  deleted: (folder: string) => rm(folder, { recursive: true }),
  garbled: (folder: string) =>
    eachFile(folder, async (file) => writeFile(file, randomBytes((await stat(file)).size))),
  truncated: (folder: string) => eachFile(folder, (file) => truncate(file, 0)),
} as const

/**
 * The ways of both engines to fail: one begins anew by itself, the other reports damage. Garbage on
 * SQLite is missing: Chromium then also refuses to delete, see "What is not there yet".
 */
const cases = [
  { engine: 'LevelDB', accident: 'deleted' },
  { engine: 'LevelDB', accident: 'garbled' },
  { engine: 'SQLite', accident: 'truncated' },
] as const

let serial = 80

for (const { engine, accident } of cases) {
  test(`[S-313] the ${engine} database is ${accident} while closed: rebuilt, nothing unsent lost`, async ({
    server,
  }) => {
    test.setTimeout(180_000)
    const own = await OwnComputer.setUp(server.url, engine)
    try {
      const names = [1, 2, 3].map((n) => `PT ${engine} ${accident} ${n}`.toUpperCase())
      let computer = await own.start()
      await signInAs(computer, server, 'ar')
      await computer.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
      await computer.unplug()
      for (const legalName of names) {
        serial += 1
        const typed = employerTyped({ npwp: npwpOf(serial), legalName })
        await new EmployerForm(computer.page).register(typed)
      }
      await expect(new Frame(computer.page).status).toContainText('Menunggu dikirim (3)')
      await own.switchOff()

      await accidents[accident](own.databaseFolder)

      computer = await own.start()
      const { page } = computer
      await page.goto(computer.address)
      // The key of the journal was lost with the database; the server gives it at the sign-in.
      await expect(page.getByText('catatan cadangan yang terkunci')).toBeVisible()
      const signIn = new SignInPage(page)
      await signIn.submit(userOf(server, 'ar'))
      //
      await expect(page.getByText('ikut hilang bersama data lokal')).toBeVisible()

      own.cable.restore()
      await signIn.submit(userOf(server, 'ar'))
      await expect(
        page.getByText(
          /Data lokal rusak dan sudah dipulihkan \(\d+ (detik|menit)\)\. Tidak ada pekerjaan Anda yang hilang: 3 data menunggu dikirim, sama seperti sebelumnya\./,
        ),
      ).toBeVisible({ timeout: 60_000 })
      await new Frame(page).everythingSent()
      const there = (await rowsOnServer(server, 'employer')).map(({ legalName }) => legalName)
      expect(there.filter((name) => names.includes(String(name))).sort()).toEqual(names)

      await page.getByRole('button', { name: 'Tutup' }).first().click()
      await expect(page.getByText('Data lokal rusak')).toBeHidden()
      await page.reload()
      await expect(page.getByRole('heading', { name: /^Selamat / })).toBeVisible()
      await expect(page.getByText('Data lokal rusak')).toBeHidden()
    } finally {
      await own.scrap()
    }
  })
}

async function eachFile(folder: string, work: (file: string) => Promise<void>): Promise<void> {
  const entries = await readdir(folder, { recursive: true, withFileTypes: true })
  const files = entries.filter((entry) => entry.isFile())
  expect(files.length).toBeGreaterThan(0)
  for (const file of files) await work(join(file.parentPath, file.name))
}
