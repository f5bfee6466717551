import { expect, type Locator, type Page } from '@playwright/test'
import { Frame } from './frame'

/** Data of an employer, a worker or a contact, opened to be changed. */
export class EditPage {
  constructor(readonly page: Page) {}

  field(key: string): Locator {
    return this.page.locator(`[id="field-${key}"]`)
  }

  /** From the employer's page by F2, types new values, saves by Ctrl+S; keys only. */
  async change(values: Readonly<Record<string, string>>): Promise<void> {
    const employer = await new Frame(this.page).heading.textContent()
    await this.page.keyboard.press('F2')
    await this.save(values, employer ?? '')
  }

  /** In an open form: types, saves and waits for the page it came from. */
  async save(values: Readonly<Record<string, string>>, backTo: string): Promise<void> {
    await expect(new Frame(this.page).heading).toContainText('Ubah')
    for (const [key, text] of Object.entries(values)) {
      await this.field(key).focus()
      await this.page.keyboard.press('Control+a')
      await this.page.keyboard.type(text)
    }
    await this.page.keyboard.press('Control+s')
    await expect(new Frame(this.page).heading).toHaveText(backTo)
  }
}
