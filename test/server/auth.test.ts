import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { TestDevice } from '../support/device'
import { startTestServer, type TestPerson, type TestServer } from '../support/server'

let server: TestServer
let officer: TestPerson
let device: TestDevice

beforeEach(async () => {
  server = await startTestServer()
  officer = await server.addPerson('ar', ['AR', 'PIUTANG'])
  device = new TestDevice(server.url)
})
afterEach(() => server.close())

const minutes = (n: number) => n * 60 * 1000
const wrong = () => device.trySignIn('ar', 'wrong')
const right = () => device.trySignIn('ar', officer.password)

describe('sign-in', () => {
  it('[A-1] gives a short-lived token, the person, the device and the end of the lease', async () => {
    const { body, headers } = await device.signIn({ ...officer, username: '  AR ' })
    expect(body).toMatchObject({
      user: { id: officer.id, name: 'Tester ar', roles: ['AR', 'PIUTANG'], branchId: '516' },
      device: { id: device.deviceId, name: 'Loket uji', state: 'normal' },
      branch: null,
      offlineLeaseUntil: '2026-11-24T03:00:00.000Z',
      serverTime: '2026-11-10T03:00:00.000Z',
    })
    expect(headers.get('cache-control')).toBe('no-store')
    expect((await device.pullPage()).status).toBe(200)
    server.clock.now += minutes(15)
    expect((await device.pullPage()).status).toBe(401)
  })

  it('[A-2] stores neither password nor token in clear', async () => {
    await device.signIn(officer)
    const { rows } = await tables()
    const everything = JSON.stringify(rows)
    expect(everything).toContain('$argon2id$v=19$m=19456,t=2,p=1$')
    expect(everything).not.toContain(officer.password)
    expect(everything).not.toContain(device.token)
  })

  it('[A-3] counts wrong tries down, then makes one wait 1, 5 and 15 minutes', async () => {
    for (const triesLeft of [4, 3, 2, 1]) {
      const { status, body } = await wrong()
      expect([status, body]).toEqual([
        401,
        { error: 'SIGN_IN_FAILED', message: expect.any(String), triesLeft },
      ])
    }
    for (const waitSeconds of [60, 300, 900, 900]) {
      const blocked = await wrong()
      expect([blocked.status, blocked.body]).toMatchObject([
        429,
        { error: 'SIGN_IN_BLOCKED', waitSeconds },
      ])
      expect(blocked.headers.get('retry-after')).toBe(String(waitSeconds))
      // Even the right password does not help while waiting, and does not shorten it.
      server.clock.now += waitSeconds * 1000 - 1000
      expect((await right()).body).toMatchObject({ error: 'SIGN_IN_BLOCKED', waitSeconds: 1 })
      server.clock.now += 1000
    }
    expect((await right()).status).toBe(200)
    expect((await wrong()).body).toMatchObject({ triesLeft: 4 })
  })

  it('[A-4] parallel guesses do not get more tries', async () => {
    const answers = await Promise.all(Array.from({ length: 12 }, wrong))
    const tried = answers.filter(({ body }) => body['error'] === 'SIGN_IN_FAILED')
    expect(tried.length).toBe(4)
    expect(answers.filter(({ status }) => status === 429)).toHaveLength(8)
  })

  it('[A-5] an unknown name is answered like a known one, in words and in work', async () => {
    const answers: { known: unknown; unknown: unknown }[] = []
    // Processor time, which other work on the machine does not lengthen; microseconds.
    const spent = { known: 0, unknown: 0 }
    const work = (): number => process.cpuUsage().user
    for (let i = 0; i < 5; i++) {
      const start = work()
      const known = await wrong()
      const middle = work()
      const unknown = await device.trySignIn('nobody', 'wrong')
      spent.known += middle - start
      spent.unknown += work() - middle
      answers.push({ known: [known.status, known.body], unknown: [unknown.status, unknown.body] })
    }
    for (const { known, unknown } of answers) expect(unknown).toEqual(known)
    // Without the decoy hash the unknown name would cost a small fraction.
    expect(spent.unknown).toBeGreaterThan(spent.known / 4)
  })

  it('[A-6] a disabled person cannot sign in, and a token given before stops working', async () => {
    await device.signIn(officer)
    await server.database.db.updateTable('auth_user').set({ disabled: true }).execute()
    expect((await device.pullPage()).status).toBe(401)
    expect((await right()).status).toBe(401)
  })

  it('[A-7] a known device id under another key, or from another branch, is refused', async () => {
    await device.signIn(officer)
    const copy = new TestDevice(server.url)
    copy.deviceId = device.deviceId
    const copied = await copy.trySignIn('ar', officer.password)
    expect([copied.status, copied.body]).toMatchObject([409, { error: 'DEVICE_KEY_CHANGED' }])
    await server.addPerson('other', ['AR'], '517')
    const moved = await device.trySignIn('other', 'password of other')
    expect([moved.status, moved.body]).toMatchObject([403, { error: 'DEVICE_OF_OTHER_BRANCH' }])
  })

  it('[S-317] the key of a journal is given to its own device only, always the same', async () => {
    const secret = 'a'.repeat(43)
    const keyOf = async (one: TestDevice, ...rest: string[]): Promise<unknown> =>
      (await one.trySignIn('ar', officer.password, ...rest)).body['journalKey']
    expect(await keyOf(device)).toBeUndefined()
    const key = await keyOf(device, secret)
    expect(key).toMatch(/^[A-Za-z0-9_-]{43}$/)
    expect(await keyOf(device, secret)).toBe(key)
    const reborn = new TestDevice(server.url)
    reborn.deviceId = device.deviceId
    expect(await keyOf(reborn, 'b'.repeat(43))).toBeUndefined()
    expect(await keyOf(reborn, secret)).toBe(key)
    expect(await keyOf(new TestDevice(server.url), secret)).not.toBe(key)
  })

  it('[S-314] a device that lost its key comes back by the secret of its journal, on record', async () => {
    const secret = 'a'.repeat(43)
    expect((await device.trySignIn('ar', officer.password, secret)).status).toBe(200)
    await device.signIn(officer)
    const reborn = new TestDevice(server.url)
    reborn.deviceId = device.deviceId
    const refused = [
      await reborn.trySignIn('ar', officer.password),
      await reborn.trySignIn('ar', officer.password, 'b'.repeat(43)),
    ]
    for (const { status, body } of refused) {
      expect([status, body]).toMatchObject([409, { error: 'DEVICE_KEY_CHANGED' }])
    }
    expect((await reborn.trySignIn('ar', 'wrong', secret)).status).toBe(401)
    expect((await reborn.trySignIn('ar', officer.password, 'short')).status).toBe(400)
    expect((await device.pullPage()).status).toBe(200)

    server.clock.now += minutes(1)
    expect((await reborn.trySignIn('ar', officer.password, secret)).status).toBe(200)
    await reborn.signIn(officer)
    expect((await reborn.pullPage()).status).toBe(200)
    // What was given to the old key is over, and so is the key.
    expect((await device.pullPage()).status).toBe(401)
    expect((await right()).body).toMatchObject({ error: 'DEVICE_KEY_CHANGED' })
    const changes = await server.database.db.selectFrom('auth_key_change').selectAll().execute()
    expect(changes).toEqual([
      {
        device_id: device.deviceId,
        branch_id: '516',
        user_id: officer.id,
        old_public_key: await pointOf(device),
        new_public_key: await pointOf(reborn),
        changed_at: server.clock.now,
      },
    ])
    // A secret once known is not replaced by another, and is not stored in clear.
    await reborn.trySignIn('ar', officer.password, 'c'.repeat(43))
    const third = new TestDevice(server.url)
    third.deviceId = device.deviceId
    expect((await third.trySignIn('ar', officer.password, 'c'.repeat(43))).status).toBe(409)
    expect(JSON.stringify((await tables()).rows)).not.toContain(secret)
  })

  it('[A-8] refuses a private key, a point off the curve and nonsense', async () => {
    const good = await device.publicKey()
    const body = {
      username: 'ar',
      password: officer.password,
      deviceId: device.deviceId,
      deviceName: 'x',
    }
    const bad = [
      { ...good, d: good.x },
      { ...good, x: 'A'.repeat(43) },
      { kty: 'oct', k: 'AAAA' },
      'text',
      null,
    ]
    for (const publicKey of bad) {
      const { status } = await device.post('/auth/sign-in', { ...body, publicKey })
      expect(status).toBe(400)
    }
  })
})

describe('tokens', () => {
  it('[A-9] a forged, foreign or missing token is refused and nothing is executed', async () => {
    await device.signIn(officer)
    const { token, deviceId } = device
    const attempts: Record<string, string>[] = [
      {},
      { authorization: 'Bearer ' + 'A'.repeat(43), 'x-device-id': deviceId },
      { authorization: `Bearer ${token}` },
      { authorization: `Bearer ${token}`, 'x-device-id': crypto.randomUUID() },
      { authorization: `Basic ${token}`, 'x-device-id': deviceId },
      { authorization: `Bearer ${token}x`, 'x-device-id': deviceId },
      { authorization: 'Bearer eyJhbGciOiJub25lIn0.e30.', 'x-device-id': deviceId },
    ]
    for (const headers of attempts) {
      for (const path of [
        '/sync/push',
        '/sync/pull',
        '/leases',
        '/auth/sign-out',
        '/devices/state',
      ]) {
        const response = await fetch(server.url + path, {
          method: 'POST',
          headers: { 'content-type': 'application/json', ...headers },
          body: '{}',
        })
        expect([path, response.status]).toEqual([path, 401])
        expect(await response.json()).toMatchObject({ error: 'UNAUTHENTICATED' })
      }
      for (const path of ['/sync/events', '/devices']) {
        const response = await fetch(server.url + path, { headers })
        expect([path, response.status]).toEqual([path, 401])
      }
    }
  })

  it('[A-10] a token stolen from one device does not work on another', async () => {
    await device.signIn(officer)
    const thief = new TestDevice(server.url)
    await thief.signIn(await server.addPerson('pad', ['PAD']))
    thief.token = device.token
    expect((await thief.pullPage()).status).toBe(401)
  })

  it('[A-11] sign-out ends the token and the renewal, but not the work that waits', async () => {
    await device.signIn(officer)
    const command = device.command(1, 'employer.register', {})
    expect((await device.post('/auth/sign-out', {})).status).toBe(200)
    expect((await device.pullPage()).status).toBe(401)
    expect((await renew()).status).toBe(401)
    await device.signIn(await server.addPerson('pad', ['PAD']))
    const pushed = await device.push([command])
    expect(pushed.body.outcomes).toMatchObject([{ code: 'BAD_ARGUMENTS' }])
  })
})

async function renew(change: Record<string, unknown> = {}) {
  const { body } = await device.post('/auth/challenge', { deviceId: device.deviceId })
  const nonce = String(body['nonce'])
  const request = { deviceId: device.deviceId, userId: officer.id, nonce }
  return device.post('/auth/refresh', {
    ...request,
    signature: await device.sign(nonce),
    ...change,
  })
}

describe('renewal by the device key', () => {
  beforeEach(() => device.signIn(officer))

  it('[A-12] gives a new token for the same person on the same device', async () => {
    server.clock.now += minutes(20)
    const { status, body } = await renew()
    expect(status).toBe(200)
    expect(body).toMatchObject({
      user: { id: officer.id },
      offlineLeaseUntil: '2026-11-24T03:00:00.000Z',
      serverTime: '2026-11-10T03:20:00.000Z',
    })
    device.token = String(body['accessToken'])
    expect((await device.pullPage()).status).toBe(200)
  })

  it('[A-13] needs the right key, person, device and nonce', async () => {
    const stranger = new TestDevice(server.url)
    const pad = await server.addPerson('pad', ['PAD'])
    expect((await renew({ userId: pad.id })).status).toBe(401)
    expect((await renew({ deviceId: crypto.randomUUID() })).status).toBe(401)
    expect((await renew({ nonce: 'A'.repeat(43) })).status).toBe(401)
    const { body } = await device.post('/auth/challenge', { deviceId: device.deviceId })
    const nonce = String(body['nonce'])
    const signature = await stranger.sign(nonce)
    expect((await renew({ nonce, signature })).status).toBe(401)
  })

  it('[A-14] a nonce is good once and for a minute', async () => {
    const { body } = await device.post('/auth/challenge', { deviceId: device.deviceId })
    const nonce = String(body['nonce'])
    const signature = await device.sign(nonce)
    const answers = await Promise.all([1, 2, 3].map(() => renew({ nonce, signature })))
    expect(answers.map(({ status }) => status).sort((a, b) => a - b)).toEqual([200, 401, 401])
    const late = await device.post('/auth/challenge', { deviceId: device.deviceId })
    server.clock.now += 61_000
    const old = String(late.body['nonce'])
    expect((await renew({ nonce: old, signature: await device.sign(old) })).status).toBe(401)
  })

  it('[A-15] ends with the lease: then the password is needed again', async () => {
    server.clock.now += 14 * 24 * minutes(60)
    expect((await renew()).body).toMatchObject({ error: 'LEASE_ENDED' })
    await device.signIn(officer)
    expect((await renew()).status).toBe(200)
  })

  it('[A-16] answers a challenge for an unknown device like any other', async () => {
    const known = await device.post('/auth/challenge', { deviceId: device.deviceId })
    const unknown = await device.post('/auth/challenge', { deviceId: crypto.randomUUID() })
    expect([unknown.status, Object.keys(unknown.body)]).toEqual([
      known.status,
      Object.keys(known.body),
    ])
  })
})

describe('device lock', () => {
  it('[A-17] the administrator locks a device: tokens, renewal, sign-in and stream end at once', async () => {
    await device.signIn(officer)
    const desk = new TestDevice(server.url)
    await desk.signIn(await server.addPerson('admin', ['SYSADMIN']))
    const list = await desk.get<{ devices: { id: string; state: string }[] }>('/devices')
    expect(list.body.devices.map(({ id }) => id)).toContain(device.deviceId)

    const lock = { deviceId: device.deviceId, state: 'locked' }
    expect((await device.post('/devices/state', lock)).status).toBe(403)
    expect((await desk.post('/devices/state', lock)).status).toBe(200)
    for (const answer of [await device.pullPage(), await renew(), await right()]) {
      expect([answer.status, answer.body]).toMatchObject([403, { error: 'DEVICE_LOCKED' }])
    }
    expect((await desk.post('/devices/state', { ...lock, state: 'normal' })).status).toBe(200)
    expect((await device.pullPage()).status).toBe(200)
  })

  it('[A-18] an administrator has no say over devices of another branch', async () => {
    await device.signIn(officer)
    const desk = new TestDevice(server.url)
    await desk.signIn(await server.addPerson('admin517', ['SYSADMIN'], '517'))
    expect((await desk.get<{ devices: { id: string }[] }>('/devices')).body.devices).toHaveLength(1)
    const lock = { deviceId: device.deviceId, state: 'locked' }
    expect((await desk.post('/devices/state', lock)).status).toBe(404)
    expect((await device.pullPage()).status).toBe(200)
  })
})

async function pointOf(owner: TestDevice) {
  const { kty, crv, x, y } = await owner.publicKey()
  return { kty, crv, x, y }
}

async function tables() {
  const { db } = server.database
  const rows = await Promise.all(
    (['auth_user', 'auth_device', 'auth_token', 'auth_grant', 'auth_attempt'] as const).map(
      (table) => db.selectFrom(table).selectAll().execute(),
    ),
  )
  return { rows }
}
