import { existsSync, readdirSync, readFileSync } from 'node:fs'
import type { CDPSession, Page } from '@playwright/test'

/** What a page and a server process hold on to. Memory in kilobytes. */
export interface Footprint {
  readonly pageHeap: number
  /** Elements and texts that the page keeps, shown or not. */
  readonly pageNodes: number
  readonly pageListeners: number
  /** The process of the page with its workers, such as the one of the journal. */
  readonly pageMemory: number
  /** The browser's other processes, which hold IndexedDB. */
  readonly browserMemory: number
  readonly serverMemory: number
  /** Open files and sockets of the server. */
  readonly serverHandles: number
}

/** Measures after collections; processes on Linux only, elsewhere they count 0. */
export class FootprintMeter {
  private constructor(
    private readonly page: CDPSession,
    private readonly browser: CDPSession | undefined,
    private readonly serverPid: number,
  ) {}

  static async attach(page: Page, serverPid: number): Promise<FootprintMeter> {
    const session = await page.context().newCDPSession(page)
    await session.send('Performance.enable')
    const browser = await page.context().browser()?.newBrowserCDPSession()
    return new FootprintMeter(session, browser, serverPid)
  }

  async measure(): Promise<Footprint> {
    // What the first collection frees may have held what only a second one finds.
    for (let n = 0; n < 2; n++) await this.page.send('HeapProfiler.collectGarbage')
    const { metrics } = await this.page.send('Performance.getMetrics')
    const metric = (name: string) => metrics.find((one) => one.name === name)?.value ?? 0
    return {
      pageHeap: Math.round(metric('JSHeapUsedSize') / 1024),
      pageNodes: metric('Nodes'),
      pageListeners: metric('JSEventListeners'),
      ...(await this.#memoryOfProcesses()),
      serverMemory: residentMemory(this.serverPid),
      serverHandles: openHandles(this.serverPid),
    }
  }

  async #memoryOfProcesses(): Promise<Pick<Footprint, 'pageMemory' | 'browserMemory'>> {
    const { processInfo } = (await this.browser?.send('SystemInfo.getProcessInfo')) ?? {
      processInfo: [],
    }
    const sum = (isPage: boolean) =>
      processInfo
        .filter(({ type }) => (type === 'renderer') === isPage)
        .reduce((total, { id }) => total + residentMemory(id), 0)
    return { pageMemory: sum(true), browserMemory: sum(false) }
  }
}

function residentMemory(pid: number): number {
  const file = `/proc/${pid}/status`
  if (!existsSync(file)) return 0
  return Number(/VmRSS:\s+(\d+)/.exec(readFileSync(file, 'utf8'))?.[1] ?? 0)
}

function openHandles(pid: number): number {
  const folder = `/proc/${pid}/fd`
  return existsSync(folder) ? readdirSync(folder).length : 0
}
