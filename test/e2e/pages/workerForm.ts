import { expect, type Page } from '@playwright/test'

/** Form F1a as a test fills it: field name → what is typed or chosen. */
export type WorkerTyped = Readonly<Record<string, string>>

/** An invented worker; the serial makes the NIK. */
export function workerTyped(serial: number, more: WorkerTyped = {}): WorkerTyped {
  return {
    nik: `351699150590${String(serial).padStart(4, '0')}`,
    fullName: 'Bayu Awanputih',
    birthPlace: 'Mojokerto',
    birthDate: '15/05/1990',
    sex: 'M',
    married: 'T',
    motherName: 'Sekar Awanputih',
    address: 'Jalan Contoh Nomor 7',
    mobile: '081200002000',
    employmentStatus: 'PKWTT',
    startDate: '01/07/2024',
    wage: '5000000',
    ...more,
  }
}

export class WorkerForm {
  constructor(readonly page: Page) {}

  field(name: string) {
    return this.page.locator(`#field-${name}`)
  }

  /** From the employer's page: fills the form and saves, back to the employer. */
  async register(typed: WorkerTyped): Promise<void> {
    await this.page.getByRole('button', { name: 'Tambah tenaga kerja' }).click()
    await expect(this.field('nik')).toBeFocused()
    await this.fill(typed)
    await this.save()
  }

  async fill(typed: WorkerTyped): Promise<void> {
    for (const [name, text] of Object.entries(typed)) {
      const field = this.field(name)
      if (await field.evaluate((element) => element.tagName === 'SELECT')) {
        await field.selectOption(text)
      } else {
        await field.fill(text)
        await field.blur()
      }
    }
  }

  /** Saves; unusual things (an old start date) are confirmed by saving once more. */
  async save(): Promise<void> {
    const unusual = this.page.getByRole('alert').filter({ hasText: 'tidak biasa' })
    const saved = this.page
      .getByRole('main')
      .getByRole('status')
      .filter({ hasText: 'tersimpan di komputer ini' })
    await this.page.keyboard.press('Control+s')
    await expect(unusual.or(saved)).toBeVisible()
    if (await unusual.isVisible()) await this.page.keyboard.press('Control+s')
    await expect(saved).toBeVisible()
    await expect(this.field('nik')).toHaveCount(0)
  }
}
