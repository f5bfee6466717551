import { readFile } from 'node:fs/promises'
import { fileURLToPath } from 'node:url'
import { expect, test as base, type Page } from '@playwright/test'
import { build, type Rollup } from 'vite'
import { contentSecurityPolicy } from '#shared/contentSecurityPolicy'
import type { Host } from '#shared/host'
import { serveFiles } from './standIn/staticServer'

// The browser's Host, bundled by itself and run in a real Chromium under the policy of the served
// program. The service worker's registration is recorded instead of done (see offline.spec.ts).

interface TestPage {
  host: Host
  updates: { ready: number; apply: () => Promise<void> }
  registration: { options: { onNeedRefresh: () => void }; applied: boolean[] }
}

const ENTRY = `
  import { getHost, onUpdateReady } from './renderer/host/index'
  const updates = { ready: 0, apply: undefined }
  onUpdateReady((apply) => { updates.ready += 1; updates.apply = apply })
  Object.assign(window, { host_: await getHost(), updates })
  onUpdateReady(() => undefined)
`
const REGISTER = `
  export function registerSW(options) {
    window.registration = { options, applied: [] }
    return async (reload) => { window.registration.applied.push(reload) }
  }
`

async function bundle(): Promise<Map<string, string>> {
  const sources = new Map([
    ['test-entry.js', ENTRY],
    ['virtual:pwa-register', REGISTER],
  ])
  const result = (await build({
    configFile: false,
    root: fileURLToPath(new URL('../..', import.meta.url)),
    logLevel: 'error',
    publicDir: false,
    define: { __APP_VERSION__: '"1.2.3"' },
    plugins: [
      {
        name: 'test-sources',
        enforce: 'pre',
        resolveId: (id) =>
          id.endsWith('test-entry.js')
            ? fileURLToPath(new URL('../../test-entry.js', import.meta.url))
            : id === 'virtual:pwa-register'
              ? `\0${id}`
              : null,
        load: (id) => sources.get(id.replace('\0', '')) ?? sources.get(id.split('/').at(-1) ?? ''),
      },
    ],
    build: { write: false, target: 'es2023', rollupOptions: { input: 'test-entry.js' } },
  })) as Rollup.RollupOutput
  return new Map(
    result.output.map((part) =>
      part.type === 'chunk' ? [part.fileName, part.code] : [part.fileName, String(part.source)],
    ),
  )
}

const test = base.extend<{ hostPage: Page }, { site: { url: string } }>({
  site: [
    // oxlint-disable-next-line no-empty-pattern
    async ({}, provide) => {
      const files = await bundle()
      const entry = [...files.keys()].find((name) => name.includes('test-entry')) ?? ''
      const server = await serveFiles(
        async (path) => {
          if (path === '/') {
            return { type: 'text/html', body: `<script type="module" src="/${entry}"></script>` }
          }
          const body = files.get(path.slice(1))
          return body === undefined ? undefined : { type: 'text/javascript', body }
        },
        { 'Content-Security-Policy': contentSecurityPolicy({ blobFrames: true }) },
      )
      await provide(server)
      await server.stop()
    },
    { scope: 'worker' },
  ],
  hostPage: async ({ page, site }, provide) => {
    await page.goto(site.url)
    await page.waitForFunction(() => 'host_' in window)
    await provide(page)
  },
})

/** What the entry put on the page; `host` itself is the desktop shell's name. */
declare global {
  interface Window {
    host_: TestPage['host']
    updates: TestPage['updates']
    registration: TestPage['registration']
  }
}

test('[H-18] the browser host says what it is and promises nothing it cannot keep', async ({
  hostPage,
  site,
}) => {
  const found = await hostPage.evaluate(async () => ({
    kind: window.host_.kind,
    appInfo: window.host_.appInfo,
    diskSpace: await window.host_.diskSpace(),
    can: window.host_.can,
    secrets: window.host_.secrets,
    journal: typeof window.host_.journal?.append,
  }))
  expect(found).toEqual({
    kind: 'browser',
    appInfo: { version: '1.2.3', platform: 'web', serverUrl: site.url },
    diskSpace: undefined,
    can: expect.objectContaining({
      secrets: false,
      diskSpace: false,
      silentPrint: false,
      journal: true,
    }),
    secrets: undefined,
    journal: 'function',
  })
})

test('[S-302] the journal of a browser: two windows append, in order, and a reload finds it all', async ({
  hostPage,
  site,
  context,
}) => {
  const other = await context.newPage()
  await other.goto(site.url)
  await other.waitForFunction(() => 'host_' in window)
  const append = (page: Page, name: string) =>
    page.evaluate(async (who) => {
      const journal = window.host_.journal
      for (let n = 0; n < 25; n += 1) await journal?.append(new TextEncoder().encode(`${who}${n}`))
    }, name)
  await Promise.all([append(hostPage, 'a'), append(other, 'b')])
  await other.close()
  await hostPage.reload()
  await hostPage.waitForFunction(() => 'host_' in window)
  const found = await hostPage.evaluate(async () => {
    const contents = await window.host_.journal?.read()
    return {
      problem: contents?.problem,
      words: contents?.records.map((record) => new TextDecoder().decode(record)),
    }
  })
  const wanted = (who: string) => Array.from({ length: 25 }, (_, n) => `${who}${n}`)
  expect(found.problem).toBeUndefined()
  expect(found.words).toHaveLength(50)
  for (const who of ['a', 'b']) {
    expect(found.words?.filter((word) => word.startsWith(who))).toEqual(wanted(who))
  }

  const replaced = await hostPage.evaluate(async () => {
    const journal = window.host_.journal
    const { mark = '' } = (await journal?.read()) ?? {}
    const done = await journal?.replace([new Uint8Array([7])], mark)
    const late = await journal?.replace([new Uint8Array([8])], mark)
    return { done, late, left: (await journal?.read())?.records.map((record) => [...record]) }
  })
  expect(replaced).toEqual({ done: true, late: false, left: [[7]] })
})

test('[H-18] a new version waits until the person agrees', async ({ hostPage }) => {
  const outcome = await hostPage.evaluate(async () => {
    const before = window.updates.ready
    window.registration.options.onNeedRefresh()
    const appliedUnasked = [...window.registration.applied]
    await window.updates.apply()
    return {
      before,
      ready: window.updates.ready,
      appliedUnasked,
      applied: window.registration.applied,
    }
  })
  expect(outcome).toEqual({ before: 0, ready: 1, appliedUnasked: [], applied: [true] })
})

test('[H-10] without a save dialog the file arrives as a download', async ({ hostPage }) => {
  const downloading = hostPage.waitForEvent('download')
  const result = await hostPage.evaluate(() => {
    Reflect.deleteProperty(window, 'showSaveFilePicker')
    return window.host_.saveFile({
      suggestedName: 'surat.pdf',
      mime: 'application/pdf',
      bytes: new TextEncoder().encode('%PDF-1.7 isi'),
    })
  })
  expect(result).toEqual({ saved: true })
  const download = await downloading
  expect(download.suggestedFilename()).toBe('surat.pdf')
  expect(await readFile(await download.path(), 'utf8')).toBe('%PDF-1.7 isi')
})

test('[H-10] with a save dialog the bytes go to the chosen file', async ({ hostPage }) => {
  const outcome = await hostPage.evaluate(async () => {
    const root = await navigator.storage.getDirectory()
    const handle = await root.getFileHandle('chosen.pdf', { create: true })
    const asked: unknown[] = []
    const answers: (() => Promise<FileSystemFileHandle>)[] = [
      () => Promise.resolve(handle),
      () => Promise.reject(new DOMException('', 'AbortError')),
    ]
    Object.assign(window, {
      showSaveFilePicker: (options: unknown) => {
        asked.push(options)
        return answers.shift()?.()
      },
    })
    const file = {
      suggestedName: 'a.pdf',
      mime: 'application/pdf',
      bytes: new Uint8Array([65, 66]),
    }
    const saved = await window.host_.saveFile(file)
    const cancelled = await window.host_.saveFile(file)
    return { saved, cancelled, asked, content: await (await handle.getFile()).text() }
  })
  expect(outcome).toEqual({
    saved: { saved: true },
    cancelled: { saved: false },
    asked: [{ suggestedName: 'a.pdf' }, { suggestedName: 'a.pdf' }],
    content: 'AB',
  })
})

test('[H-11] opening: content, wrong type, too large, cancelled', async ({ hostPage }) => {
  const open = async (file: { name: string; content: string }): Promise<string> => {
    const choosing = hostPage.waitForEvent('filechooser')
    const result = hostPage.evaluate(async () => {
      try {
        const opened = await window.host_.openFile({ accept: ['.csv'], maxBytes: 10 })
        return opened ? `${opened.name}=${new TextDecoder().decode(opened.bytes)}` : 'cancelled'
      } catch (error) {
        return String(error)
      }
    })
    const buffer = Buffer.from(file.content)
    await (await choosing).setFiles({ name: file.name, mimeType: 'text/csv', buffer })
    return result
  }
  expect(await open({ name: 'Daftar.CSV', content: 'a;b' })).toBe('Daftar.CSV=a;b')
  expect(await open({ name: 'a.csv.exe', content: 'x' })).toContain('WRONG_FILE_TYPE')
  expect(await open({ name: 'a.csv', content: 'x'.repeat(11) })).toContain('FILE_TOO_LARGE')

  const cancelled = hostPage.evaluate(async () => {
    const pending = window.host_.openFile({ accept: ['.csv'] })
    document.querySelector('input[type=file]')?.dispatchEvent(new Event('cancel'))
    return (await pending) === undefined && document.querySelector('input') === null
  })
  expect(await cancelled).toBe(true)
})

test('[H-9] only listed addresses are opened', async ({ hostPage }) => {
  const outcome = await hostPage.evaluate(async () => {
    const opened: unknown[] = []
    window.open = (...args) => {
      opened.push(args)
      return null
    }
    const answers = [
      await window.host_.openExternal('https://evil.example/'),
      await window.host_.openExternal('javascript:alert(1)'),
      await window.host_.openExternal('https://wa.me/6281200000000'),
    ]
    return { answers, opened }
  })
  expect(outcome.answers).toEqual([false, false, true])
  expect(outcome.opened).toEqual([['https://wa.me/6281200000000', '_blank', 'noopener,noreferrer']])
})

test('[H-13] a PDF prints from a hidden frame, which the policy lets through', async ({
  hostPage,
}) => {
  const violations: string[] = []
  hostPage.on('console', (message) => {
    if (/Content Security Policy|Content-Security-Policy/.test(message.text())) {
      violations.push(message.text())
    }
  })
  const pdf = minimalPdf()
  const result = await hostPage.evaluate(async (text) => {
    const printed: string[] = []
    // The dialog itself cannot be driven; everything up to it is real.
    const proto = HTMLIFrameElement.prototype
    const real = Object.getOwnPropertyDescriptor(proto, 'contentWindow')?.get
    Object.defineProperty(proto, 'contentWindow', {
      get(this: HTMLIFrameElement) {
        const target = real?.call(this) as Window
        return { focus: () => target.focus(), print: () => printed.push(this.src) }
      },
    })
    const print = () => window.host_.printPdf(new TextEncoder().encode(text), { title: 'Surat' })
    const results = [await print(), await print()]
    const frames = [...document.querySelectorAll('iframe')]
    return { results, printed, frames: frames.length, title: frames[0]?.title }
  }, pdf)
  expect(result.results).toEqual([{ status: 'dialog' }, { status: 'dialog' }])
  expect(result.printed).toEqual([
    expect.stringMatching(/^blob:http/),
    expect.stringMatching(/^blob:http/),
  ])
  expect(result.frames).toBe(1)
  expect(result.title).toBe('Surat')
  expect(violations).toEqual([])
})

function minimalPdf(): string {
  return [
    '%PDF-1.4',
    '1 0 obj<</Type/Catalog/Pages 2 0 R>>endobj',
    '2 0 obj<</Type/Pages/Kids[3 0 R]/Count 1>>endobj',
    '3 0 obj<</Type/Page/Parent 2 0 R/MediaBox[0 0 200 200]>>endobj',
    'trailer<</Root 1 0 R>>',
    '%%EOF',
  ].join('\n')
}
