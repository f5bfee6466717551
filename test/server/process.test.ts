import { existsSync, mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { TestDevice } from '../support/device'
import { employerProfile } from '../support/samples'
import { buildServer, launchServer, startServer } from '../support/serverProcess'

const folder = mkdtempSync(path.join(tmpdir(), 'loket-process-'))
let file = ''

/** The practice server on an embedded database on disk. */
function settings(env: Record<string, string>): Record<string, string> {
  return {
    SMILE_LOKET_MODE: 'practice',
    SMILE_LOKET_BASE_DATE: '2026-11-10',
    SMILE_LOKET_DATA: path.join(folder, 'data'),
    ...env,
  }
}

const launch = (env: Record<string, string> = {}) => launchServer(file, settings(env))
const start = (env: Record<string, string> = {}) => startServer(file, settings(env))

beforeAll(async () => {
  file = await buildServer('process')
})
afterAll(() => rmSync(folder, { recursive: true, force: true }))

describe('[A-61] the server as a process', () => {
  it('starts empty, refuses a second start, survives a crash and stops in order', async () => {
    const first = await start()
    const device = new TestDevice(first.url)
    await device.signIn({ username: 'ar', password: 'latih-hutan-63' })
    const args = {
      employerId: crypto.randomUUID(),
      profile: employerProfile(),
      acceptedFindings: [],
    }
    const pushed = await device.push([device.command(1, 'employer.register', args)])
    expect(pushed.body.outcomes).toMatchObject([{ outcome: 'accepted' }])

    const second = launch()
    expect(await second.exit).toBe(1)
    expect(second.output()).toMatch(
      /^The data directory .* is in use by another server \(process \d+\)\. Stop that one first/m,
    )
    expect(second.output()).not.toContain('    at ')
    expect((await device.get('/health')).status).toBe(200)

    // No goodbye at all: what was acknowledged must be there, the lock must not bar the way.
    first.child.kill('SIGKILL')
    await first.exit
    const third = await start()
    const again = new TestDevice(third.url)
    await again.signIn({ username: 'ar', password: 'latih-hutan-63' })
    const pages = await again.pull()
    const names = pages.flatMap(({ patch }) =>
      patch.flatMap((entry) => (entry.op === 'put' ? [entry.row['legalName']] : [])),
    )
    expect(names).toContain('PT Contoh Uji Coba')
    expect(third.output().match(/SMILE Loket server/g)).toHaveLength(1)

    third.child.kill('SIGTERM')
    expect(await third.exit).toBe(0)
    expect(existsSync(path.join(folder, 'data', 'server.lock'))).toBe(false)
  })

  it('[A-62] says in one sentence what is wrong with its configuration', async () => {
    const { exit, output } = launch({ SMILE_LOKET_MODE: 'demo', PORT: 'many' })
    expect(await exit).toBe(1)
    expect(output().trim().split('\n')).toHaveLength(1)
    expect(output()).toMatch(/^Wrong configuration\. SMILE_LOKET_MODE: .*PORT: /)
  })

  it('[A-63] logs neither names nor numbers nor tokens', async () => {
    const running = await start({
      SMILE_LOKET_LOG: 'trace',
      SMILE_LOKET_DATA: path.join(folder, 'log'),
    })
    const device = new TestDevice(running.url)
    await device.trySignIn('ar', 'wrong-password-typed')
    await device.signIn({ username: 'ar', password: 'latih-hutan-63' })
    await device.pull()
    await device.get('/practice/bank?code=151600001235')
    await device.post('/sync/push', { protocol: 1, secret: '3516990101900001' })
    await device.send('/sync/push', {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: '{"nik":"3516990101900001" oops',
    })
    running.child.kill('SIGTERM')
    await running.exit
    const log = running.output()
    expect(log).toContain('"route":"/sync/pull"')
    expect(log).toContain('"route":"/practice/bank"')
    for (const secret of [
      device.token,
      device.deviceId,
      'latih-hutan',
      'wrong-password-typed',
      '3516990101900001',
      '151600001235',
      'Bagas',
      '127.0.0.1"',
    ]) {
      expect(log).not.toContain(secret)
    }
  })
})
