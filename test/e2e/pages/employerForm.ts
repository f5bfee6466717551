import { expect, type Page } from '@playwright/test'
import { Frame } from './frame'

/** Form F1 as a test fills it: field name → what is typed. */
export type EmployerTyped = Readonly<Record<string, string>>

/** An invented employer that passes every check; `npwp` decides whether two of them clash. */
export function employerTyped(more: EmployerTyped = {}): EmployerTyped {
  return {
    legalName: 'PT Rimba Lestari Contoh',
    legalForm: 'PT',
    npwp: npwpOf(1),
    nib: '0220101234567',
    address: 'Jalan Contoh Nomor 1',
    regency: 'Kabupaten Mojokerto',
    postcode: '61300',
    phone: '0321600001',
    email: 'kantor@rimba.example',
    ownerName: 'Arif Rimbajati',
    ownerNik: '3516990101800001',
    ownerPosition: 'Direktur',
    picName: 'Dewi Lautbiru',
    picPosition: 'Personalia',
    picPhone: '081200000001',
    picEmail: 'personalia@rimba.example',
    businessTypeId: 'toko',
    sizeBasis: 'CAPITAL',
    sizeAmount: '10000000000',
    workerCountDeclared: '250',
    wageTotalDeclared: '1500000000',
    ...more,
  }
}

/** The invented tax number of an organisation with this serial, its ninth digit as it should be. */
export function npwpOf(serial: number): string {
  const body = `90${String(serial).padStart(6, '0')}`
  const sum = [...body].reduce((total, digit, place) => {
    const value = Number(digit) * (place % 2 === 0 ? 1 : 2)
    return total + (value > 9 ? value - 9 : value)
  }, 0)
  return `0${body}${(10 - (sum % 10)) % 10}351000`
}

/** The name as it is stored: in capitals, as on official papers. */
export function nameOf(typed: EmployerTyped): string {
  return (typed['legalName'] ?? '').toUpperCase()
}

/** Fields in the order in which Enter visits them. */
const ORDER = [
  'legalName',
  'legalForm',
  'npwp',
  'division',
  'npp',
  'nib',
  'licenceType',
  'licenceNo',
  'licenceDate',
  'address',
  'village',
  'district',
  'regency',
  'province',
  'postcode',
  'phone',
  'email',
  'ownerName',
  'ownerNik',
  'ownerPosition',
  'picName',
  'picPosition',
  'picPhone',
  'picEmail',
  'picConsent',
  'businessTypeId',
  'riskLevel',
  'sizeBasis',
  'sizeAmount',
] as const

export class EmployerForm {
  constructor(readonly page: Page) {}

  field(name: string) {
    return this.page.locator(`#field-${name}`)
  }

  /** Opens an empty form. */
  async open(): Promise<void> {
    await new Frame(this.page).go('/pendaftaran')
    await this.page.keyboard.press('Control+n')
    await expect(this.field('legalName')).toBeFocused()
  }

  /** Fills the form and saves it. */
  async register(typed: EmployerTyped): Promise<void> {
    await this.open()
    await this.fill(typed)
    await this.page.keyboard.press('Control+s')
    await expect(new Frame(this.page).heading).toHaveText(nameOf(typed))
  }

  async fill(typed: EmployerTyped): Promise<void> {
    for (const [name, text] of Object.entries(typed)) {
      const field = this.field(name)
      if (name === 'businessTypeId') {
        await field.fill(text)
        await this.page.getByRole('listbox').getByRole('option').first().click()
      } else if (await field.evaluate((element) => element.tagName === 'SELECT')) {
        await field.selectOption(text)
      } else {
        await field.fill(text)
        await field.blur()
      }
    }
  }

  /**
   * Fills the form with nothing but keys: every field is left by Enter, and the cursor must then
   * stand in the next one. Ends with Ctrl+S.
   */
  async typeWithKeysOnly(typed: EmployerTyped): Promise<void> {
    const { keyboard } = this.page
    for (const name of ORDER) {
      await this.expectCursorIn(name)
      const text = typed[name]
      if (name === 'picConsent') await keyboard.press('Space')
      else if (text !== undefined) await keyboard.type(CHOICES[text] ?? text)
      await keyboard.press('Enter')
    }
    // Size and programmes follow from the amount; Enter passes over them.
    for (const name of ['startPeriod', 'workerCountDeclared', 'wageTotalDeclared']) {
      await this.enterUntil(name)
      const text = typed[name]
      if (text !== undefined) await keyboard.type(text)
    }
    await keyboard.press('Control+s')
  }

  /** Every value that the form holds now, by field name. */
  async values(): Promise<Record<string, string>> {
    return this.page.evaluate(() =>
      Object.fromEntries(
        [...document.querySelectorAll<HTMLInputElement | HTMLSelectElement>('[id^="field-"]')]
          .filter((element) => 'value' in element && element.value !== '')
          .map((element) => [element.id.slice('field-'.length), element.value]),
      ),
    )
  }

  private async expectCursorIn(name: string): Promise<void> {
    const cursor = (): Promise<string> =>
      this.page.evaluate(() => {
        const { activeElement } = document
        const id = activeElement?.id ?? ''
        return id.startsWith('field-') ? id.slice(6) : (activeElement?.getAttribute('name') ?? '')
      })
    await expect.poll(cursor, { message: 'field with the cursor' }).toBe(name)
  }

  private async enterUntil(name: string): Promise<void> {
    for (let presses = 0; presses < 12; presses += 1) {
      const focused = await this.page.evaluate(() => document.activeElement?.id)
      if (focused === `field-${name}`) return
      await this.page.keyboard.press('Enter')
    }
    throw new Error(`Enter never came to ${name}`)
  }
}

/** What is typed on a closed list box to choose an entry. */
const CHOICES: Readonly<Record<string, string>> = { CAPITAL: 'Modal' }
