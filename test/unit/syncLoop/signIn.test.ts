import 'fake-indexeddb/auto'
import { beforeEach, describe, expect, it, vi } from 'vitest'
import type { Store } from '../../../renderer/store/database'
import { findSetting, updateSetting } from '../../../renderer/store/settings'
import { AccessToken } from '../../../renderer/sync/accessToken'
import type {
  AuthApi,
  RefreshRequest,
  SignedIn,
  SignInRequest,
} from '../../../renderer/sync/authApi'
import { fromBase64Url } from '../../../renderer/sync/base64'
import { HttpFailure, type Failure } from '../../../renderer/sync/httpFailure'
import { checkPasswordOffline } from '../../../renderer/sync/offlineVerifier'
import { noteRebuilding, noteRebuilt } from '../../../renderer/sync/rebuilt'
import { currentSession, followSession, loadSession } from '../../../renderer/sync/sessionStore'
import { refreshToken, signIn, signOut, type SignInRuntime } from '../../../renderer/sync/signIn'
import { openTestStore } from '../../support/deviceStore'

const DAY = 24 * 60 * 60_000
const user: SignedIn['user'] = {
  id: 'user-1',
  name: 'Petugas Contoh',
  roles: ['PAD'],
  branchId: '516',
}

let store: Store
/** This device's clock, the server's, and how long the window has been open. */
let time: number
let serverAhead: number
let running: number
let failure: Failure | undefined
let publicKey: JsonWebKey | undefined
let refreshed: { nonce: string; signature: string } | undefined
let runtime: SignInRuntime
let signedInCount: number
let refreshRefused: boolean
let signIns: string[]

/** The server's doors as the real ones answer. */
const auth = {
  async signIn(request: SignInRequest) {
    signIns.push(request.password)
    if (failure) throw new HttpFailure(failure)
    publicKey = request.publicKey
    const serverTime = time + serverAhead
    return {
      accessToken: 'token',
      user,
      offlineLeaseUntil: new Date(serverTime + 7 * DAY).toISOString(),
      serverTime: new Date(serverTime).toISOString(),
    }
  },
  async challenge() {
    return { nonce: 'a-nonce-of-the-server' }
  },
  async refresh(request: RefreshRequest) {
    refreshed = request
    if (refreshRefused) throw new HttpFailure({ kind: 'unauthenticated', body: undefined })
    return { accessToken: 'next', user, offlineLeaseUntil: new Date(time + 9 * DAY).toISOString() }
  },
  async signOut() {
    if (failure) throw new HttpFailure(failure)
  },
} satisfies Record<keyof AuthApi, unknown> as unknown as AuthApi

const offline: Failure = { kind: 'offline', reason: 'network' }

beforeEach(async () => {
  store = await openTestStore()
  time = Date.parse('2026-07-10T02:00:00.000Z')
  serverAhead = 0
  running = 0
  failure = undefined
  signedInCount = 0
  refreshRefused = false
  signIns = []
  const token = new AccessToken(
    () => refreshToken({ store, auth, deviceId: 'd1', deviceName: 'browser web' }),
    () => currentSession()?.user.id,
  )
  runtime = {
    store,
    auth,
    token,
    deviceId: 'd1',
    deviceName: 'browser web',
    now: () => time,
    running: () => running,
    onSignedIn: () => {
      signedInCount += 1
    },
  }
  await loadSession(store, time)
})

const enter = (password = 'benar-sekali', username = 'Contoh') =>
  signIn(username, password, runtime)

describe('signing in', () => {
  it('[A-32] online: keeps the session over a reload, but neither password nor token', async () => {
    expect(await enter()).toEqual({ ok: true, offline: false })
    expect(currentSession()?.user).toEqual(user)
    expect(signedInCount).toBe(1)
    expect((await loadSession(store, time))?.user.id).toBe('user-1')
    const stored = JSON.stringify(await store.settings.toArray())
    expect(stored).not.toContain('benar-sekali')
    expect(stored).not.toContain('"token"')
  })

  it('[A-53] on a full disk: in with the server, so that what waits can be sent; without it a sentence', async () => {
    await enter()
    await signOut(runtime)
    const full = new DOMException('no room', 'QuotaExceededError')
    const put = vi.spyOn(IDBObjectStore.prototype, 'put').mockImplementation(() => {
      throw full
    })
    try {
      expect(await enter()).toEqual({ ok: true, offline: false })
      expect(currentSession()?.user.id).toBe('user-1')
      failure = offline
      // A try that cannot be counted is none.
      expect(await enter()).toEqual({ ok: false, reason: 'diskFull' })
    } finally {
      put.mockRestore()
    }
    expect(await enter()).toEqual({ ok: true, offline: true })
  })

  it('[A-56] offline, after the database was lost: says that, until it is whole again', async () => {
    const startedAt = new Date(time).toISOString()
    await noteRebuilding({ pending: 0, damaged: false, locked: true, startedAt }, store)
    failure = offline
    expect(await enter()).toEqual({ ok: false, reason: 'signInsLost' })
    failure = undefined
    expect(await enter()).toEqual({ ok: true, offline: false })
    await noteRebuilding({ pending: 0, damaged: false, startedAt }, store)
    await noteRebuilt(startedAt, store)
    failure = offline
    expect(await enter('benar-sekali', 'orang-lain')).toEqual({
      ok: false,
      reason: 'neverSignedInHere',
    })
  })

  it('[A-35] names the reason when the server knows this device by another key', async () => {
    const body = { error: 'DEVICE_KEY_CHANGED', message: 'another key' }
    failure = { kind: 'refused', status: 403, body }
    expect(await enter()).toEqual({ ok: false, reason: 'deviceKeyChanged' })
  })

  it('[A-32] a reload after the lease has ended asks for the password again', async () => {
    await enter()
    expect(await loadSession(store, time + 8 * DAY)).toBeUndefined()
  })

  it('[A-33] offline: works after an online sign-in, not before', async () => {
    failure = offline
    expect(await enter()).toEqual({ ok: false, reason: 'neverSignedInHere' })
    failure = undefined
    await enter()
    await signOut(runtime)
    expect(currentSession()).toBeUndefined()
    failure = offline
    expect(await enter('benar-sekali', ' CONTOH ')).toEqual({ ok: true, offline: true })
    expect(currentSession()?.user).toEqual(user)
  })

  it('[A-33] offline: ends with the lease', async () => {
    await enter()
    failure = offline
    time += 8 * DAY
    expect(await enter()).toEqual({ ok: false, reason: 'leaseEnded' })
  })

  it('[A-34] offline: five wrong tries cost 1 minute, the next 5, then 15; kept over a reload', async () => {
    await enter()
    failure = offline
    for (const triesLeft of [4, 3, 2, 1]) {
      expect(await enter('salah')).toEqual({ ok: false, reason: 'wrongPassword', triesLeft })
    }
    expect(await enter('salah')).toEqual({ ok: false, reason: 'blocked', waitSeconds: 60 })
    // Even the right password waits, and asking does not prolong the wait.
    running += 30_000
    expect(await enter()).toEqual({ ok: false, reason: 'blocked', waitSeconds: 30 })
    running += 30_000
    expect(await enter('salah')).toEqual({ ok: false, reason: 'blocked', waitSeconds: 300 })
    running += 300_000
    expect(await enter('salah')).toEqual({ ok: false, reason: 'blocked', waitSeconds: 900 })
    running += 900_000
    expect(await enter()).toEqual({ ok: true, offline: true })
    expect(await enter('salah')).toEqual({ ok: false, reason: 'wrongPassword', triesLeft: 4 })
  })

  it('[A-34] counts a try before checking it', async () => {
    await enter()
    const derive = crypto.subtle.deriveBits.bind(crypto.subtle)
    let counted: unknown
    const derivation = vi
      .spyOn(crypto.subtle, 'deriveBits')
      .mockImplementation(async (...given) => {
        counted = await findSetting('verifier:contoh', store)
        return derive(...given)
      })
    try {
      const check = await checkPasswordOffline(store, 'contoh', 'salah', { now: time, running })
      expect(check).toMatchObject({ kind: 'wrong' })
    } finally {
      derivation.mockRestore()
    }
    expect(counted).toMatchObject({ wrongTries: 1 })
  })

  it('[A-34] many tries at once do not get more of them', async () => {
    await enter()
    failure = offline
    const results = await Promise.all(Array.from({ length: 12 }, () => enter('salah')))
    expect(results.filter((result) => 'triesLeft' in result)).toHaveLength(4)
    expect(await findSetting('verifier:contoh', store)).toMatchObject({ wrongTries: 5 })
  })

  it('[A-55] the wait ends neither by the clock nor by a new start, and a corrected clock does not lengthen it', async () => {
    await enter()
    failure = offline
    for (let n = 0; n < 5; n++) await enter('salah')
    running += 20_000
    for (const jump of [3 * DAY, -400 * DAY]) {
      time += jump
      expect(await enter()).toEqual({ ok: false, reason: 'blocked', waitSeconds: 40 })
    }
    time += 397 * DAY
    vi.resetModules()
    const anew = await import('../../../renderer/sync/offlineVerifier')
    const after = (ran: number) =>
      anew.checkPasswordOffline(store, 'contoh', 'benar-sekali', { now: time, running: ran })
    expect(await after(5_000)).toEqual({ kind: 'blocked', waitSeconds: 60 })
    expect(await after(64_000)).toEqual({ kind: 'blocked', waitSeconds: 1 })
    expect(await after(65_000)).toMatchObject({ kind: 'right' })
  })

  it.each([400, -400])(
    '[A-54] a clock %s days off: in, over a reload, offline; and out with the lease',
    async (days) => {
      serverAhead = -days * DAY
      const unfollow = followSession(store, () => time)
      try {
        expect(await enter()).toEqual({ ok: true, offline: false })
        expect((await loadSession(store, time))?.user.id).toBe('user-1')
        // What another window is told, too.
        await new Promise((resolve) => setTimeout(resolve, 20))
        expect(currentSession()?.user.id).toBe('user-1')
      } finally {
        unfollow()
      }
      await signOut(runtime)
      failure = offline
      time += 6 * DAY
      expect(await enter()).toEqual({ ok: true, offline: true })
      time += 2 * DAY
      expect(await loadSession(store, time)).toBeUndefined()
      expect(await enter()).toEqual({ ok: false, reason: 'leaseEnded' })
    },
  )

  it('[A-35] passes on what the server says', async () => {
    const body = (error: string, more: object = {}) => ({ error, message: error, ...more })
    failure = { kind: 'unauthenticated', body: body('SIGN_IN_FAILED', { triesLeft: 3 }) }
    expect(await enter()).toEqual({ ok: false, reason: 'wrongPassword', triesLeft: 3 })
    failure = { kind: 'refused', status: 429, body: body('SIGN_IN_BLOCKED', { waitSeconds: 300 }) }
    expect(await enter()).toEqual({ ok: false, reason: 'blocked', waitSeconds: 300 })
    failure = { kind: 'refused', status: 403, body: body('DEVICE_LOCKED') }
    expect(await enter()).toEqual({ ok: false, reason: 'deviceLocked' })
    failure = { kind: 'protocol', status: 200, message: 'not JSON' }
    expect(await enter()).toMatchObject({ ok: false, reason: 'serverTrouble' })
  })

  it('[A-36] refuses a person of another branch: the device holds one branch', async () => {
    await updateSetting('branchId', () => '517', store)
    expect(await enter()).toEqual({ ok: false, reason: 'otherBranch' })
    expect(currentSession()).toBeUndefined()
  })

  it('[A-37] renews the token by a signature of this device over the nonce', async () => {
    await enter()
    runtime.token.clear()
    expect(await runtime.token.use(async (value) => value)).toBe('next')
    const key = await crypto.subtle.importKey(
      'jwk',
      publicKey!,
      { name: 'ECDSA', namedCurve: 'P-256' },
      false,
      ['verify'],
    )
    const isRight = await crypto.subtle.verify(
      { name: 'ECDSA', hash: 'SHA-256' },
      key,
      fromBase64Url(refreshed!.signature),
      new TextEncoder().encode('a-nonce-of-the-server'),
    )
    expect(isRight).toBe(true)
    expect(currentSession()?.offlineLeaseUntil).toBe(new Date(time + 9 * DAY).toISOString())
  })

  it('[A-37] signs in at the server by itself after an offline sign-in, and tries only once', async () => {
    await enter()
    await signOut(runtime)
    failure = offline
    await enter()
    failure = undefined
    refreshRefused = true
    signIns = []
    expect(await runtime.token.use(async (value) => value)).toBe('token')
    expect(signIns).toEqual(['benar-sekali'])
    runtime.token.clear()
    await expect(runtime.token.use(async (value) => value)).rejects.toMatchObject({
      failure: { kind: 'unauthenticated' },
    })
    expect(signIns).toHaveLength(1)
  })

  it('[A-37] a changed password is tried once and then asked for', async () => {
    await enter()
    await signOut(runtime)
    failure = offline
    await enter()
    failure = { kind: 'unauthenticated', body: undefined }
    refreshRefused = true
    signIns = []
    for (const _try of [1, 2]) {
      await expect(runtime.token.use(async (value) => value)).rejects.toThrow('unauthenticated')
    }
    expect(signIns).toHaveLength(1)
  })

  it('[A-37] signing out works without the server', async () => {
    await enter()
    failure = offline
    await signOut(runtime)
    expect(currentSession()).toBeUndefined()
    expect(await loadSession(store, time)).toBeUndefined()
  })
})
