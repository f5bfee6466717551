import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { chromium, type Page } from '@playwright/test'
import { build } from 'vite'
import { localDateOfInstant } from '#shared/domain/calendar/localDate'
import type { Role } from '#shared/permissions/roles'
import { practiceUsers } from '../../../server/practice/people'
import { openDatabase } from '../../../server/storage/database'
import { PostgresProcess } from '../../faults/lab/postgresProcess'
import { chromiumArguments, findChromium } from '../../support/chromium'
import {
  buildServer,
  startServer,
  stopServer,
  type RunningServer,
} from '../../support/serverProcess'
import { multiplyPractice } from './multiply'

/**
 * What a measurement of a device needs: a real server process on a PostgreSQL that writes to disk,
 * and a real Chromium with its profile on the disk. Everything is taken down by `clear`.
 */
export class Stage {
  readonly #folder = mkdtempSync(join(tmpdir(), 'loket-bench-'))
  readonly #endings: (() => Promise<unknown> | void)[] = [
    () => rmSync(this.#folder, { recursive: true, force: true, maxRetries: 10, retryDelay: 200 }),
  ]

  /** Is done before what is there already is taken down. */
  onClear(end: () => Promise<unknown> | void): void {
    this.#endings.push(end)
  }

  async clear(): Promise<void> {
    for (const end of this.#endings.splice(0).reverse()) await end()
  }

  /**
   * @param times how often the practice branch's work is there
   * @param pages the folder of what the server serves as the application
   */
  async startServer(times: number, pages: string): Promise<RunningServer> {
    const postgres = await PostgresProcess.install()
    this.onClear(() => postgres.scrap())
    await postgres.start()
    const server = await startServer(await buildServer('bench'), {
      DATABASE_URL: postgres.url,
      SMILE_LOKET_MODE: 'practice',
      SMILE_LOKET_RENDERER: pages,
      SMILE_LOKET_LOG: 'error',
    })
    this.onClear(() => stopServer(server))
    const database = await openDatabase({ databaseUrl: postgres.url }, { connections: 4 })
    await multiplyPractice(database, times, localDateOfInstant(new Date().toISOString()))
    await database.close()
    return server
  }

  /** The device half of the product without screens. @returns its folder */
  async buildDevicePage(): Promise<string> {
    const outDir = join(this.#folder, 'pages')
    mkdirSync(outDir)
    await build({
      configFile: false,
      root: process.cwd(),
      base: './',
      publicDir: false,
      logLevel: 'error',
      worker: { format: 'es' },
      build: {
        outDir,
        emptyOutDir: true,
        target: 'es2023',
        rollupOptions: {
          input: join(process.cwd(), 'test/bench/device/devicePage.ts'),
          output: { entryFileNames: 'page.js' },
        },
      },
    })
    writeFileSync(
      join(outDir, 'index.html'),
      '<!doctype html><meta charset="utf-8"><title>bench</title><script type="module" src="./page.js"></script>',
    )
    return outDir
  }

  /** The application of a server in a browser with a profile of its own. */
  async openPage(server: RunningServer): Promise<Page> {
    const context = await chromium.launchPersistentContext(mkdtempSync(join(this.#folder, 'p')), {
      executablePath: findChromium(),
      args: chromiumArguments(),
      // A peer's server has another address than ours.
      bypassCSP: true,
      locale: 'id-ID',
      timezoneId: 'Asia/Jakarta',
      viewport: { width: 1366, height: 768 },
    })
    this.onClear(() => context.close())
    const page = await context.newPage()
    page.on('pageerror', (error) => console.error(String(error)))
    await page.goto(`${server.url}/app/`)
    return page
  }

  async openDevicePage(server: RunningServer): Promise<Page> {
    const page = await this.openPage(server)
    await page.waitForFunction(() => 'device' in window)
    return page
  }
}

export function practicePerson(role: Role): { username: string; password: string } {
  const person = practiceUsers.find(({ roles }) => roles.some((one) => one === role))
  if (!person) throw new Error(`nobody is ${role}`)
  return person
}
