import type { Page } from '@playwright/test'
import { expect, test, type Computer } from '../support/e2e'
import type { PracticeServer } from '../support/practiceServer'
import { EmployerForm } from './pages/employerForm'
import { signInAs } from './signIn'

// The kind of business is typed in passing, between two Enters: what was typed must count.

async function pickerOf(computer: Computer, server: PracticeServer) {
  const { page } = computer
  await signInAs(computer, server, 'ar')
  const form = new EmployerForm(page)
  await form.open()
  const picker = form.field('businessTypeId')
  const leaveBy = async (key: string): Promise<void> => {
    await page.keyboard.press(key)
    await expect(picker).not.toBeFocused()
  }
  return { page, picker, leaveBy, risk: form.field('riskLevel') }
}

/** A computer too busy to run what a program puts off "until right afterwards". */
async function delayTimers(page: Page): Promise<void> {
  await page.evaluate(() => {
    const inTime = window.setTimeout
    const late = (work: TimerHandler, ms = 0): number => inTime(work, ms === 0 ? 250 : ms)
    Object.assign(window, { setTimeout: late })
  })
}

test('[U-25] on a busy computer the kind of business that was typed is chosen', async ({
  computer,
  server,
}) => {
  const { page, picker, leaveBy, risk } = await pickerOf(computer, server)
  await delayTimers(page)
  await picker.focus()
  await page.keyboard.type('toko')
  await page.waitForTimeout(400)
  await leaveBy('Enter')
  await expect(picker).toHaveValue(/toko/i)
  await expect(risk).not.toHaveValue('')
  await expect(risk).toBeFocused()
})

test('[U-25] typed again, moved on with arrows, given up: the kind of business stays clear', async ({
  computer,
  server,
}) => {
  const { page, picker, leaveBy } = await pickerOf(computer, server)
  await picker.focus()
  await page.keyboard.type('toko')
  await leaveBy('Tab')
  const first = await picker.inputValue()
  expect(first).toMatch(/toko/i)

  // The same once more is no wish to have none.
  await picker.fill('toko')
  await leaveBy('Enter')
  await expect(picker).toHaveValue(first)

  // Nothing typed, nothing changed.
  await picker.focus()
  await leaveBy('Enter')
  await expect(picker).toHaveValue(first)

  await picker.fill('jasa')
  await page.keyboard.press('ArrowDown')
  const marked = await page.locator('[data-combobox-selected]').textContent()
  await leaveBy('Tab')
  await expect(picker).toHaveValue(marked ?? '')
  expect(marked).toMatch(/jasa/i)

  // Escape closes the list and takes the typing back.
  await picker.fill('toko')
  await page.keyboard.press('Escape')
  await leaveBy('Tab')
  await expect(picker).toHaveValue(marked ?? '')
})
