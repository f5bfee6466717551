import { mkdir, mkdtemp, rm, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { APP_ORIGIN, APP_SCHEME_PRIVILEGES, isAppUrl } from '../../electron/main/appOrigin'
import { createAppProtocol } from '../../electron/main/appProtocol'

const CSP = "default-src 'none'"
let folder: string
let ask: (url: string, init?: RequestInit) => Promise<Response>

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'loket-protocol-'))
  const root = join(folder, 'renderer')
  await mkdir(join(root, 'assets'), { recursive: true })
  await writeFile(join(folder, 'secret.txt'), 'outside')
  await mkdir(join(folder, 'renderer-other'))
  await writeFile(join(folder, 'renderer-other', 'x.js'), 'outside')
  await writeFile(join(root, 'index.html'), '<p>start</p>')
  await writeFile(join(root, 'assets', 'nama berkas.js'), 'let a')
  await symlink(join(folder, 'secret.txt'), join(root, 'link.txt'))
  const types = ['css', 'woff2', 'wasm', 'svg', 'webmanifest', 'mjs', 'png', 'bin']
  await Promise.all(types.map((type) => writeFile(join(root, `a.${type}`), 'x')))
  const handler = createAppProtocol({ root, contentSecurityPolicy: CSP })
  ask = (url, init) => handler(new Request(url, init))
})

afterAll(() => rm(folder, { recursive: true, force: true }))

describe('app protocol', () => {
  it("[H-1] keeps the origin for ever: changing it would hide everybody's data", () => {
    expect(APP_ORIGIN).toBe('app://bundle')
    expect(APP_SCHEME_PRIVILEGES).toEqual({
      scheme: 'app',
      privileges: {
        standard: true,
        secure: true,
        supportFetchAPI: true,
        stream: true,
        codeCache: true,
      },
    })
  })

  it('[H-1] recognises only its own addresses as the program', () => {
    expect(isAppUrl('app://bundle/index.html#/x')).toBe(true)
    const foreign = [
      'app://bundle.evil/index.html',
      'app://print/document.pdf',
      'app://user@bundle/',
      'app://user:pw@bundle/',
      'app://bundle:80/',
      'https://bundle/',
      'file:///index.html',
      'about:blank',
      'data:text/html,x',
      'http://localhost:5173/',
      '',
    ]
    expect(foreign.filter((url) => isAppUrl(url))).toEqual([])
    expect(isAppUrl('http://localhost:5173/x', 'http://localhost:5173')).toBe(true)
    expect(isAppUrl('http://localhost:51733/x', 'http://localhost:5173')).toBe(false)
  })

  it('[H-2] serves the start page for the bare address', async () => {
    for (const url of ['app://bundle/', 'app://bundle', 'app://bundle/index.html?x=1']) {
      const response = await ask(url)
      expect(response.status).toBe(200)
      expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8')
      expect(await response.text()).toBe('<p>start</p>')
    }
  })

  it('[H-2] decodes escaped names', async () => {
    const response = await ask('app://bundle/assets/nama%20berkas.js')
    expect(await response.text()).toBe('let a')
    expect(response.headers.get('content-type')).toBe('text/javascript; charset=utf-8')
  })

  it.each([
    ['css', 'text/css; charset=utf-8'],
    ['mjs', 'text/javascript; charset=utf-8'],
    ['woff2', 'font/woff2'],
    ['wasm', 'application/wasm'],
    ['svg', 'image/svg+xml'],
    ['png', 'image/png'],
    ['webmanifest', 'application/manifest+json; charset=utf-8'],
    ['bin', 'application/octet-stream'],
  ])('[H-2] names the type of .%s files', async (extension, type) => {
    const response = await ask(`app://bundle/a.${extension}`)
    expect(response.headers.get('content-type')).toBe(type)
  })

  it.each([
    'app://bundle/../secret.txt',
    'app://bundle/assets/../../secret.txt',
    'app://bundle/%2e%2e/secret.txt',
    'app://bundle/%2e%2e%2fsecret.txt',
    'app://bundle/..%2fsecret.txt',
    'app://bundle/..%5csecret.txt',
    'app://bundle/assets/..%2f..%2fsecret.txt',
    'app://bundle/..%2frenderer-other%2fx.js',
    'app://bundle/%252e%252e%252fsecret.txt',
    'app://bundle/C:%2fWindows%2fwin.ini',
    'app://bundle//etc/passwd',
    'app://bundle/%2fetc%2fpasswd',
    'app://bundle/link.txt',
    'app://bundle/index.html%00.png',
    'app://bundle/assets',
    'app://bundle/',
  ])('[H-2] never leaves its folder: %s', async (url) => {
    const response = await ask(url)
    expect(await response.text()).not.toContain('outside')
    if (url !== 'app://bundle/') expect([400, 404]).toContain(response.status)
  })

  it('[H-2] answers a broken escape with 400 instead of failing', async () => {
    expect((await ask('app://bundle/%E0%A4%A')).status).toBe(400)
    expect((await ask('app://bundle/%')).status).toBe(400)
  })

  it('[H-2] refuses other hosts and other schemes', async () => {
    expect((await ask('app://elsewhere/index.html')).status).toBe(403)
    expect((await ask('https://bundle/index.html')).status).toBe(403)
  })

  it('[H-2] is read only', async () => {
    expect((await ask('app://bundle/index.html', { method: 'POST', body: 'x' })).status).toBe(405)
    expect((await ask('app://bundle/index.html', { method: 'DELETE' })).status).toBe(405)
    const head = await ask('app://bundle/index.html', { method: 'HEAD' })
    expect(head.status).toBe(200)
    expect(await head.text()).toBe('')
  })

  it('[H-3] puts the content policy and its companions on every answer, refusals too', async () => {
    for (const url of ['app://bundle/', 'app://bundle/none.js', 'app://bundle/%', 'app://x/']) {
      const { headers } = await ask(url)
      expect(headers.get('content-security-policy')).toBe(CSP)
      expect(headers.get('x-content-type-options')).toBe('nosniff')
      expect(headers.get('referrer-policy')).toBe('no-referrer')
    }
  })
})
