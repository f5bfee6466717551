import type { CDPSession } from '@playwright/test'
import { expect, test, type Computer } from '../support/e2e'
import { rowsOnServer } from '../support/e2eServerView'
import { EmployerForm, employerTyped, nameOf, npwpOf } from './pages/employerForm'
import { Frame } from './pages/frame'
import { signInAs } from './signIn'

// The browser takes no more, by the same error as on a full disk: its quota is taken away.

test('[H-34] a write that is not taken is told within 1 s, stops new work, and loses no input', async ({
  computer,
  server,
}, info) => {
  const { page } = computer
  const typed = employerTyped({ npwp: npwpOf(71), legalName: 'PT Ruang Penuh Contoh' })
  await signInAs(computer, server, 'ar')
  await new Frame(page).everythingSent()
  const quota = await Quota.of(computer)
  const notice = page.getByTestId('guard-notice')
  const form = new EmployerForm(page)
  await form.open()
  await form.fill(typed)

  await quota.takeAway()
  await page.keyboard.press('Control+s')
  const pressed = Date.now()
  await expect(notice).toContainText('tidak dapat menyimpan lagi')
  expect(Date.now() - pressed).toBeLessThan(1_000)
  await expect(page.getByText('pekerjaan ini belum tersimpan')).toBeVisible()
  await page.screenshot({ path: info.outputPath('diskFull.png') })
  const { village = '', ...kept } = await form.values()
  expect(kept).toMatchObject({ legalName: typed['legalName'], npwp: typed['npwp'] })
  expect(village).toBe('')
  expect(await rowsOnServer(server, 'employer')).not.toContainEqual(
    expect.objectContaining({ legalName: nameOf(typed) }),
  )

  await test.step('with room again the same form is saved', async () => {
    await quota.giveBack()
    await page.getByRole('button', { name: 'Periksa lagi' }).click()
    await expect(notice).toBeHidden()
    await page.keyboard.press('Control+s')
    await expect(new Frame(page).heading).toHaveText(nameOf(typed))
    await new Frame(page).everythingSent()
    expect(await rowsOnServer(server, 'employer')).toContainEqual(
      expect.objectContaining({ legalName: nameOf(typed) }),
    )
  })
})

/** How much the browser lets the application keep. */
class Quota {
  private constructor(
    private readonly session: CDPSession,
    private readonly origin: string,
  ) {}

  static async of({ context, page, address }: Computer): Promise<Quota> {
    return new Quota(await context.newCDPSession(page), new URL(address).origin)
  }

  async takeAway(): Promise<void> {
    const { origin } = this
    await this.session.send('Storage.overrideQuotaForOrigin', { origin, quotaSize: 1 })
  }

  async giveBack(): Promise<void> {
    await this.session.send('Storage.overrideQuotaForOrigin', { origin: this.origin })
  }
}
