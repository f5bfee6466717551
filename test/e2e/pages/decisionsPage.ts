import { expect, type Locator, type Page } from '@playwright/test'
import { Frame } from './frame'

/** The refused work that waits for a person. */
export class DecisionsPage {
  constructor(readonly page: Page) {}

  get card(): Locator {
    return this.page.getByTestId('decision-card')
  }

  async open(): Promise<void> {
    await new Frame(this.page).go('/keputusan')
  }

  /** Both versions, line by line: label → [mine, theirs]. */
  async comparison(): Promise<Record<string, [string, string]>> {
    const rows = this.card.getByRole('table').getByRole('row')
    await expect(rows.first()).toBeVisible()
    const texts = await rows.evaluateAll((elements) =>
      elements.map((row) => [...row.querySelectorAll('th,td')].map((cell) => cell.textContent)),
    )
    return Object.fromEntries(
      texts.slice(1).map(([label = '', mine = '', theirs = '']) => [label, [mine, theirs]]),
    )
  }

  /** Lays the only card aside, for this reason. */
  async putAside(reason: string): Promise<void> {
    await this.open()
    await this.page.getByRole('button', { name: /Singkirkan dengan alasan/ }).click()
    const dialog = this.page.getByRole('dialog')
    const confirm = dialog.getByRole('button', { name: 'Singkirkan', exact: true })
    await expect(confirm).toBeDisabled()
    await dialog.getByLabel('Alasan').fill(reason)
    await confirm.click()
    await this.expectNothingLeft()
  }

  async expectNothingLeft(): Promise<void> {
    await this.open()
    await expect(this.page.getByText('Tidak ada yang perlu diputuskan.')).toBeVisible()
  }
}
