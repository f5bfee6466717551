import type { Locator } from '@playwright/test'
import { expect, test } from '../support/e2e'
import { rowsOnServer } from '../support/e2eServerView'
import { signInAs } from './signIn'

// A scanner or a quick hand presses Enter before the screen has caught up.

test('[U-19] Enter right behind the last letter opens what was typed', async ({
  computer,
  server,
}) => {
  const { page } = computer
  const frame = await signInAs(computer, server, 'ar')
  // Last in the list: whatever an older list would open is another employer.
  const names = (await rowsOnServer(server, 'employer')).map(({ legalName }) => String(legalName))
  const name =
    names
      .filter((each) => /^(PT|CV|UD) \w+ \w+ \w+$/.test(each))
      .sort(byName)
      .at(-1) ?? ''

  await frame.go('/perusahaan')
  await expect(page.getByRole('row').nth(1)).toBeVisible()
  await typeAndEnter(page.getByLabel('Cari perusahaan'), name)
  await expect(frame.heading).toHaveText(name)

  await frame.go('/')
  const search = page.getByRole('textbox', { name: /^Cari NIK/ })
  await search.fill('sekar')
  await expect(page.getByRole('listbox').getByRole('option').first()).toBeVisible()
  await typeAndEnter(search, name)
  await expect(frame.heading).toHaveText(name)
  // And without hurry, by the keys of a list.
  await frame.go('/')
  await search.fill(name)
  await expect(page.getByRole('option').filter({ hasText: name })).toBeVisible()
  await search.press('Enter')
  await expect(frame.heading).toHaveText(name)
})

/** Both in one breath, so that no list can be drawn in between. */
async function typeAndEnter(field: Locator, text: string): Promise<void> {
  await field.evaluate((element, typed) => {
    const input = element as HTMLInputElement
    input.focus()
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set
    set?.call(input, typed)
    input.dispatchEvent(new Event('input', { bubbles: true }))
    for (const kind of ['keydown', 'keyup']) {
      input.dispatchEvent(new KeyboardEvent(kind, { key: 'Enter', code: 'Enter', bubbles: true }))
    }
  }, text)
}

function byName(a: string, b: string): number {
  return a.slice(3).localeCompare(b.slice(3))
}
