import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { expect, test as base } from '@playwright/test'
import { watchPolicy } from '../support/policyViolations'
import { createJournal } from '../../electron/main/host/journal'
import { launchShell, type ShellOnStandIn } from './standIn/launch'

// The built main and preload bundles, the built pages and a real Chromium; only `electron` itself
// is played. So a call travels page → preload → checks → handler → disk as in the product.

/** Nobody listens there: these tests are about the shell alone; see shellServer.spec.ts. */
const SERVER = 'http://127.0.0.1:9'

const test = base.extend<{ shell: ShellOnStandIn; folder: string }>({
  shell: async ({ page }, provide) => {
    const shell = await launchShell({ serverUrl: SERVER })
    await shell.openIn(page)
    await provide(shell)
    await shell.stop()
  },
  // Playwright insists on the destructured first parameter.
  // oxlint-disable-next-line no-empty-pattern
  folder: async ({}, provide) => {
    const folder = await mkdtemp(join(tmpdir(), 'loket-files-'))
    await provide(folder)
    await rm(folder, { recursive: true, force: true })
  },
})

test('[H-4] the built shell opens one protected window on its own origin', async ({ shell }) => {
  const state = await shell.state()
  expect(state.sandboxed).toBe(true)
  expect(state.privileges.map(({ scheme }) => scheme)).toEqual(['app'])
  expect(state.windowCount).toBe(1)
  expect(state.window.url).toBe('app://bundle/index.html')
  expect(state.window.webPreferences).toMatchObject({
    contextIsolation: true,
    sandbox: true,
    nodeIntegration: false,
    webSecurity: true,
    webviewTag: false,
  })
  expect(state.window.webPreferences['preload']).toMatch(/out[\\/]preload[\\/]index\.cjs$/)
})

test('[H-3] every page comes with the policy, narrowed to the one server', async ({ shell }) => {
  for (const path of ['/', '/index.html', '/favicon.svg', '/none.js']) {
    const policy = (await fetch(shell.url + path)).headers.get('content-security-policy')
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain(`connect-src 'self' ${shell.serverUrl};`)
    expect(policy).toContain("script-src 'self';")
  }
})

test('[H-3] the policy bites: no inline script, no evaluation, no other host', async ({
  shell,
  page,
}) => {
  expect(shell.url).toBeTruthy()
  const outcome = await page.evaluate(async () => {
    const script = document.createElement('script')
    script.textContent = 'document.title = "inline ran"'
    document.body.append(script)
    const attempt = async (work: () => unknown): Promise<string> => {
      try {
        await work()
        return 'worked'
      } catch (error) {
        return error instanceof Error ? error.name : 'failed'
      }
    }
    // In a task of the page's own: what the test driver evaluates directly escapes the policy.
    const evaluated = new Promise<string>((resolve) => {
      // oxlint-disable-next-line no-implied-eval -- the attempt is what is tested
      setTimeout(() => resolve(attempt(() => new Function('return 1')())), 0)
    })
    return {
      title: document.title,
      evaluated: await evaluated,
      fetched: await attempt(() => fetch('http://127.0.0.1:9/', { mode: 'no-cors' })),
    }
  })
  expect(outcome.title).not.toBe('inline ran')
  expect(outcome.evaluated).toBe('EvalError')
  expect(outcome.fetched).toBe('TypeError')
})

test('[H-3] the program itself never offends against the policy', async ({ page }) => {
  const offences = await watchPolicy(page)
  const shell = await launchShell({ serverUrl: SERVER })
  try {
    await shell.openIn(page)
    await page.getByRole('heading', { level: 1 }).waitFor()
    await page.waitForLoadState('networkidle')
    expect(await offences()).toEqual([])
  } finally {
    await shell.stop()
  }
})

test('[H-18] the shell never registers a service worker', async ({ shell, page }) => {
  expect(shell.url).toBeTruthy()
  await page.waitForLoadState('networkidle')
  const count = await page.evaluate(
    async () => (await navigator.serviceWorker.getRegistrations()).length,
  )
  expect(count).toBe(0)
})

test('[H-8] the page finds the host, frozen, with the server address', async ({ shell, page }) => {
  expect(shell.url).toBeTruthy()
  const found = await page.evaluate(() => ({
    kind: window.host?.kind,
    server: window.host?.appInfo.serverUrl,
    secrets: window.host?.can.secrets,
    frozen: Object.isFrozen(window.host),
    leaks: ['require', 'process', 'module', 'ipcRenderer'].filter((name) => name in window),
  }))
  expect(found).toEqual({
    kind: 'electron',
    server: shell.serverUrl,
    secrets: true,
    frozen: true,
    leaks: [],
  })
})

test('[H-10] a file goes from the page to the disk, where the person chose', async ({
  shell,
  page,
  folder,
}) => {
  const target = join(folder, 'surat.pdf')
  await shell.answerNextDialog(target)
  const result = await page.evaluate(async () => {
    const bytes = new Uint8Array(100_000).map((_, index) => index % 251)
    const file = { suggestedName: 'Surat 1/2027.pdf', mime: 'application/pdf', bytes }
    return window.host?.saveFile(file)
  })
  expect(result).toEqual({ saved: true, path: target })
  const written = await readFile(target)
  expect(written.byteLength).toBe(100_000)
  expect(written.every((byte, index) => byte === index % 251)).toBe(true)
  const [dialog] = (await shell.state()).dialogs
  expect(dialog?.options['defaultPath']).toMatch(/Surat 1-2027\.pdf$/)
})

test('[H-10] a cancelled dialog writes nothing', async ({ shell, page, folder }) => {
  expect(shell.url).toBeTruthy()
  const result = await page.evaluate(() =>
    window.host?.saveFile({
      suggestedName: 'a.pdf',
      mime: 'application/pdf',
      bytes: new Uint8Array([1]),
    }),
  )
  expect(result).toEqual({ saved: false })
  expect(await readdir(folder)).toEqual([])
})

test('[H-11] a chosen file arrives in the page; a wrong one is refused by name', async ({
  shell,
  page,
  folder,
}) => {
  const open = (): Promise<string | undefined> =>
    page.evaluate(async () => {
      try {
        const file = await window.host?.openFile({ accept: ['.csv'] })
        return file && `${file.name}: ${new TextDecoder().decode(file.bytes)}`
      } catch (error) {
        return String(error)
      }
    })
  await writeFile(join(folder, 'a.csv'), 'NIK;NAMA')
  await writeFile(join(folder, 'a.exe'), 'MZ')
  await shell.answerNextDialog(join(folder, 'a.csv'))
  expect(await open()).toBe('a.csv: NIK;NAMA')
  await shell.answerNextDialog(join(folder, 'a.exe'))
  expect(await open()).toBe('Error: WRONG_FILE_TYPE: a.exe')
  expect(await open()).toBeUndefined()
})

test('[H-7] bad arguments stop at the built shell', async ({ shell, page, folder }) => {
  const target = join(folder, 'x')
  await shell.answerNextDialog(target)
  const refused = await page.evaluate(async () => {
    const file = { suggestedName: 'x', mime: 'a/b', bytes: new Uint8Array(1), path: '/etc/x' }
    return window.host?.saveFile(file).then(String, String)
  })
  expect(refused).toBe('Error: BAD_REQUEST: arguments')
  expect(await readdir(folder)).toEqual([])
})

test('[H-7] a foreign sender is refused on every channel of the built shell', async ({ shell }) => {
  const { channels } = await shell.state()
  expect(channels).toHaveLength(13)
  for (const channel of channels) {
    const response = await fetch(`${shell.url}/__ipc/${channel}`, {
      method: 'POST',
      headers: { 'x-sender': 'https://evil.example/' },
      body: '[]',
    })
    expect(JSON.stringify(await response.json())).toContain('BAD_REQUEST: sender')
  }
})

test('[H-12] a secret comes back and is unreadable on the disk', async ({ shell, page }) => {
  const value = await page.evaluate(async () => {
    await window.host?.secrets?.set('device-key', 'sangat-rahasia')
    return window.host?.secrets?.get('device-key')
  })
  expect(value).toBe('sangat-rahasia')
  const stored = await readFile(join(shell.userData, 'secrets.json'), 'utf8')
  expect(stored).toContain('device-key')
  expect(stored).not.toContain('sangat-rahasia')
})

test('[S-320] SIGKILL to the shell while it writes: every confirmed record is in its journal', async ({
  shell,
  page,
}) => {
  const confirmed: number[] = []
  await page.exposeFunction('confirm_', (n: number) => confirmed.push(n))
  await page.evaluate(() => {
    const { confirm_ } = window as unknown as { confirm_(n: number): void }
    const append = async (n: number): Promise<void> => {
      await window.host?.journal?.append(new TextEncoder().encode(`catatan ${n}`))
      confirm_(n)
      void append(n + 4)
    }
    for (const n of [0, 1, 2, 3]) void append(n)
  })
  await expect.poll(() => confirmed.length).toBeGreaterThan(40)
  await shell.kill()
  const after = createJournal({ folder: join(shell.userData, 'journal') })
  const { records, problem } = await after.read()
  expect(problem).toBeUndefined()
  const found = records.map((record) => new TextDecoder().decode(record))
  expect(found).toEqual(expect.arrayContaining(confirmed.map((n) => `catatan ${n}`)))
})

test('[H-13] the very bytes of a PDF reach the print window, from memory', async ({
  shell,
  page,
}) => {
  const result = await page.evaluate(() =>
    window.host?.printPdf(new TextEncoder().encode('%PDF-1.7 isi surat'), { title: 'Surat' }),
  )
  expect(result).toEqual({ status: 'dialog' })
  const { printed, windowCount } = await shell.state()
  expect(windowCount).toBe(2)
  expect(printed).toEqual([
    { title: 'Surat', base64: Buffer.from('%PDF-1.7 isi surat').toString('base64') },
  ])
  expect(await readdir(shell.userData)).toEqual(['journal'])
})

test('[H-9] only listed addresses leave the program', async ({ shell, page }) => {
  const opened = await page.evaluate(async () => [
    await window.host?.openExternal('https://wa.me/6281200000000'),
    await window.host?.openExternal('https://evil.example/'),
    await window.host?.openExternal('file:///etc/passwd'),
  ])
  expect(opened).toEqual([true, false, false])
  expect((await shell.state()).externalUrls).toEqual(['https://wa.me/6281200000000'])
})

test('[H-21] free space and notices go through', async ({ shell, page }) => {
  const free = await page.evaluate(async () => (await window.host?.diskSpace())?.freeBytes)
  expect(free).toBeGreaterThan(0)
  const notice = { title: 'Terkirim', body: '3 perubahan' }
  expect(await page.evaluate((given) => window.host?.notify(given), notice)).toBe(true)
  expect((await shell.state()).notices).toEqual([notice])
})

test('[H-17] the built shell needs nothing besides Electron and Node', async () => {
  // The package ships no node_modules: an import left over would end the program at its start.
  const out = new URL('../../out/', import.meta.url)
  const main = await readFile(new URL('main/index.js', out), 'utf8')
  const preload = await readFile(new URL('preload/index.cjs', out), 'utf8')
  const imported = [
    ...main.matchAll(/(?:\bfrom|\bimport)\s*\(?\s*["'`]([^"'`]+)["'`]/g),
    ...preload.matchAll(/\brequire\(\s*["'`]([^"'`]+)["'`]\s*\)/g),
  ].map(([, name]) => name ?? '')
  expect(imported).toContain('electron')
  expect(imported.filter((name) => name !== 'electron' && !name.startsWith('node:'))).toEqual([])
  expect(preload).not.toMatch(/\bfrom\s*["'`]|\bzod\b/)
})
