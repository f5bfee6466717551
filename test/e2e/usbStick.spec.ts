import { readFile } from 'node:fs/promises'
import { findViolations } from '../support/axe'
import { expect, test } from '../support/e2e'
import { rowsOnServer } from '../support/e2eServerView'
import { EmployerForm, employerTyped, nameOf, npwpOf } from './pages/employerForm'
import { Frame } from './pages/frame'
import { signInAs } from './signIn'

// A laptop that gets no line hands its work over on a stick; later it comes back by itself.

test('[U-66] work goes by stick to another computer, and is there once when its own comes back', async ({
  newComputer,
  server,
}, info) => {
  const [field, office] = [await newComputer(), await newComputer()]
  await signInAs(field, server, 'ar')
  await signInAs(office, server, 'pad')
  await field.unplug()
  const npwp = npwpOf(61)
  const typed = employerTyped({ npwp, legalName: 'PT Tanpa Kabel Contoh' })
  await new EmployerForm(field.page).register(typed)
  const frame = new Frame(field.page)
  await frame.go('/status-kirim')
  await expect(field.page.getByRole('grid').first()).toContainText(nameOf(typed))
  await field.page.evaluate(() => Reflect.deleteProperty(window, 'showSaveFilePicker'))
  const download = field.page.waitForEvent('download')
  await field.page.getByRole('button', { name: 'Simpan ke USB' }).click()
  const path = await (await download).path()
  await expect(field.page.getByText('1 pekerjaan disimpan ke berkas.')).toBeVisible()
  await field.page.screenshot({ path: info.outputPath('asal.png'), fullPage: true })
  expect(await readFile(path, 'utf8')).not.toContain('Kabel')

  const atOffice = new Frame(office.page)
  await atOffice.go('/status-kirim')
  for (const sentence of ['Diambil: 1 pekerjaan.', 'Berkas ini sudah pernah diambil di sini']) {
    const chooser = office.page.waitForEvent('filechooser')
    await office.page.getByRole('button', { name: 'Ambil dari USB' }).click()
    await (
      await chooser
    ).setFiles({
      name: 'kerja.loket',
      mimeType: 'application/octet-stream',
      buffer: await readFile(path),
    })
    await expect(office.page.getByText(sentence)).toBeVisible()
  }
  await expect(office.page.getByTestId('carried-file')).toContainText('1 diterima, 0 ditolak', {
    timeout: 60_000,
  })
  await office.page.screenshot({ path: info.outputPath('pembawa.png'), fullPage: true })
  expect(await findViolations(office.page)).toEqual([])

  await field.plugIn()
  await frame.everythingSent()
  const employers = (await rowsOnServer(server, 'employer')).filter((row) => row['npwp'] === npwp)
  expect(employers.map(({ legalName }) => legalName)).toEqual([nameOf(typed)])
  await frame.go('/status-kirim')
  await expect(field.page.getByText('Tidak ada yang menunggu.')).toBeVisible()
})
