import { spawn, type ChildProcess } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Browser } from '@playwright/test'
import { chromiumArguments, findChromium } from '../support/chromium'
import { expect, furnish, test, type Computer } from '../support/e2e'
import { layCable, type Cable } from '../support/e2eProxy'
import { rowsOnServer } from '../support/e2eServerView'
import { EmployerForm, employerTyped, nameOf, npwpOf } from './pages/employerForm'
import { Frame } from './pages/frame'
import { signInAs } from './signIn'

// The browser is killed, as by a power cut or a crash: no page gets a chance to say goodbye.

test('[R-30] [S-14] killed while typing and after saving: at most a second is lost', async ({
  server,
}) => {
  test.setTimeout(180_000)
  const cable = await layCable(server.url)
  const machine = await Machine.install()
  try {
    const typed = employerTyped({ npwp: npwpOf(60), legalName: 'PT Hujan Reda Contoh' })
    let computer = await machine.start(cable)
    await signInAs(computer, server, 'ar')
    await computer.page.waitForFunction(() => navigator.serviceWorker.controller !== null)
    await computer.unplug()

    const before = await test.step('kill while typing', async () => {
      const form = new EmployerForm(computer.page)
      await form.open()
      await form.fill(typed)
      const kept = await form.values()
      await form.field('village').focus()
      const strokes: number[] = []
      for (const letter of 'desa yang namanya panjang sekali') {
        await computer.page.keyboard.type(letter, { delay: 40 })
        strokes.push(Date.now())
      }
      const killedAt = await machine.kill()
      return { kept, safe: strokes.filter((at) => killedAt - at > 1_000).length }
    })

    computer = await machine.start(cable)
    await test.step('the draft is there', async () => {
      const { page } = computer
      await page.goto(computer.address)
      await new Frame(page).go('/pendaftaran')
      await page.getByRole('button', { name: `Lanjutkan draf ${nameOf(typed)}` }).click()
      const form = new EmployerForm(page)
      await expect(form.field('legalName')).toBeVisible()
      const { village = '', ...values } = await form.values()
      expect(values).toEqual(before.kept)
      expect('desa yang namanya panjang sekali').toContain(village)
      expect(before.safe).toBeGreaterThan(0)
      expect(village.length).toBeGreaterThanOrEqual(before.safe)
      await form.fill({ village: 'Rekaan' })
      await page.keyboard.press('Control+s')
      await expect(new Frame(page).heading).toHaveText(nameOf(typed))
      await expect(page.getByText('Tersimpan di komputer ini').first()).toBeVisible()
      await machine.kill()
    })

    computer = await machine.start(cable)
    await test.step('what was saved is there, and only once on the server', async () => {
      const { page } = computer
      await page.goto(computer.address)
      const frame = new Frame(page)
      await frame.openEmployer(nameOf(typed))
      await expect(frame.status).toContainText('Menunggu dikirim (1)')
      await computer.plugIn()
      await frame.everythingSent()
      const found = (await rowsOnServer(server, 'employer')).filter(
        ({ legalName }) => legalName === nameOf(typed),
      )
      expect(found.map((row) => [row['village'], row['address']])).toEqual([
        ['Rekaan', typed['address']],
      ])
    })
  } finally {
    await machine.scrap()
    await cable.stop()
  }
})

/** A browser with a profile on the disk, started as its own process so that it can be killed. */
class Machine {
  private process: ChildProcess | undefined
  private browser: Browser | undefined

  private constructor(private readonly profile: string) {}

  static async install(): Promise<Machine> {
    return new Machine(await mkdtemp(join(tmpdir(), 'loket-profile-')))
  }

  async start(cable: Cable): Promise<Computer> {
    const portFile = join(this.profile, 'DevToolsActivePort')
    await rm(portFile, { force: true })
    this.process = spawn(
      findChromium() ?? chromium.executablePath(),
      [
        ...chromiumArguments(),
        '--headless=new',
        '--remote-debugging-port=0',
        `--user-data-dir=${this.profile}`,
        '--window-size=1366,768',
        'about:blank',
      ],
      { stdio: 'ignore', detached: true },
    )
    await expect.poll(() => portOf(portFile), { timeout: 30_000 }).toBeGreaterThan(0)
    this.browser = await chromium.connectOverCDP(`http://127.0.0.1:${await portOf(portFile)}`)
    const [context] = this.browser.contexts()
    if (!context) throw new Error('the browser has no profile')
    return furnish(context, cable)
  }

  /** SIGKILL to all its processes. @returns when, epoch milliseconds */
  async kill(): Promise<number> {
    const { process: running } = this
    this.process = undefined
    if (running?.pid === undefined) throw new Error('the browser does not run')
    const ended = new Promise((resolve) => running.once('exit', resolve))
    const at = Date.now()
    process.kill(-running.pid, 'SIGKILL')
    await ended
    await this.browser?.close().catch(() => undefined)
    return at
  }

  async scrap(): Promise<void> {
    if (this.process) await this.kill()
    await rm(this.profile, { recursive: true, force: true, maxRetries: 5, retryDelay: 200 })
  }
}

async function portOf(file: string): Promise<number> {
  const text = await readFile(file, 'utf8').catch(() => '')
  return Number(text.split('\n')[0])
}
