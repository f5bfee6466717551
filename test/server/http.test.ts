import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from 'node:fs'
import { request as rawRequest } from 'node:http'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestDevice } from '../support/device'
import { startTestServer, type TestServer } from '../support/server'

let server: TestServer
let device: TestDevice
const folder = mkdtempSync(path.join(tmpdir(), 'loket-renderer-'))
const rendererDir = path.join(folder, 'renderer')

beforeAll(async () => {
  mkdirSync(path.join(rendererDir, 'assets'), { recursive: true })
  writeFileSync(path.join(rendererDir, 'index.html'), '<!doctype html><title>app</title>')
  writeFileSync(path.join(rendererDir, 'sw.js'), '// worker')
  writeFileSync(path.join(rendererDir, 'manifest.webmanifest'), '{}')
  writeFileSync(path.join(rendererDir, '.hidden'), 'secret')
  writeFileSync(path.join(rendererDir, 'assets', 'index-a1b2c3.js'), 'export {}')
  writeFileSync(path.join(folder, 'outside.txt'), 'secret')
  server = await startTestServer({ rendererDir })
  device = new TestDevice(server.url)
  await device.signIn(await server.addPerson('ar', ['AR']))
})
afterAll(async () => {
  await server.close()
  rmSync(folder, { recursive: true, force: true })
})

describe('the application at /app/', () => {
  it('[A-40] is served with the strict policy, and found from /', async () => {
    const root = await fetch(server.url, { redirect: 'manual' })
    expect([root.status, root.headers.get('location')]).toEqual([302, '/app/'])
    const page = await fetch(server.url)
    expect(await page.text()).toContain('<title>app</title>')
    const policy = page.headers.get('content-security-policy')!
    expect(policy).toContain("default-src 'none'")
    expect(policy).toContain("script-src 'self'")
    expect(policy).toContain("connect-src 'self';")
    expect(policy).not.toMatch(/script-src[^;]*unsafe/)
    expect(page.headers.get('x-content-type-options')).toBe('nosniff')
    expect(page.headers.get('x-frame-options')).toBe('DENY')
    expect(page.headers.get('referrer-policy')).toBe('no-referrer')
  })

  it('[A-41] only files with a hash in their name may be kept', async () => {
    const cached = async (file: string) =>
      (await fetch(`${server.url}/app/${file}`)).headers.get('cache-control')
    expect(await cached('assets/index-a1b2c3.js')).toBe('public, max-age=31536000, immutable')
    for (const file of ['', 'index.html', 'sw.js', 'manifest.webmanifest']) {
      expect(await cached(file)).toBe('no-cache')
    }
    const worker = await fetch(`${server.url}/app/sw.js`)
    expect(worker.headers.get('service-worker-allowed')).toBe('/app/')
    expect(worker.headers.get('content-type')).toContain('javascript')
  })

  it('[A-42] nothing outside the folder and nothing hidden can be fetched', async () => {
    const paths = [
      '/app/../outside.txt',
      '/app/..%2foutside.txt',
      '/app/%2e%2e/outside.txt',
      '/app/..%5coutside.txt',
      '/app/assets/../../outside.txt',
      '/app/%00outside.txt',
      '/app//etc/passwd',
      '/app/%c0%ae%c0%ae/outside.txt',
      '/app/.hidden',
    ]
    for (const target of paths) {
      const { status, text } = await rawGet(target)
      expect([target, status >= 400 && status < 500]).toEqual([target, true])
      expect(text).not.toContain('secret')
      expect(text).not.toContain('root:')
    }
  })

  it('[A-43] what is missing is missing, and an application not built yet says so', async () => {
    const missing = await fetch(`${server.url}/app/missing.js`)
    expect([missing.status, await missing.json()]).toMatchObject([404, { error: 'NOT_FOUND' }])
    const bare = await startTestServer()
    try {
      const answer = await fetch(`${bare.url}/app/`)
      expect([answer.status, await answer.json()]).toMatchObject([503, { error: 'APP_NOT_BUILT' }])
    } finally {
      await bare.close()
    }
  })
})

describe('bad input', () => {
  const headers = () => ({
    authorization: `Bearer ${device.token}`,
    'x-device-id': device.deviceId,
    'content-type': 'application/json',
  })
  const push = (body: string, more: Record<string, string> = {}) =>
    fetch(`${server.url}/sync/push`, { method: 'POST', headers: { ...headers(), ...more }, body })

  it('[A-44] a body that is not JSON, not complete or not ours is refused in one shape', async () => {
    const bodies = [
      'not json',
      '{"protocol":1',
      '',
      'null',
      '[]',
      '{}',
      '{"protocol":"1"}',
      '{"protocol":1,"clientId":"x","commands":[]}',
      '{"__proto__":{"admin":true}}',
      `{"protocol":1,"clientId":"${crypto.randomUUID()}","commands":[{}]}`,
    ]
    for (const body of bodies) {
      const answer = await push(body)
      expect([body, answer.status]).toEqual([body, 400])
      expect(await answer.json()).toEqual({ error: 'BAD_REQUEST', message: expect.any(String) })
    }
    const form = await push('protocol=1', { 'content-type': 'application/x-www-form-urlencoded' })
    expect(form.status).toBe(400)
    expect(await form.json()).toMatchObject({ error: 'BAD_REQUEST' })
  })

  it('[A-45] more than a megabyte is refused, and so are more than 100 commands', async () => {
    const answer = await push(JSON.stringify({ padding: 'x'.repeat(1024 * 1024) }))
    expect(answer.status).toBe(413)
    expect(await answer.json()).toMatchObject({ error: 'BAD_REQUEST' })
    const many = Array.from({ length: 101 }, (_, index) =>
      device.command(index + 1, 'employer.register', {}),
    )
    expect((await device.push(many)).status).toBe(400)
    expect((await device.pullPage(5001)).status).toBe(400)
  })

  it('[A-46] the message never repeats what was sent', async () => {
    const command = device.command(1, 'employer.register', {}, { occurredAt: '3516990101900001' })
    const answer = await device.push([command])
    expect(answer.status).toBe(400)
    expect(JSON.stringify(answer.body)).not.toContain('3516990101900001')
    expect(answer.body).toMatchObject({ message: expect.stringContaining('occurredAt') })
  })

  it('[A-47] unknown addresses and methods answer in the same shape', async () => {
    for (const init of [{ method: 'GET' }, { method: 'DELETE' }]) {
      const answer = await fetch(`${server.url}/sync/push`, init)
      expect(answer.status).toBe(404)
      expect(await answer.json()).toMatchObject({ error: 'NOT_FOUND' })
    }
  })
})

describe('who may call', () => {
  const preflight = (origin: string) =>
    fetch(`${server.url}/sync/push`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'authorization,content-type,x-device-id',
      },
    })

  it('[A-48] the desktop application may, no other site', async () => {
    const own = await preflight('app://bundle')
    expect(own.status).toBe(204)
    expect(own.headers.get('access-control-allow-origin')).toBe('app://bundle')
    expect(own.headers.get('access-control-allow-headers')).toContain('x-device-id')
    expect(own.headers.get('access-control-allow-credentials')).toBeNull()
    for (const origin of ['https://evil.example', 'app://bundle.evil', 'null', 'APP://BUNDLE']) {
      const answer = await preflight(origin)
      expect([origin, answer.status]).toEqual([origin, 403])
      expect(answer.headers.get('access-control-allow-origin')).toBeNull()
      const plain = await fetch(`${server.url}/health`, { headers: { origin } })
      expect(plain.headers.get('access-control-allow-origin')).toBeNull()
    }
    const error = await fetch(`${server.url}/sync/pull`, {
      method: 'POST',
      headers: { origin: 'app://bundle' },
    })
    // Also refusals, or the application could not read why.
    expect(error.headers.get('access-control-allow-origin')).toBe('app://bundle')
  })

  it('[A-49] health and version tell what runs, not more', async () => {
    const health = (await device.get('/health')).body
    expect(health).toEqual({
      ok: true,
      mode: 'production',
      incarnation: expect.any(String),
      version: '0.0.0-test',
      // When the nightly jobs ran and whether all was well; never what they found.
      nightly: [],
    })
    expect((await device.get('/version')).body).toEqual({
      product: 'smile-loket',
      version: '0.0.0-test',
      protocol: 2,
      minProtocol: 1,
    })
  })

  it('[A-50] the practice routes do not exist in production', async () => {
    for (const url of ['/practice/info', '/practice/bank']) {
      expect((await device.get(url)).status).toBe(404)
    }
    expect((await device.post('/practice/bank/pay', { code: '151600001235' })).status).toBe(404)
  })
})

describe('limits', () => {
  it('[A-51] too many requests from one address are told when to come back', async () => {
    const strict = await startTestServer({ limits: { auth: 3, sync: 5 } })
    try {
      const hasty = new TestDevice(strict.url)
      const answers = []
      for (let i = 0; i < 4; i++) answers.push(await hasty.post('/auth/challenge', {}))
      expect(answers.map(({ status }) => status)).toEqual([400, 400, 400, 429])
      expect(answers[3]!.body).toMatchObject({
        error: 'RETRY_LATER',
        retryAfterSeconds: expect.any(Number),
      })
      expect(answers[3]!.headers.get('retry-after')).toBeTruthy()
      // Guessing passwords must not stop the office from syncing.
      expect((await hasty.post('/sync/pull', {})).status).toBe(401)
    } finally {
      await strict.close()
    }
  })
})

/** Without the tidying that fetch does to paths. */
function rawGet(target: string): Promise<{ status: number; text: string }> {
  const { hostname, port } = new URL(server.url)
  return new Promise((resolve, reject) => {
    const sent = rawRequest({ hostname, port, path: target, method: 'GET' }, (response) => {
      let text = ''
      response.on('data', (chunk: Buffer) => (text += chunk.toString()))
      response.on('end', () => resolve({ status: response.statusCode ?? 0, text }))
    })
    sent.on('error', reject)
    sent.end()
  })
}
