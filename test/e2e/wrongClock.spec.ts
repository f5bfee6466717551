import type { BrowserContext } from '@playwright/test'
import { expect, test } from '../support/e2e'
import { rowsOnServer, userOf } from '../support/e2eServerView'
import { EmployerForm, employerTyped, npwpOf } from './pages/employerForm'
import { SignInPage } from './pages/signInPage'
import { signInAs } from './signIn'

const DAY = 24 * 60 * 60_000

/** The pages of this computer live so many days ahead of everybody else. */
async function setClockAhead(context: BrowserContext, days: number): Promise<void> {
  await context.addInitScript((ahead: number) => {
    const RealDate = Date
    class ShiftedDate extends RealDate {
      constructor(...given: unknown[]) {
        if (given.length === 0) super(ShiftedDate.now())
        else super(...(given as [number]))
      }
      static override now(): number {
        return RealDate.now() + ahead
      }
    }
    Object.assign(globalThis, { Date: ShiftedDate })
  }, days * DAY)
}

for (const days of [400, -400]) {
  test(`[A-54] a clock ${days} days off keeps nobody out, online or offline`, async ({
    computer,
    server,
  }) => {
    await setClockAhead(computer.context, days)
    const frame = await signInAs(computer, server, 'pad')
    const { page } = computer
    await page.reload()
    await frame.everythingSent()
    await expect(frame.heading).toHaveText(/^Selamat /)

    await computer.unplug()
    await frame.signOut()
    const signIn = new SignInPage(page)
    await signIn.submit(userOf(server, 'pad'))
    await expect(frame.heading).toHaveText(/^Selamat /)
    await page.reload()
    await expect(frame.heading).toHaveText(/^Selamat /)

    const npwp = npwpOf(days > 0 ? 63 : 64)
    await new EmployerForm(page).register(employerTyped({ npwp, legalName: 'PT Jam Keliru' }))
    await expect(frame.status).toContainText('Menunggu dikirim (1)')
    await computer.plugIn()
    await frame.everythingSent()
    const rows = await rowsOnServer(server, 'employer')
    const [employer] = rows.filter((row) => row['npwp'] === npwp)
    const registered = employer?.['registered'] as { at: string } | undefined
    expect(Math.abs(Date.parse(registered?.at ?? '') - Date.now())).toBeLessThan(DAY)
  })
}
