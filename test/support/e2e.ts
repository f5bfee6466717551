import { test as base, type Browser, type BrowserContext, type Page } from '@playwright/test'
import { layCable, type Cable } from './e2eProxy'
import { startPracticeServer, type PracticeServer } from './practiceServer'
import { keepWhatPageShows } from './whatPageShows'

/** One officer's computer: a browser profile of its own behind a network cable of its own. */
export interface Computer {
  readonly page: Page
  readonly context: BrowserContext
  /** Address of the application. */
  readonly address: string
  /** Number of commands that the server has answered so far, counted in the requests. */
  commandsSent(): number
  /** Number of answered requests that sent commands. */
  pushes(): number
  /** Offences against the content policy in the open page. */
  offences(): Promise<string[]>
  /** Everything the status line has said since the page was loaded. */
  statusTexts(): Promise<string[]>
  /** Errors and warnings in the page's console so far. */
  complaints(): readonly string[]
  /** Presses of a mouse button or a finger since the page was loaded. */
  pointerPresses(): Promise<number>
  /** Pulls the cable out: pages, service worker and streams lose the server. */
  unplug(): Promise<void>
  plugIn(): Promise<void>
  close(): Promise<void>
}

interface Fixtures {
  /** Sets up a further computer; all are taken down after the test. */
  newComputer: () => Promise<Computer>
  /** The first computer of a test. */
  computer: Computer
}

/**
 * Tests of whole journeys: the built server with the practice branch (one per worker, its data
 * fresh), the built application in a real browser, and cables that can be pulled out.
 */
export const test = base.extend<Fixtures, { server: PracticeServer }>({
  server: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const server = await startPracticeServer({ SMILE_LOKET_LOG: 'warn' })
      await provide(server)
      await server.dispose()
    },
    { scope: 'worker', timeout: 120_000 },
  ],
  newComputer: async ({ browser, server }, provide, info) => {
    const computers: Computer[] = []
    await provide(async () => {
      const computer = await setUpComputer(browser, server)
      computers.push(computer)
      return computer
    })
    for (const computer of computers) {
      await keepWhatPageShows(computer.page, computer.complaints(), info)
      await computer.close()
    }
  },
  computer: async ({ newComputer }, provide) => provide(await newComputer()),
})

export { expect } from '@playwright/test'

async function setUpComputer(browser: Browser, server: PracticeServer): Promise<Computer> {
  const cable = await layCable(server.url)
  return furnish(await browser.newContext(), cable)
}

/** Makes a computer of a browser profile, also of one that was started elsewhere. */
export async function furnish(context: BrowserContext, cable: Cable): Promise<Computer> {
  await context.addInitScript(watchPage)
  const sent: number[] = []
  context.on('response', (response) => {
    if (!response.url().endsWith('/sync/push')) return
    const body = response.request().postDataJSON() as { commands: unknown[] }
    sent.push(body.commands.length)
  })
  const page = context.pages()[0] ?? (await context.newPage())
  const complaints: string[] = []
  page.on('pageerror', (error) => complaints.push(String(error)))
  page.on('console', (message) => {
    if (['error', 'warning'].includes(message.type())) complaints.push(message.text())
  })
  const noted = async <K extends keyof Noted>(key: K): Promise<Noted[K]> => {
    const all = await page.evaluate(() => (window as unknown as { noted: Noted }).noted)
    return all[key]
  }
  return {
    page,
    context,
    address: `${cable.url}/app/`,
    commandsSent: () => sent.reduce((sum, count) => sum + count, 0),
    pushes: () => sent.length,
    offences: () => noted('offences'),
    statusTexts: () => noted('statusTexts'),
    complaints: () => complaints,
    pointerPresses: () => noted('pointerPresses'),
    async unplug() {
      cable.cut()
      await context.setOffline(true)
    },
    async plugIn() {
      cable.restore()
      await context.setOffline(false)
    },
    async close() {
      await context.close()
      await cable.stop()
    },
  }
}

interface Noted {
  offences: string[]
  statusTexts: string[]
  pointerPresses: number
}

/** Runs in the page before its own scripts. */
function watchPage(): void {
  const noted: Noted = { offences: [], statusTexts: [], pointerPresses: 0 }
  Object.assign(window, { noted })
  document.addEventListener('securitypolicyviolation', (event) => {
    noted.offences.push(`${event.violatedDirective} ${event.blockedURI} ${event.sourceFile}`)
  })
  for (const kind of ['pointerdown', 'mousedown', 'touchstart'] as const) {
    window.addEventListener(kind, () => (noted.pointerPresses += 1), { capture: true })
  }
  const readStatus = (): void => {
    const text = document.querySelector('[data-testid="status-line"]')?.textContent
    if (text && noted.statusTexts.at(-1) !== text) noted.statusTexts.push(text)
  }
  new MutationObserver(readStatus).observe(document, {
    subtree: true,
    childList: true,
    characterData: true,
  })
  // A save dialog of the system cannot be driven; without one, files arrive as downloads.
  Reflect.deleteProperty(window, 'showSaveFilePicker')
}
