import { expect, type Locator, type Page } from '@playwright/test'

interface Person {
  readonly username: string
  readonly password: string
}

export class SignInPage {
  constructor(readonly page: Page) {}

  /** Why it did not work. */
  get problem(): Locator {
    return this.page.getByRole('alert').filter({ hasNotText: 'Anda dapat masuk bila' })
  }

  /** Opens the application and signs in, without touching the mouse. */
  async signIn(address: string, person: Person): Promise<void> {
    await this.page.goto(address)
    await this.submit(person)
    await expect(this.page.getByRole('heading', { name: /^Selamat / })).toBeVisible()
  }

  async submit({ username, password }: Person): Promise<void> {
    await this.page.getByLabel('Nama pengguna').fill(username)
    await this.page.getByLabel('Kata sandi', { exact: true }).fill(password)
    await this.page.keyboard.press('Enter')
  }
}
