import { expect, test } from '../support/e2e'
import { userOf } from '../support/e2eServerView'
import { DecisionsPage } from './pages/decisionsPage'
import { EmployerForm, employerTyped, npwpOf } from './pages/employerForm'
import { Frame } from './pages/frame'
import { SignInPage } from './pages/signInPage'
import { signInAs } from './signIn'

test('[H-18] [A-33] with the server down the program opens and lets the known person in', async ({
  computer,
  server,
}) => {
  const { page, address } = computer
  const frame = await signInAs(computer, server, 'ar')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await frame.signOut()
  const signIn = new SignInPage(page)
  await computer.unplug()

  await page.goto(address)
  await expect(page.getByText('Tanpa jaringan. Anda dapat masuk')).toBeVisible()
  const ar = userOf(server, 'ar')
  await signIn.submit({ username: 'ar', password: 'bukan ini' })
  await expect(signIn.problem).toContainText('Sisa 4 kali')
  await signIn.submit({ username: 'ar', password: 'juga bukan' })
  await expect(signIn.problem).toContainText('Sisa 3 kali')
  await signIn.submit(userOf(server, 'kabid'))
  await expect(signIn.problem).toContainText('belum pernah masuk di komputer ini')
  await signIn.submit(ar)
  await expect(page.getByRole('heading', { name: /^Selamat / })).toBeVisible()
  await expect(frame.status).toContainText('Tanpa jaringan')
  await frame.go('/perusahaan')
  await expect(page.getByText(/^\d+ perusahaan di cabang ini/)).not.toContainText(/^0 /)
  expect(await computer.offences()).toEqual([])
})

test('[A-34] five wrong passwords offline: wait, work stays', async ({ computer, server }) => {
  const { page, address } = computer
  const frame = await signInAs(computer, server, 'pad')
  await page.waitForFunction(() => navigator.serviceWorker.controller !== null)
  await frame.signOut()
  await computer.unplug()
  await page.goto(address)
  const signIn = new SignInPage(page)
  for (const left of [4, 3, 2, 1]) {
    await signIn.submit({ username: 'pad', password: `salah ${left}` })
    await expect(signIn.problem).toContainText(`Sisa ${left} kali`)
  }
  await signIn.submit({ username: 'pad', password: 'salah' })
  await expect(signIn.problem).toContainText('Coba lagi dalam 1 menit')
  await signIn.submit(userOf(server, 'pad'))
  await expect(signIn.problem).toContainText('Terlalu banyak percobaan')
})

test('[U-3] the status line tells the truth in all four states, in both languages', async ({
  computer,
  newComputer,
  server,
}) => {
  const { page } = computer
  const npwp = npwpOf(6)
  const frame = await signInAs(computer, server, 'ar')
  await expect(frame.status).toContainText(/Terkirim semua, pukul \d\d\.\d\d/)
  await expect(frame.status).toContainText(/Data cabang per \d\d\.\d\d/)
  await computer.unplug()

  await new EmployerForm(page).register(employerTyped({ npwp, legalName: 'PT Citra Satu' }))
  await expect(frame.status).toContainText('Tersimpan di komputer ini')
  await expect(frame.status).toContainText(/Menunggu dikirim \(1\), tertua pukul \d\d\.\d\d/)
  await expect(frame.status).toContainText('Tanpa jaringan — Anda tetap bisa bekerja')

  await page.getByRole('button', { name: /^Menu / }).click()
  await page.getByRole('menuitem', { name: 'English' }).click()
  await expect(frame.status).toContainText(/Waiting to be sent \(1\)/)
  await page.reload()
  await expect(frame.status).toContainText(/Waiting to be sent \(1\)/)
  await expect(page.locator('html')).toHaveAttribute('lang', 'en')
  await page
    .getByRole('button', { name: /^Menu of|menu$|^Menu/ })
    .first()
    .click()
  await page.getByRole('menuitem', { name: 'Bahasa Indonesia' }).click()
  await expect(page.locator('html')).toHaveAttribute('lang', 'id')

  const other = await newComputer()
  const otherFrame = await signInAs(other, server, 'pad')
  await new EmployerForm(other.page).register(employerTyped({ npwp, legalName: 'PT Citra Dua' }))
  await otherFrame.everythingSent()
  await computer.plugIn()
  await expect(frame.status).toContainText('Perlu keputusan Anda (1)', { timeout: 60_000 })
  expect(await frame.status.getAttribute('data-state')).toBe('needsDecision')
  expect((await computer.statusTexts()).at(-1)).not.toContain('Terkirim semua')

  await new DecisionsPage(page).putAside('Sudah didaftarkan rekan')
  await frame.everythingSent()
})

test('[U-3] a server that answers nonsense is trouble, not success', async ({
  computer,
  server,
}) => {
  const frame = await signInAs(computer, server, 'piutang')
  await computer.context.route('**/sync/pull', (route) =>
    route.fulfill({ status: 500, body: 'kaput' }),
  )
  await frame.go('/status-kirim')
  await computer.page.getByRole('button', { name: 'Kirim sekarang' }).click()
  await expect(frame.status).toContainText('Server sedang bermasalah')
  await computer.context.unroute('**/sync/pull')
  await computer.page.getByRole('button', { name: 'Kirim sekarang' }).click()
  await expect(frame.status).not.toContainText('Server sedang bermasalah')
  await new Frame(computer.page).everythingSent()
})
